"""The page that a press without script leads to: one alert, for whoever holds the signed link."""

from uuid import UUID

from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from alerts.queries import herder_card_of

SALT = "status"
MAX_AGE = 7 * 24 * 3600


def status_token(alert: UUID) -> str:
    return signing.dumps(alert.hex, salt=SALT)


def status(request: HttpRequest, token: str) -> HttpResponse:
    try:
        alert = UUID(signing.loads(token, salt=SALT, max_age=MAX_AGE))
    except (signing.BadSignature, ValueError):
        raise Http404 from None
    card = herder_card_of(alert)
    if card is None:
        raise Http404
    response = render(
        request,
        "status.html",
        {"card": card, "language": request.COOKIES.get("language", "zh-Hans")},
    )
    response["Cache-Control"] = "no-store"
    response["Referrer-Policy"] = "no-referrer"
    return response
