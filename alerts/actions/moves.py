"""What the verbs share: fetch an alert to act on, and move it by compare-and-swap."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import F

from alerts.cards import DESK_RELATED
from alerts.lifecycle import MOVES
from alerts.models import Alert
from alerts.queries import target_of
from people.rights import require
from people.roles import Actor, Right
from wire.problems import Problem
from wire.words import AlertStatus

RELATED = ("zone", *DESK_RELATED)


def the_alert(alert: UUID, *, actor: Actor, right: Right) -> Alert:
    """The alert, if this actor has this right over it; else `not_found` or `no_right`."""
    found = Alert.objects.select_related(*RELATED).filter(pk=alert).first()
    if found is None:
        raise Problem("not_found")
    require(actor, right, target_of(found))
    return found


def move(alert: Alert, *, to: AlertStatus, frm: Iterable[AlertStatus] | None = None, **columns: Any) -> None:
    """Compare-and-swap into `to` from `frm` (default: wherever the table allows). Zero rows: `illegal_move`."""
    allowed = MOVES[to] if frm is None else frozenset(frm)
    moved = Alert.objects.filter(pk=alert.pk, status__in=allowed).update(status=to, version=F("version") + 1, **columns)
    refresh(alert)
    if not moved:
        raise Problem(
            "illegal_move",
            f"The alert is {alert.status}; it cannot become {to}.",
            facts={"status": alert.status, "by": str(alert.acknowledged_by or "")},
        )


def change(alert: Alert, **columns: Any) -> None:
    """Set columns that are no move, and count the version on."""
    Alert.objects.filter(pk=alert.pk).update(version=F("version") + 1, **columns)
    refresh(alert)


def refresh(alert: Alert) -> None:
    alert.refresh_from_db(from_queryset=Alert.objects.select_related(*RELATED))


def escalation_due(alert: Alert, *, at: datetime) -> datetime | None:
    """When leaders are told of what has just become an alert; None when somebody has it in hand."""
    waiting = alert.status == AlertStatus.RECEIVED
    return at + timedelta(seconds=settings.TIMERS["unacknowledged_escalate"]) if waiting else None
