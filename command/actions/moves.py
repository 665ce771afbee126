"""What the verbs over dispatches share."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import F

from alerts import timeline
from alerts.actions.moves import change, move, refresh
from alerts.models import Alert
from command.cards import RELATED
from command.lifecycle import GIVEN, MOVES
from command.models import Act, Dispatch
from people.rights import require
from people.roles import Actor, Right, Target
from wire.problems import Problem
from wire.words import AlertStatus, DispatchStatus, EntryKind

FETCHED = ("alert__zone", "alert__device", "alert__acknowledged_by", "alert__closed_by", *RELATED)


def the_dispatch(dispatch: UUID, *, actor: Actor, right: Right) -> Dispatch:
    """The dispatch, if this actor has this right over it. To anybody else it does not exist."""
    found = Dispatch.objects.select_related(*FETCHED).filter(pk=dispatch).first()
    if found is None:
        raise Problem("not_found")
    target = Target(zone=found.alert.zone.path, alert=found.alert_id, user=found.responder.user_id)
    try:
        require(actor, right, target)
    except Problem as problem:
        if problem.code == "not_found" and found.responder.user_id == actor.user:
            raise Problem("no_right") from None
        raise
    return found


def move_dispatch(dispatch: Dispatch, *, to: DispatchStatus, **columns: Any) -> None:
    """Compare-and-swap. Zero rows: `illegal_move`, saying what it is now."""
    moved = Dispatch.objects.filter(pk=dispatch.pk, status__in=MOVES[to]).update(
        status=to, version=F("version") + 1, **columns
    )
    dispatch.refresh_from_db(from_queryset=Dispatch.objects.select_related(*FETCHED))
    if not moved:
        raise Problem(
            "illegal_move",
            f"The dispatch is {dispatch.status}; it cannot become {to}.",
            facts={"status": dispatch.status},
        )


def record_dispatch(
    dispatch: Dispatch,
    *,
    kind: EntryKind,
    actor: Actor,
    at: datetime,
    facts: dict[str, Any] | None = None,
    outbox: bool = False,
) -> None:
    settle_alert(dispatch.alert, at=at)
    who = {
        "dispatch": str(dispatch.id),
        "responder": dispatch.responder_id,
        "name": dispatch.responder.name,
    }
    timeline.record(
        dispatch.alert,
        kind=kind,
        actor=actor,
        at=at,
        facts=who | (facts or {}),
        about=dispatch,
        about_kind="dispatch",
        responder=dispatch.responder_id,
        outbox=outbox,
    )
    if dispatch.responder.zone_id != dispatch.alert.zone_id:
        # Lent to another zone: their own desk learns that they are busy, and nothing of the alert.
        timeline.record(
            None,
            kind=kind,
            actor=actor,
            at=at,
            facts={"responder": dispatch.responder_id, "name": dispatch.responder.name},
            responder=dispatch.responder_id,
            zone=dispatch.responder.zone_id,
        )


def settle_alert(alert: Alert, *, at: datetime) -> None:
    """Let the alert's state follow its dispatches: on scene, dispatched, or back in the dispatcher's hands."""
    given = set(Dispatch.objects.filter(alert=alert, status__in=GIVEN).values_list("status", flat=True))
    refresh(alert)
    if alert.status == AlertStatus.CLOSED:
        return
    if DispatchStatus.ON_SCENE in given:
        wanted = AlertStatus.ON_SCENE
    elif given:
        wanted = AlertStatus.DISPATCHED
    elif alert.status in (AlertStatus.DISPATCHED, AlertStatus.ON_SCENE):
        wanted = AlertStatus.ACKNOWLEDGED
    else:
        wanted = AlertStatus(alert.status)
    if wanted == alert.status:
        # The herder's card shows who comes: it changed although the state did not.
        change(alert)
        return
    columns: dict[str, Any] = {}
    if wanted == AlertStatus.DISPATCHED and alert.dispatched_at is None:
        columns["dispatched_at"] = at
    if wanted == AlertStatus.ON_SCENE and alert.on_scene_at is None:
        columns["on_scene_at"] = at
    move(alert, to=wanted, **columns)


def seen_before(key: UUID | None, *, responder: int, verb: str, dispatch: UUID | None = None) -> bool:
    """Whether this responder's phone has already done the act of this key. Raises `conflict` when it was another
    act: to answer "done" would hide that this one was not."""
    if key is None:
        return False
    act = Act.objects.filter(pk=key).first()
    if act is not None and (act.responder_id, act.verb, act.dispatch_id) != (responder, verb, dispatch):
        raise Problem("conflict", errors={"key": ("used for another act",)})
    return act is not None


def keep_act(key: UUID | None, *, responder: int, verb: str, dispatch: Dispatch | None, at: datetime) -> None:
    if key is not None:
        Act.objects.create(key=key, responder_id=responder, verb=verb, dispatch=dispatch, at=at)
