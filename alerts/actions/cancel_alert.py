from datetime import datetime
from uuid import UUID

from alerts import timeline
from alerts.actions.moves import change, the_alert
from alerts.lifecycle import OPEN
from alerts.models import Alert
from people.roles import Actor, Right
from wire.words import EntryKind


def cancel_alert(*, alert: UUID, actor: Actor, at: datetime, reason: str = "") -> Alert:
    """ "Pressed by mistake" or "I am safe". The alert stays open and is shown as cancelled until a dispatcher closes
    it: somebody else may be holding the phone. Repeated or after closing it changes nothing."""
    found = the_alert(alert, actor=actor, right=Right.CANCEL)
    if found.cancelled_at is not None or found.status not in OPEN:
        return found
    change(found, cancelled_at=at, cancel_reason=reason)
    timeline.record(found, kind=EntryKind.CANCELLED, actor=actor, at=at, facts={"reason": reason})
    return found
