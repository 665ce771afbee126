"""Entries → the frames every desk of a zone gets: whole cards of all that the entries changed.

One builder serves the process that wrote the entries (which still holds the models: `known`) and every other one
(which reads them). The room above adds what it owns with `builds`.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from django.db import models

from alerts import cards
from alerts.media.store import store
from alerts.models import Alert, Chat, Entry, Fix, Media
from wire.consumers import encode
from wire.messages import desk
from wire.push import Frame, Touched
from wire.words import EntryKind

Known = Mapping[tuple[str, str], models.Model]
Builder = Callable[[Sequence[str], Known], Mapping[str, Sequence[desk.DeskChange]]]
Beside = Callable[[Sequence[int]], Mapping[int, tuple[str, str]]]
"""Responders' numbers → the zone each belongs to and the encoded frame of its card."""

BUILDERS: dict[str, Builder] = {}
BESIDE: list[Beside] = []


def builds(about: str) -> Callable[[Builder], Builder]:
    """Say who builds the messages of entries `about` something: ids and known models → messages by id."""

    def keep(builder: Builder) -> Builder:
        BUILDERS[about] = builder
        return builder

    return keep


def pick(about: str, ids: Sequence[str], known: Known, rows: models.QuerySet[models.Model]) -> list[models.Model]:
    """The models of these ids: known ones as they are, the others in one query."""
    here = [known[about, each] for each in ids if (about, each) in known]
    missing = [each for each in ids if (about, each) not in known]
    return here + (list(rows.filter(pk__in=missing)) if missing else [])


@builds("chat")
def _chats(ids: Sequence[str], known: Known) -> Mapping[str, Sequence[desk.DeskChange]]:
    rows = pick("chat", ids, known, Chat.objects.all())
    return {
        str(row.pk): [desk.DeskChat(alert=row.alert_id, chat=cards.chat_card(row))]
        for row in rows
        if isinstance(row, Chat)
    }


@builds("media")
def _media(ids: Sequence[str], known: Known) -> Mapping[str, Sequence[desk.DeskChange]]:
    rows = pick("media", ids, known, Media.objects.all())
    return {
        str(row.pk): [desk.DeskMedia(alert=row.alert_id, media=cards.media_card(row, offset=store().offset(row.id)))]
        for row in rows
        if isinstance(row, Media)
    }


@builds("fix")
def _fixes(ids: Sequence[str], known: Known) -> Mapping[str, Sequence[desk.DeskChange]]:
    rows = pick("fix", ids, known, Fix.objects.all())
    return {
        str(row.pk): [desk.DeskFix(alert=row.alert_id, fix=cards.fix_card(row))] for row in rows if isinstance(row, Fix)
    }


def _alerts(entries: Iterable[Entry], known: Known) -> dict[str, Alert]:
    ids = list(dict.fromkeys(str(entry.alert_id) for entry in entries if entry.alert_id))
    rows = pick("alert", ids, known, Alert.objects.select_related(*cards.DESK_RELATED))
    return {str(row.pk): row for row in rows if isinstance(row, Alert)}


def _about(entries: Iterable[Entry], known: Known) -> dict[tuple[str, str], Sequence[desk.DeskChange]]:
    wanted: defaultdict[str, dict[str, None]] = defaultdict(dict)
    for entry in entries:
        if entry.about in BUILDERS:
            wanted[entry.about][entry.about_id] = None
    return {
        (about, each): messages
        for about, ids in wanted.items()
        for each, messages in BUILDERS[about](list(ids), known).items()
    }


def _messages(
    zone: str,
    entries: Sequence[Entry],
    alerts: Mapping[str, Alert],
    about: Mapping[tuple[str, str], Sequence[desk.DeskChange]],
) -> tuple[desk.DeskChange, ...]:
    messages: list[desk.DeskChange] = []
    for each in dict.fromkeys(str(entry.alert_id) for entry in entries if entry.alert_id):
        alert = alerts[each]
        here = alert.zone_id == zone
        messages.append(
            desk.DeskAlertMessage(alert=cards.desk_alert(alert))
            if here
            else desk.DeskAlertGone(alert=alert.id, zone=zone)
        )
    for key in dict.fromkeys((entry.about, entry.about_id) for entry in entries):
        messages.extend(about.get(key, ()))
    messages.extend(desk.DeskEntry(alert=entry.alert_id, entry=cards.entry_card(entry)) for entry in entries)
    return tuple(messages)


def frames_of(entries: Sequence[Entry], known: Known) -> list[Frame]:
    """One frame per zone; the entries of each zone are contiguous and in order."""
    alerts = _alerts(entries, known)
    about = _about(entries, known)
    responders = list(dict.fromkeys(entry.responder_id for entry in entries if entry.responder_id))
    beside = {number: told for build in BESIDE if responders for number, told in build(responders).items()}
    by_zone: defaultdict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        by_zone[entry.zone_id].append(entry)
    return [_frame(zone, rows, alerts, about, beside) for zone, rows in by_zone.items()]


def _frame(
    zone: str,
    rows: Sequence[Entry],
    alerts: Mapping[str, Alert],
    about: Mapping[tuple[str, str], Sequence[desk.DeskChange]],
    beside: Mapping[int, tuple[str, str]],
) -> Frame:
    messages = _messages(zone, rows, alerts, about)
    # `from` is a word of Python, so it cannot be written as an argument.
    span: dict[str, Any] = {"from": rows[0].seq, "to": rows[-1].seq}
    changes = desk.DeskChanges(zone=zone, messages=messages, **span)
    named = dict.fromkeys(row.responder_id for row in rows if row.responder_id)
    # A responder lent from elsewhere is the business of their own zone's desks.
    texts = tuple(beside[number][1] for number in named if number in beside and beside[number][0] == zone)
    return Frame(zone=zone, first=rows[0].seq, last=rows[-1].seq, text=encode(changes), beside=texts)


def touched_by(entries: Iterable[Entry]) -> list[Touched]:
    return [
        Touched(
            alert=entry.alert_id,
            kind=entry.kind,
            about=entry.about,
            about_id=entry.about_id,
            responder=entry.responder_id,
        )
        for entry in entries
    ]


def is_first_word(kind: str) -> bool:
    """A raised alert is no news to the phone that raised it: it has its `received`."""
    return kind == EntryKind.RAISED
