from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db.models import F

from alerts import timeline
from alerts.actions.moves import refresh
from alerts.models import Alert
from people.roles import SYSTEM
from wire.words import AlertStatus, EntryKind


def escalate_alert(*, alert: UUID, due: datetime, at: datetime) -> Alert | None:
    """Nobody has acknowledged it in time: say so on the record, tell the next ones, and come again. The row is
    claimed by its due time, so several workers escalate once. None when somebody else did or it is in hand."""
    again = at + timedelta(seconds=settings.TIMERS["unacknowledged_escalate"])
    claimed = Alert.objects.filter(pk=alert, status=AlertStatus.RECEIVED, escalate_at=due).update(
        escalate_at=again, escalations=F("escalations") + 1, version=F("version") + 1
    )
    if not claimed:
        return None
    found = Alert(pk=alert)
    refresh(found)
    facts = {
        "step": found.escalations,
        "waited_seconds": round((at - found.received_at).total_seconds(), 1),
    }
    timeline.record(found, kind=EntryKind.ESCALATED, actor=SYSTEM, at=at, facts=facts, outbox=True)
    return found
