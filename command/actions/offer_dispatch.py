from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings

from alerts.actions.acknowledge_alert import acknowledge_alert
from alerts.actions.moves import the_alert
from alerts.lifecycle import OPEN
from alerts.models import Alert
from command.actions.moves import FETCHED, record_dispatch
from command.allocation.eligible import KINDS_AT_MOST
from command.models import Dispatch, Responder, Shift
from command.models.dispatch import ACTIVE
from people.rights import require
from people.roles import Actor, Right, Target
from wire.messages.cards import Candidate
from wire.problems import Problem
from wire.words import AlertStatus, DispatchStatus, EntryKind, ResponderKind


def offer_dispatch(
    *,
    alert: UUID,
    responders: Sequence[int],
    actor: Actor,
    at: datetime,
    seen: Mapping[int, Candidate] | None = None,
) -> list[Dispatch]:
    """Offer the alert to each of these responders; all or none. `seen` is what the plan said of them: it is kept as
    the reason. Offering takes the alert in hand. Who has an open offer already keeps it.

    Raises `illegal_move` for a closed alert, a responder off duty, or a kind that may not go to this.
    """
    found = the_alert(alert, actor=actor, right=Right.DISPATCH)
    if found.status not in OPEN:
        raise Problem("illegal_move", "The alert is closed.", facts={"status": found.status})
    chosen = [_responder(number, found, actor) for number in responders]
    if found.status == AlertStatus.RECEIVED:
        found = acknowledge_alert(alert=alert, actor=actor, at=at)
    return [_offer(found, responder, actor, at, (seen or {}).get(responder.pk)) for responder in chosen]


def _responder(number: int, alert: Alert, actor: Actor) -> Responder:
    responder = Responder.objects.select_related("zone").filter(pk=number, active=True).first()
    if responder is None:
        raise Problem("not_found", f"There is no responder {number}.", errors={"responder": ("unknown",)})
    require(actor, Right.SEE_RESPONDERS, Target(zone=responder.zone.path))
    if not Shift.objects.filter(responder=responder, ended_at__isnull=True).exists():
        raise Problem(
            "illegal_move",
            f"{responder.name} is off duty.",
            facts={"why": "off_duty", "name": responder.name},
        )
    if ResponderKind(responder.kind) not in kinds_allowed(alert):
        raise Problem(
            "illegal_move",
            f"{responder.name} may not be sent to this kind of alert.",
            facts={"why": "wrong_kind", "name": responder.name},
        )
    return responder


def kinds_allowed(alert: Alert) -> frozenset[ResponderKind]:
    """What the law allows for this type, whatever the dispatcher chooses: no civilian to a crime."""
    return KINDS_AT_MOST.get(alert.alert_type_id or "", frozenset(ResponderKind))


def _offer(alert: Alert, responder: Responder, actor: Actor, at: datetime, seen: Candidate | None) -> Dispatch:
    active = Dispatch.objects.select_related(*FETCHED).filter(alert=alert, responder=responder, status__in=ACTIVE)
    if (already := active.first()) is not None:
        return already
    reasons = [reason.model_dump() for reason in seen.reasons] if seen else []
    made = Dispatch.objects.create(
        alert=alert,
        responder=responder,
        status=DispatchStatus.OFFERED,
        offered_at=at,
        offered_by_id=actor.user,
        respond_by=at + timedelta(seconds=settings.TIMERS["offer"]),
        eta_seconds=seen.eta_seconds if seen else None,
        distance_m=seen.distance_m if seen else None,
        reasons=reasons,
    )
    dispatch = Dispatch.objects.select_related(*FETCHED).get(pk=made.pk)
    facts = {
        "reasons": reasons,
        "eta_seconds": dispatch.eta_seconds,
        "distance_m": dispatch.distance_m,
    }
    record_dispatch(dispatch, kind=EntryKind.OFFERED, actor=actor, at=at, facts=facts, outbox=True)
    return dispatch
