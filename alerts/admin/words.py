"""Entries as sentences, in the words of the desk's own log."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from alerts.models import Entry
from wire.words import EntryKind as Kind

SENTENCES: dict[str, Any] = {
    Kind.RAISED: _("{who} called for help"),
    Kind.AMENDED: _("{who} sent the call again with other words"),
    Kind.FIX_ADDED: _("{who} sent a new place"),
    Kind.DETAILED: _("{who} said what it is about"),
    Kind.CHAT_SENT: _("{who} wrote"),
    Kind.CANCELLED: _("{who} took the call back"),
    Kind.RATED: _("{who} rated the help"),
    Kind.UPLOAD_STARTED: _("{who} began to send a recording"),
    Kind.MEDIA_ADDED: _("A recording from {who} arrived"),
    Kind.MEDIA_REJECTED: _("A recording from {who} could not be used"),
    Kind.ACKNOWLEDGED: _("{who} has it in hand"),
    Kind.ESCALATED: _("Nobody acted in time: passed upwards"),
    Kind.TRANSFERRED_OUT: _("Handed to another zone by {who}"),
    Kind.TRANSFERRED_IN: _("Taken over from another zone by {who}"),
    Kind.OFFERED: _("{who} asked a responder to go"),
    Kind.ACCEPTED: _("{who} accepted"),
    Kind.DECLINED: _("{who} declined"),
    Kind.EXPIRED: _("A responder did not answer in time"),
    Kind.WITHDRAWN: _("{who} withdrew the order"),
    Kind.DEPARTED: _("{who} set out"),
    Kind.ARRIVED: _("{who} arrived"),
    Kind.CLEARED: _("{who} finished"),
    Kind.CLOSED: _("{who} closed the alert"),
    Kind.REOPENED: _("{who} opened the alert again"),
    Kind.LINKED: _("{who} linked it as a duplicate"),
    Kind.UNLINKED: _("{who} undid the duplicate link"),
    Kind.SHIFT_STARTED: _("{who} went on duty"),
    Kind.SHIFT_ENDED: _("{who} went off duty"),
}
TOLD = ("name", "text", "reason", "report", "disposition", "note", "why", "waited_seconds", "distance_m", "eta_seconds")
"""The facts worth a supervisor's eye, in this order; the rest stays in the entry."""


def author_of(entry: Entry) -> str:
    return str(entry.by.get("name") or entry.by.get("role") or "")


def sentence(entry: Entry) -> str:
    words = str(SENTENCES.get(entry.kind, "{who}: {kind}"))
    return words.format(who=author_of(entry), kind=entry.kind)


def facts(entry: Entry) -> str:
    """ "name: Bat, waited_seconds: 7.2"; plain values only, and not what the sentence says already."""
    known = [(name, entry.facts.get(name)) for name in TOLD]
    return ", ".join(f"{name}: {value}" for name, value in known if value not in (None, "", author_of(entry)))
