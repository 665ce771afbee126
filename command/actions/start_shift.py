from datetime import datetime
from uuid import UUID

from alerts import timeline
from command.actions.moves import keep_act, seen_before
from command.models import Shift
from command.queries.responders import responder_of
from people.rights import require
from people.roles import Actor, Right, Target
from wire.words import EntryKind


def start_shift(*, actor: Actor, at: datetime, key: UUID | None = None) -> Shift:
    """Go on duty; on duty already it changes nothing. From now on the responder's position is shared."""
    responder = responder_of(actor)
    require(actor, Right.RESPOND, Target(user=responder.user_id))
    current = Shift.objects.filter(responder=responder, ended_at__isnull=True).first()
    if current is not None:
        return current
    if seen_before(key, responder=responder.pk, verb="shift.start"):
        return Shift.objects.filter(responder=responder).latest("started_at")
    shift = Shift.objects.create(responder=responder, started_at=at)
    keep_act(key, responder=responder.pk, verb="shift.start", dispatch=None, at=at)
    facts = {"responder": responder.pk, "name": responder.name, "shift": shift.pk}
    timeline.record(
        None,
        kind=EntryKind.SHIFT_STARTED,
        actor=actor,
        at=at,
        facts=facts,
        responder=responder.pk,
        zone=responder.zone_id,
    )
    return shift
