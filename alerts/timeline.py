"""Record or it did not happen: every change writes one entry, and entries get their zone's gapless `seq` at commit.

`record` may only be called inside `batch()`, which the writer opens; the entries are numbered last, so that the
zone's counter row is locked for the shortest time and order of `seq` is order of commit.
"""

import threading
from collections import defaultdict
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import connection, models, transaction

from alerts.bulk import insert
from alerts.models import Alert, Entry, ZoneHead
from people.roles import Actor
from wire.words import EntryKind


@dataclass
class Batch:
    """What one transaction recorded. `known` holds the fresh models, so that cards need no second read."""

    entries: list[Entry] = field(default_factory=list)
    known: dict[tuple[str, str], models.Model] = field(default_factory=dict)

    def mark(self) -> int:
        return len(self.entries)

    def forget_since(self, mark: int) -> None:
        """A verb's savepoint was rolled back: so are its entries. Its models may be half changed: drop them all."""
        if len(self.entries) > mark:
            del self.entries[mark:]
            self.known.clear()


_open = threading.local()


def current() -> Batch:
    found: Batch | None = getattr(_open, "batch", None)
    if found is None:
        raise RuntimeError("a verb that records must run through the writer")
    return found


@contextmanager
def batch() -> Iterator[Batch]:
    """One transaction whose entries are sealed at its end. Not to be nested."""
    if getattr(_open, "batch", None) is not None:
        raise RuntimeError("a batch is open already")
    _open.batch = made = Batch()
    try:
        with transaction.atomic():
            yield made
            seal(made)
    finally:
        _open.batch = None


def author(actor: Actor) -> dict[str, Any]:
    by: dict[str, Any] = {"role": actor.role.value, "name": actor.name}
    if actor.user is not None:
        by["id"] = str(actor.user)
    elif actor.device is not None:
        by["id"] = str(actor.device)
    return by


def record(
    alert: Alert | None,
    *,
    kind: EntryKind,
    actor: Actor,
    at: datetime,
    facts: Mapping[str, Any] | None = None,
    about: models.Model | None = None,
    about_kind: str = "",
    responder: int | None = None,
    zone: str | None = None,
    outbox: bool = False,
) -> Entry:
    """Note what just happened; `alert` and `about` must be fresh. `outbox` leaves it for the worker to deliver."""
    made = current()
    where = zone or (alert.zone_id if alert is not None else None)
    if where is None:
        raise ValueError("an entry belongs to an alert or to a zone")
    entry = Entry(
        zone_id=where,
        alert=alert,
        kind=kind,
        at=at,
        by=author(actor),
        facts=dict(facts or {}),
        about=about_kind,
        about_id=str(about.pk) if about is not None else "",
        responder_id=responder,
        handled_at=None if outbox else at,
    )
    made.entries.append(entry)
    if alert is not None:
        made.known["alert", str(alert.pk)] = alert
    if about is not None:
        made.known[about_kind, str(about.pk)] = about
    return entry


def _take(zone: str, count: int) -> int:
    """Move the zone's head on by `count`; return the new head."""
    table = connection.ops.quote_name(ZoneHead._meta.db_table)
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE {table} SET head = head + %s WHERE zone_id = %s RETURNING head",  # noqa: S608  a quoted constant
            [count, zone],
        )
        row = cursor.fetchone()
    if row is None:
        ZoneHead.objects.create(zone_id=zone, head=count)
        return count
    return int(row[0])


def seal(made: Batch) -> None:
    """Number the entries, zones in id order so that two processes cannot deadlock, and store them."""
    by_zone: defaultdict[str, list[Entry]] = defaultdict(list)
    for entry in made.entries:
        by_zone[entry.zone_id].append(entry)
    for code in sorted(by_zone):
        head = _take(code, len(by_zone[code]))
        for seq, entry in enumerate(by_zone[code], start=head - len(by_zone[code]) + 1):
            entry.seq = seq
    insert(made.entries)


def heads(zones: list[str]) -> dict[str, int]:
    found = dict(ZoneHead.objects.filter(zone_id__in=zones).values_list("zone_id", "head"))
    return {code: found.get(code, 0) for code in zones}
