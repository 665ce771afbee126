from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from alerts import timeline
from alerts.actions.moves import move, the_alert
from alerts.models import Alert
from people.roles import Actor, Right
from wire.words import AlertStatus, Disposition, EntryKind

Release = Callable[[Alert, Actor, datetime], None]

BEFORE_CLOSING: list[Release] = []
"""What the room above must do first: free every responder (it appends here)."""


def close_alert(*, alert: UUID, actor: Actor, at: datetime, disposition: Disposition, note: str = "") -> Alert:
    """End it with a disposition; whoever was sent is freed. Repeated with the same disposition it changes nothing."""
    found = the_alert(alert, actor=actor, right=Right.CLOSE)
    if found.status == AlertStatus.CLOSED and found.disposition == disposition:
        return found
    for release in BEFORE_CLOSING:
        release(found, actor, at)
    move(
        found,
        to=AlertStatus.CLOSED,
        closed_at=at,
        closed_by_id=actor.user,
        disposition=disposition,
        note=note,
        escalate_at=None,
    )
    facts = {"disposition": disposition.value, "note": note}
    timeline.record(found, kind=EntryKind.CLOSED, actor=actor, at=at, facts=facts)
    return found
