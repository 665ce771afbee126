from typing import Any
from uuid import UUID

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from alerts.writer import writer
from command.actions.accept_dispatch import accept_dispatch
from command.actions.advance_dispatch import advance_dispatch
from command.actions.decline_dispatch import decline_dispatch
from command.actions.offer_dispatch import offer_dispatch
from command.actions.withdraw_dispatch import withdraw_dispatch
from command.cards import dispatch_card
from command.models import Dispatch
from command.planning import plan_for
from command.queries.respond import dispatch_for_responder
from people.api.base import ApiView
from people.rights import require_role
from people.roles import Right, Role
from wire.clock import now
from wire.messages import respond
from wire.messages.cards import DispatchCard, Plan
from wire.messages.desk import DispatchesBody
from wire.problems import Problem
from wire.words import Milestone

MOST_CANDIDATES = 50


def _limit(asked: str | None) -> int:
    if not asked:
        return 10
    if not asked.isdecimal() or len(asked) > 6 or not 1 <= int(asked) <= MOST_CANDIDATES:
        text = f"1 to {MOST_CANDIDATES}"
        raise Problem("wrong_field", f"limit: {text}", errors={"limit": (text,)})
    return int(asked)


class PlanView(ApiView):
    @extend_schema(parameters=[OpenApiParameter("limit", int)], responses=Plan)
    def get(self, request: Request, alert: UUID) -> Response:
        require_role(self.actor, Right.PLAN)
        limit = _limit(request.query_params.get("limit"))
        return Response(plan_for(alert, actor=self.actor, at=now(), limit=limit))


class DispatchesView(ApiView):
    """Offer an alert to responders. The answer lists the dispatches; for a single one its card is the body too."""

    @extend_schema(request=DispatchesBody, responses={201: DispatchCard})
    def post(self, request: Request, alert: UUID) -> Response:
        require_role(self.actor, Right.DISPATCH)
        wanted = self.body(DispatchesBody).ids()
        at = now()
        # The plan is made before the transaction: it is the reason that is kept, and takes its own time.
        plan = plan_for(alert, actor=self.actor, at=at, limit=MOST_CANDIDATES)
        made = writer.call(
            offer_dispatch,
            alert=alert,
            responders=wanted,
            actor=self.actor,
            at=at,
            seen={each.responder: each for each in plan.candidates},
        )
        made_cards = [dispatch_card(each).model_dump(mode="json") for each in made]
        single = made_cards[0] if len(made_cards) == 1 else {}
        return Response(single | {"dispatches": made_cards}, status=201)


class AnswerView(ApiView):
    """An act on a dispatch; the answer is its card for whoever acted."""

    def act(self, dispatch: UUID, verb: Any, **arguments: Any) -> Response:
        done: Dispatch = writer.call(verb, dispatch=dispatch, actor=self.actor, at=now(), **arguments)
        if self.actor.role in (Role.CIVILIAN, Role.OFFICER):
            return Response(dispatch_for_responder(done.id))
        return Response(dispatch_card(done))


class AcceptanceView(AnswerView):
    @extend_schema(request=respond.ActBody, responses=DispatchCard)
    def post(self, request: Request, dispatch: UUID) -> Response:
        require_role(self.actor, Right.ANSWER)
        return self.act(dispatch, accept_dispatch, key=self.body(respond.ActBody).key)


class RefusalView(AnswerView):
    @extend_schema(request=respond.RefusalBody, responses=DispatchCard)
    def post(self, request: Request, dispatch: UUID) -> Response:
        require_role(self.actor, Right.ANSWER)
        body = self.body(respond.RefusalBody)
        return self.act(dispatch, decline_dispatch, key=body.key, reason=body.reason)


class DepartureView(AnswerView):
    @extend_schema(request=respond.ActBody, responses=DispatchCard)
    def post(self, request: Request, dispatch: UUID) -> Response:
        require_role(self.actor, Right.ANSWER)
        key = self.body(respond.ActBody).key
        return self.act(dispatch, advance_dispatch, key=key, to=Milestone.EN_ROUTE)


class ArrivalView(AnswerView):
    @extend_schema(request=respond.ActBody, responses=DispatchCard)
    def post(self, request: Request, dispatch: UUID) -> Response:
        require_role(self.actor, Right.ANSWER)
        key = self.body(respond.ActBody).key
        return self.act(dispatch, advance_dispatch, key=key, to=Milestone.ON_SCENE)


class ClearanceView(AnswerView):
    @extend_schema(request=respond.ClearanceBody, responses=DispatchCard)
    def post(self, request: Request, dispatch: UUID) -> Response:
        require_role(self.actor, Right.ANSWER)
        body = self.body(respond.ClearanceBody)
        return self.act(dispatch, advance_dispatch, key=body.key, to=Milestone.CLEARED, report=body.report)


class WithdrawalView(AnswerView):
    @extend_schema(request=respond.ActBody, responses=DispatchCard)
    def post(self, request: Request, dispatch: UUID) -> Response:
        require_role(self.actor, Right.DISPATCH)
        return self.act(dispatch, withdraw_dispatch)
