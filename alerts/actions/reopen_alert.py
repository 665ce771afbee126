from datetime import datetime
from uuid import UUID

from alerts import timeline
from alerts.actions.moves import move, the_alert
from alerts.models import Alert
from people.roles import Actor, Right
from wire.words import AlertStatus, EntryKind


def reopen_alert(*, alert: UUID, actor: Actor, at: datetime, note: str = "") -> Alert:
    """Take a closed alert up again, in the hands of whoever reopens it."""
    found = the_alert(alert, actor=actor, right=Right.REOPEN)
    was = found.disposition
    move(
        found,
        to=AlertStatus.ACKNOWLEDGED,
        frm={AlertStatus.CLOSED},
        closed_at=None,
        closed_by_id=None,
        disposition="",
        acknowledged_by_id=actor.user,
        acknowledged_at=found.acknowledged_at or at,
    )
    timeline.record(found, kind=EntryKind.REOPENED, actor=actor, at=at, facts={"note": note, "was": was})
    return found
