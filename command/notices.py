"""Telling people off-screen. Entries that need it are written with `handled_at` null: the entry is the outbox."""

from datetime import datetime

from alerts.models import Entry
from command.models import Responder
from people.models import User
from people.reach.console import Notice, reach
from people.roles import Role
from wire.words import EntryKind

AT_ONCE = 100


def deliver_notices(at: datetime) -> int:
    """Deliver what waits, oldest first. A row is claimed before it is delivered: told once, not twice; what a crash
    cuts off between the two shows on the screens all the same."""
    waiting = list(Entry.objects.filter(handled_at__isnull=True).select_related("alert").order_by("at")[:AT_ONCE])
    for entry in waiting:
        if Entry.objects.filter(pk=entry.pk, handled_at__isnull=True).update(handled_at=at):
            for notice in _notices(entry):
                reach(notice)
    return len(waiting)


def _notices(entry: Entry) -> list[Notice]:
    if entry.kind == EntryKind.OFFERED and entry.responder_id is not None:
        return _to_responder(entry)
    if entry.kind == EntryKind.ESCALATED:
        return _to_leaders(entry)
    return []


def _to_responder(entry: Entry) -> list[Notice]:
    responder = Responder.objects.filter(pk=entry.responder_id or 0).first()
    if responder is None or entry.alert is None:
        return []
    return [
        Notice(
            to=responder.name,
            phone=responder.phone,
            text=f"Alert {entry.alert.number}: can you go?",
        )
    ]


def _to_leaders(entry: Entry) -> list[Notice]:
    """Everybody who may take it: the zone's own desk, and those above it up the tree."""
    if entry.alert is None:
        return []
    path = entry.zone.path
    staff = User.objects.filter(is_active=True, role__in=(Role.DISPATCHER, Role.SUPERVISOR)).select_related("zone")
    above = [user for user in staff if user.zone is not None and path.startswith(user.zone.path)]
    text = f"Alert {entry.alert.number} waits for {entry.facts['waited_seconds']:.0f} s and nobody has it in hand."
    return [Notice(to=str(user), phone=user.phone, text=text) for user in above]
