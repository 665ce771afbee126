"""The one-time link that asks somebody who phoned for their place: no login, one alert, half an hour."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from alerts.actions.take_place import take_place
from alerts.models import LocationLink
from alerts.writer import writer
from people.api.base import ApiView
from wire.clock import now
from wire.messages.help import WhereBody, WhereCard


def where_card(link: LocationLink) -> WhereCard:
    return WhereCard(number=link.alert.number, expires_at=link.expires_at, received_at=link.used_at)


class WhereView(ApiView):
    """Answers may be repeated while the link is good: a better place, or the same one after a lost answer."""

    authentication_classes: list[Any] = []

    @extend_schema(request=WhereBody, responses=WhereCard)
    def post(self, request: Request, token: str) -> Response:
        body = self.body(WhereBody)
        link = writer.call(take_place, token=token, fix=body.fix, text=body.text, at=now())
        return Response(where_card(link), headers={"Cache-Control": "no-store", "Referrer-Policy": "no-referrer"})
