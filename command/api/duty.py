from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from alerts.writer import writer
from command.actions.end_shift import end_shift
from command.actions.report_position import on_duty_responder, report_position
from command.actions.start_shift import start_shift
from command.queries.respond import respond_snapshot
from command.queries.responders import responder_of, shift_card
from people.api.base import ApiView
from people.rights import require_role
from people.roles import Right
from wire.clock import now
from wire.messages.cards import ShiftCard
from wire.messages.respond import ActBody, PositionBody, RespondSnapshot


class RespondView(ApiView):
    """The responder's screen, for polling when sockets are blocked."""

    @extend_schema(responses=RespondSnapshot)
    def get(self, request: Request) -> Response:
        require_role(self.actor, Right.RESPOND)
        return Response(respond_snapshot(responder_of(self.actor), now=now()))


class ShiftsView(ApiView):
    @extend_schema(request=ActBody, responses={201: ShiftCard})
    def post(self, request: Request) -> Response:
        require_role(self.actor, Right.RESPOND)
        shift = writer.call(start_shift, actor=self.actor, at=now(), key=self.body(ActBody).key)
        return Response(shift_card(shift), status=201)


class CurrentShiftView(ApiView):
    @extend_schema(request=None, responses={204: None})
    def delete(self, request: Request) -> Response:
        require_role(self.actor, Right.RESPOND)
        writer.call(end_shift, actor=self.actor, at=now())
        return Response(status=204)


class PositionsView(ApiView):
    @extend_schema(request=PositionBody, responses={204: None})
    def post(self, request: Request) -> Response:
        require_role(self.actor, Right.RESPOND)
        position = self.body(PositionBody)
        report_position(responder=on_duty_responder(self.actor), position=position, at=now())
        return Response(status=204)
