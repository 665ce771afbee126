"""Doors for other systems."""

import hashlib
import hmac
import time
from typing import Any

from django.conf import settings
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from alerts.actions.receive_sms import receive_sms
from alerts.writer import writer
from people.api.base import ApiView
from wire.clock import now
from wire.messages.intake import SmsBody, SmsCard
from wire.problems import Problem

TOLERANCE_SECONDS = 300
SIGNED = [
    OpenApiParameter("X-Signature", location="header", required=True, description="sha256= and the HMAC in hex"),
    OpenApiParameter("X-Timestamp", location="header", required=True, description="seconds since 1970"),
]


def require_signature(headers: Any, raw: bytes, *, seconds: float) -> None:
    """Raise `not_logged_in` unless the body was signed with SMS_SECRET and the message is of the last five minutes.

    The time is not part of what is signed, as many gateways cannot do that: a copy sent again later has no effect,
    for its id has been seen.
    """
    if not settings.SMS_SECRET:
        raise Problem("not_logged_in", "This door is shut: SMS_SECRET is not set.")
    stamp = headers.get("X-Timestamp", "")
    if not stamp.isascii() or not stamp.isdecimal() or abs(int(stamp[:15]) - seconds) > TOLERANCE_SECONDS:
        raise Problem("not_logged_in", "X-Timestamp: seconds since 1970, at most five minutes off.")
    expected = "sha256=" + hmac.new(settings.SMS_SECRET.encode(), raw, hashlib.sha256).hexdigest()
    if not hmac.compare_digest(headers.get("X-Signature", "").encode(), expected.encode()):
        raise Problem("not_logged_in", "X-Signature: sha256= and the HMAC of the body.")


class SmsView(ApiView):
    """An SMS from the gateway: docs/sms.md. Never throttled; the same id again has no effect."""

    authentication_classes: list[Any] = []

    @extend_schema(parameters=SIGNED, request=SmsBody, responses={201: SmsCard, 200: SmsCard})
    def post(self, request: Request) -> Response:
        raw = request.data if isinstance(request.data, bytes) else b""
        require_signature(request.headers, raw, seconds=time.time())
        done = writer.call(receive_sms, sms=self.body(SmsBody), at=now())
        card = SmsCard(number=done.alert.number, opened=done.opened)
        return Response(card, status=201 if done.opened else 200)
