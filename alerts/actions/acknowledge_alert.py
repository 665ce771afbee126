from datetime import datetime
from uuid import UUID

from alerts import timeline
from alerts.actions.moves import move, the_alert
from alerts.models import Alert
from people.roles import Actor, Right
from wire.words import AlertStatus, EntryKind


def acknowledge_alert(*, alert: UUID, actor: Actor, at: datetime) -> Alert:
    """A dispatcher has it in hand. Repeated by the same person it changes nothing; by another, `illegal_move`."""
    found = the_alert(alert, actor=actor, right=Right.ACKNOWLEDGE)
    if found.status == AlertStatus.ACKNOWLEDGED and found.acknowledged_by_id == actor.user:
        return found
    move(
        found,
        to=AlertStatus.ACKNOWLEDGED,
        frm={AlertStatus.RECEIVED},
        acknowledged_at=at,
        acknowledged_by_id=actor.user,
        escalate_at=None,
    )
    waited = (at - found.received_at).total_seconds()
    timeline.record(
        found,
        kind=EntryKind.ACKNOWLEDGED,
        actor=actor,
        at=at,
        facts={"waited_seconds": round(waited, 1)},
    )
    return found
