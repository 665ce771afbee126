"""The adapter of a generic SMS gateway over HTTP: docs/sms.md says what it must answer."""

import json
import urllib.error
import urllib.request
from urllib.parse import urlsplit

from django.conf import settings


class NotSent(Exception):
    """The gateway did not take it; why, without the words of the SMS."""


class _NoDetours(urllib.request.HTTPRedirectHandler):
    """A redirect would carry the token to another host."""

    def redirect_request(self, *_: object) -> None:
        return None


_opener = urllib.request.build_opener(_NoDetours)


def is_connected() -> bool:
    return bool(settings.SMS_GATEWAY_URL)


def hand_over(*, to: str, text: str, key: str) -> None:
    """POST {to, text} to the gateway; any 2xx means that it took the SMS. `key` lets it notice a repetition.

    Blocks up to SMS_GATEWAY_SECONDS: never inside a transaction, never on the loop. Raises NotSent.
    """
    if urlsplit(settings.SMS_GATEWAY_URL).scheme not in ("http", "https"):
        raise NotSent("SMS_GATEWAY_URL is no http address")
    request = urllib.request.Request(  # noqa: S310  the scheme was looked at
        settings.SMS_GATEWAY_URL,
        data=json.dumps({"to": to, "text": text}, ensure_ascii=False).encode(),
        headers={"Content-Type": "application/json; charset=utf-8", "Idempotency-Key": key},
        method="POST",
    )
    if settings.SMS_GATEWAY_TOKEN:
        request.add_header("Authorization", f"Bearer {settings.SMS_GATEWAY_TOKEN}")
    try:
        with _opener.open(request, timeout=settings.SMS_GATEWAY_SECONDS):
            return
    except urllib.error.HTTPError as error:
        error.close()
        raise NotSent(f"the gateway answered {error.code}") from None
    except (OSError, ValueError) as error:
        raise NotSent(type(error).__name__) from None
