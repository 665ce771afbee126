"""What the desk does beside the moves of an alert: turn it into a service request and back, ask for a place."""

from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from alerts.actions.ask_place import ask_place
from alerts.actions.transfer_service import transfer_service
from alerts.api.alerts import ActView
from alerts.links import url_of
from alerts.writer import writer
from people.origin import public_origin
from people.rights import require_role
from people.roles import Right
from wire.clock import now
from wire.messages.cards import DeskAlert
from wire.messages.desk import LocationLinkCard, ServiceBody


class ServiceView(ActView):
    @extend_schema(request=ServiceBody, responses=DeskAlert)
    def post(self, request: Request, alert: UUID) -> Response:
        require_role(self.actor, Right.MAKE_SERVICE)
        return self.act(alert, transfer_service, self.body(ServiceBody))


class LocationLinkView(ActView):
    """The answer holds the link, for callers who are reached by other means than SMS."""

    @extend_schema(request=None, responses={201: LocationLinkCard})
    def post(self, request: Request, alert: UUID) -> Response:
        require_role(self.actor, Right.ASK_PLACE)
        asked = writer.call(ask_place, alert=alert, actor=self.actor, at=now())
        card = LocationLinkCard(
            alert=asked.alert.id,
            url=url_of(asked.link.id, origin=public_origin(request)),
            sent_to=asked.link.sent_to,
            expires_at=asked.link.expires_at,
        )
        return Response(card, status=201, headers={"Cache-Control": "no-store"})
