from datetime import datetime
from uuid import UUID

from alerts import timeline
from command.actions.decline_dispatch import decline_dispatch
from command.actions.moves import keep_act, seen_before
from command.lifecycle import GIVEN, OFFERED
from command.models import Dispatch, Shift
from command.queries.responders import responder_of
from people.rights import require
from people.roles import Actor, Right, Target
from wire.problems import Problem
from wire.words import EntryKind


def end_shift(*, actor: Actor, at: datetime, key: UUID | None = None) -> Shift | None:
    """Go off duty; open offers are declined. None when off duty already. Raises `illegal_move` while on a task."""
    responder = responder_of(actor)
    require(actor, Right.RESPOND, Target(user=responder.user_id))
    current = Shift.objects.filter(responder=responder, ended_at__isnull=True).first()
    if current is None or seen_before(key, responder=responder.pk, verb="shift.end"):
        return None
    if Dispatch.objects.filter(responder=responder, status__in=GIVEN).exists():
        raise Problem(
            "illegal_move",
            "Finish your task first, or ask the desk to call you back.",
            facts={"why": "engaged"},
        )
    for offer in Dispatch.objects.filter(responder=responder, status=OFFERED):
        decline_dispatch(dispatch=offer.pk, actor=actor, at=at, reason="off_duty")
    current.ended_at = at
    current.save(update_fields=["ended_at"])
    keep_act(key, responder=responder.pk, verb="shift.end", dispatch=None, at=at)
    facts = {"responder": responder.pk, "name": responder.name, "shift": current.pk}
    timeline.record(
        None,
        kind=EntryKind.SHIFT_ENDED,
        actor=actor,
        at=at,
        facts=facts,
        responder=responder.pk,
        zone=responder.zone_id,
    )
    return current
