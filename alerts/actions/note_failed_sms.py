from datetime import datetime
from uuid import UUID

from alerts import timeline
from alerts.actions.moves import refresh
from alerts.models import Alert
from people.roles import SYSTEM
from wire.words import EntryKind


def note_failed_sms(*, alert: UUID, to: str, attempts: int, at: datetime) -> Alert:
    """The caller could not be told by SMS: somebody should telephone."""
    found = Alert(pk=alert)
    refresh(found)
    facts = {"to": to, "attempts": attempts}
    timeline.record(found, kind=EntryKind.SMS_FAILED, actor=SYSTEM, at=at, facts=facts)
    return found
