from datetime import datetime
from typing import Any
from uuid import UUID

from alerts import timeline
from alerts.actions.moves import change, escalation_due, the_alert
from alerts.models import Alert, AlertType
from people.roles import Actor, Right
from wire.problems import Problem
from wire.words import EntryKind


def add_detail(
    *,
    alert: UUID,
    actor: Actor,
    at: datetime,
    alert_type: str | None = None,
    text: str | None = None,
) -> Alert:
    """Say what kind of help, or more words. The kind sets the level; words are added, never overwritten.

    Danger goes first: a kind that is danger makes an alert of a service request, but a kind that is a service leaves
    an alert as grave as it was, until a person transfers it.
    """
    found = the_alert(alert, actor=actor, right=Right.AMEND)
    columns: dict[str, Any] = {}
    if alert_type is not None and alert_type != found.alert_type_id:
        kind = AlertType.objects.filter(pk=alert_type).first()
        if kind is None:
            raise Problem(
                "wrong_field",
                "alert_type: no such kind of help",
                errors={"alert_type": ("unknown",)},
            )
        columns |= _as_kind(found, kind, at)
    if text and text not in found.text.splitlines():
        columns["text"] = f"{found.text}\n{text}".strip()
    if not columns:
        return found
    was = {"alert_type": found.alert_type_id, "level": found.level}
    change(found, **columns)
    facts = {"alert_type": alert_type, "text": text, "was": was}
    timeline.record(found, kind=EntryKind.DETAILED, actor=actor, at=at, facts=facts)
    return found


def _as_kind(alert: Alert, kind: AlertType, at: datetime) -> dict[str, Any]:
    columns: dict[str, Any] = {"alert_type_id": kind.code}
    if kind.service:
        return columns
    columns["level"] = kind.level
    if alert.service:
        columns |= {"service": False, "escalate_at": escalation_due(alert, at=at)}
    return columns
