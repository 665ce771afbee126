from typing import Any
from uuid import UUID, uuid4

from django.utils.dateparse import parse_datetime
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from alerts import cards
from alerts.actions.acknowledge_alert import acknowledge_alert
from alerts.actions.add_detail import add_detail
from alerts.actions.add_fix import add_fix
from alerts.actions.cancel_alert import cancel_alert
from alerts.actions.close_alert import close_alert
from alerts.actions.link_duplicate import link_duplicate
from alerts.actions.raise_alert import Call, raise_alert
from alerts.actions.rate_alert import rate_alert
from alerts.actions.reopen_alert import reopen_alert
from alerts.actions.send_chat import send_chat
from alerts.actions.unlink_duplicate import unlink_duplicate
from alerts.models import Alert
from alerts.queries import find_alert, herder_card, list_alerts
from alerts.writer import writer
from people.api.base import ApiView
from people.rights import require_role
from people.roles import Right, Role
from wire.clock import now
from wire.messages import desk as desk_messages
from wire.messages import help as help_messages
from wire.messages.base import EARLIEST, LATEST, Model
from wire.messages.cards import ChatCard, DeskAlert, Fix, HerderAlert, ResponderAlert
from wire.problems import Problem
from wire.words import AlertStatus, PlaceSource

PHONES = (Role.CALLER, Role.DEVICE)
RESPONDERS = (Role.CIVILIAN, Role.OFFICER)


def card_for(view: ApiView, alert: Alert) -> HerderAlert | ResponderAlert | DeskAlert:
    """The card for whoever asks."""
    if view.actor.role in PHONES:
        return herder_card(alert)
    if view.actor.role in RESPONDERS:
        return cards.responder_alert(alert)
    return cards.desk_alert(alert)


class AlertView(ApiView):
    @extend_schema(responses=DeskAlert)
    def get(self, request: Request, alert: UUID) -> Response:
        return Response(card_for(self, find_alert(alert, actor=self.actor)))


class AlertsView(ApiView):
    @extend_schema(
        operation_id="alerts_list",
        parameters=[OpenApiParameter(name) for name in ("status", "zone", "since", "limit", "cursor")],
        responses=DeskAlert,
    )
    def get(self, request: Request) -> Response:
        require_role(self.actor, Right.USE_DESK)
        asked = request.query_params
        rows, following = list_alerts(
            actor=self.actor,
            statuses=_statuses(asked.getlist("status")),
            zone=_code(asked.get("zone")),
            since=_moment(asked.get("since")),
            limit=_limit(asked.get("limit")),
            cursor=_number(asked.get("cursor")),
        )
        return Response({"results": [cards.desk_alert(row) for row in rows], "next": following})

    @extend_schema(request=desk_messages.ReportBody, responses={201: DeskAlert, 200: DeskAlert})
    def post(self, request: Request) -> Response:
        require_role(self.actor, Right.ENTER_REPORT)
        body = self.body(desk_messages.ReportBody)
        raised = writer.call(raise_alert, call=_by_hand(body, self))
        alert = find_alert(raised.alert.id, actor=self.actor)
        return Response(cards.desk_alert(alert), status=201 if raised.first else 200)


def _by_hand(body: desk_messages.ReportBody, view: ApiView) -> Call:
    at = now()
    fix = body.fix
    if fix is None and body.lat is not None and body.lon is not None:
        fix = Fix(lat=body.lat, lon=body.lon, accuracy=body.accuracy or 0.0, at=at)
    press = help_messages.PressBody(
        key=body.key or uuid4(),
        fix=fix,
        alert_type=body.alert_type,
        language=body.language,
        text=body.text,
    )
    return Call(
        id=uuid4(),
        press=press,
        actor=view.actor,
        at=at,
        source=body.source,
        place_source=PlaceSource(body.place_source),
        caller_name=body.caller_name,
        caller_phone=body.caller_phone,
        level=body.level,
    )


def _statuses(asked: list[str]) -> list[AlertStatus]:
    words = [word for each in asked for word in each.split(",") if word]
    try:
        return [AlertStatus(word) for word in words]
    except ValueError:
        raise Problem("wrong_field", "status: not a state of an alert", errors={"status": ("unknown",)}) from None


def _moment(asked: str | None) -> Any:
    if not asked:
        return None
    try:
        found = parse_datetime(asked)
    except ValueError:
        found = None
    if found is None or found.tzinfo is None or not EARLIEST <= found <= LATEST:
        raise Problem("wrong_field", "since: an RFC 3339 time with Z", errors={"since": ("not a time",)})
    return found


def _code(asked: str | None) -> str | None:
    """PostgreSQL refuses NUL in a text."""
    if asked and "\x00" in asked:
        raise Problem("wrong_field", "zone: not a code", errors={"zone": ("not a code",)})
    return asked


def _number(asked: str | None) -> int | None:
    if not asked:
        return None
    if not asked.isdecimal() or len(asked) > 15:
        raise Problem("wrong_field", "not a number", errors={"cursor": ("not a number",)})
    return int(asked)


def _limit(asked: str | None) -> int:
    if not asked:
        return 100
    if not asked.isdecimal() or len(asked) > 9 or not 1 <= int(asked) <= 500:
        raise Problem("wrong_field", "limit: 1 to 500", errors={"limit": ("1 to 500",)})
    return int(asked)


class ActView(ApiView):
    """A verb over one alert: a body in, the card for whoever asked out."""

    def act(self, alert: UUID, verb: Any, body: Model | None = None, **more: Any) -> Response:
        arguments = body.model_dump(exclude={"key", "type"}) if body is not None else {}
        done = writer.call(verb, alert=alert, actor=self.actor, at=now(), **arguments | more)
        return Response(card_for(self, done))


class FixesView(ActView):
    @extend_schema(request=help_messages.FixBody, responses=HerderAlert)
    def post(self, request: Request, alert: UUID) -> Response:
        body = self.body(help_messages.FixBody)
        return self.act(alert, add_fix, fix=body.fix, battery=body.battery)


class DetailsView(ActView):
    @extend_schema(request=help_messages.DetailBody, responses=HerderAlert)
    def post(self, request: Request, alert: UUID) -> Response:
        return self.act(alert, add_detail, self.body(help_messages.DetailBody))


class ChatView(ApiView):
    @extend_schema(request=help_messages.ChatBody, responses={201: ChatCard})
    def post(self, request: Request, alert: UUID) -> Response:
        body = self.body(help_messages.ChatBody)
        chat = writer.call(send_chat, alert=alert, key=body.key, text=body.text, actor=self.actor, at=now())
        return Response(cards.chat_card(chat), status=201)


class CancellationView(ActView):
    @extend_schema(request=help_messages.CancelBody, responses=HerderAlert)
    def post(self, request: Request, alert: UUID) -> Response:
        return self.act(alert, cancel_alert, self.body(help_messages.CancelBody))


class RatingView(ActView):
    @extend_schema(request=help_messages.RateBody, responses=HerderAlert)
    def post(self, request: Request, alert: UUID) -> Response:
        return self.act(alert, rate_alert, self.body(help_messages.RateBody))


class AcknowledgementView(ActView):
    @extend_schema(request=None, responses=DeskAlert)
    def post(self, request: Request, alert: UUID) -> Response:
        return self.act(alert, acknowledge_alert)


class ClosureView(ActView):
    @extend_schema(request=desk_messages.ClosureBody, responses=DeskAlert)
    def post(self, request: Request, alert: UUID) -> Response:
        require_role(self.actor, Right.CLOSE)
        return self.act(alert, close_alert, self.body(desk_messages.ClosureBody))


class ReopeningView(ActView):
    @extend_schema(request=desk_messages.ReopeningBody, responses=DeskAlert)
    def post(self, request: Request, alert: UUID) -> Response:
        require_role(self.actor, Right.REOPEN)
        return self.act(alert, reopen_alert, self.body(desk_messages.ReopeningBody))


class DuplicateView(ActView):
    @extend_schema(request=desk_messages.DuplicateBody, responses=DeskAlert)
    def post(self, request: Request, alert: UUID) -> Response:
        require_role(self.actor, Right.LINK)
        return self.act(alert, link_duplicate, of=self.body(desk_messages.DuplicateBody).alert)

    @extend_schema(request=None, responses=DeskAlert)
    def delete(self, request: Request, alert: UUID) -> Response:
        return self.act(alert, unlink_duplicate)
