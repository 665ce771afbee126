"""Telling people off-screen. Entries that need it are written with `handled_at` null: the entry is the outbox."""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from django.db import transaction

from alerts.cards import caller_of, reached_by_sms
from alerts.models import Alert, Chat, Entry
from command import replies
from command.models import Dispatch, Responder
from people.models import User
from people.reach.console import Notice
from people.reach.outgoing import reach
from people.roles import Role
from wire.words import EntryKind, Source

AT_ONCE = 100


def deliver_notices(at: datetime) -> int:
    """Deliver what waits, oldest first. A row is claimed together with what it puts on its way: told once."""
    rows = Entry.objects.filter(handled_at__isnull=True).select_related("alert", "alert__device", "zone")
    waiting = list(rows.order_by("at")[:AT_ONCE])
    for entry in waiting:
        with transaction.atomic():
            if Entry.objects.filter(pk=entry.pk, handled_at__isnull=True).update(handled_at=at):
                for notice in _notices(entry, at):
                    reach(notice)
    return len(waiting)


def _notices(entry: Entry, at: datetime) -> list[Notice]:
    teller = TELLERS.get(EntryKind(entry.kind))
    return teller(entry, entry.alert, at) if teller is not None and entry.alert is not None else []


def _to_responder(entry: Entry, alert: Alert, at: datetime) -> list[Notice]:
    responder = Responder.objects.filter(pk=entry.responder_id or 0).first()
    if responder is None:
        return []
    return [Notice(to=responder.name, phone=responder.phone, text=f"Alert {alert.number}: can you go?", at=at)]


def _to_leaders(entry: Entry, alert: Alert, at: datetime) -> list[Notice]:
    """Everybody who may take it: the zone's own desk, and those above it up the tree."""
    path = entry.zone.path
    staff = User.objects.filter(is_active=True, role__in=(Role.DISPATCHER, Role.SUPERVISOR)).select_related("zone")
    above = [user for user in staff if user.zone is not None and path.startswith(user.zone.path)]
    text = f"Alert {alert.number} waits for {entry.facts['waited_seconds']:.0f} s and nobody has it in hand."
    return [Notice(to=str(user), phone=user.phone, text=text, at=at) for user in above]


def _to_caller(alert: Alert, text: str, at: datetime, link: UUID | None = None) -> list[Notice]:
    caller = caller_of(alert)
    return [Notice(to=caller.name or "caller", phone=caller.phone, text=text, at=at, alert=alert.id, link=link)]


def _receipt(entry: Entry, alert: Alert, at: datetime) -> list[Notice]:
    return _to_caller(alert, replies.receipt(alert), at) if alert.source == Source.SMS else []


def _chat(entry: Entry, alert: Alert, at: datetime) -> list[Notice]:
    chat = Chat.objects.filter(pk=entry.about_id).first()
    if chat is None or not reached_by_sms(alert):
        return []
    return _to_caller(alert, replies.words(alert, text=chat.text), at)


def _coming(entry: Entry, alert: Alert, at: datetime) -> list[Notice]:
    dispatch = Dispatch.objects.filter(pk=entry.about_id).select_related("responder").first()
    if dispatch is None or not reached_by_sms(alert):
        return []
    text = replies.coming(alert, name=dispatch.responder.name, eta_seconds=dispatch.eta_seconds)
    return _to_caller(alert, text, at)


def _place(entry: Entry, alert: Alert, at: datetime) -> list[Notice]:
    return _to_caller(alert, replies.place_wanted(alert), at, link=UUID(entry.facts["link"]))


Teller = Callable[[Entry, Alert, datetime], list[Notice]]

TELLERS: dict[EntryKind, Teller] = {
    EntryKind.OFFERED: _to_responder,
    EntryKind.ESCALATED: _to_leaders,
    EntryKind.RAISED: _receipt,
    EntryKind.CHAT_SENT: _chat,
    EntryKind.ACCEPTED: _coming,
    EntryKind.PLACE_ASKED: _place,
}
