"""The button's verb. One press or two hundred: the same rows, written together."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import connection
from django.db.models import F

from alerts import timeline
from alerts.actions.moves import RELATED, change
from alerts.bulk import insert
from alerts.lifecycle import OPEN
from alerts.models import Alert, AlertType, Counter, Fix, Repeat
from alerts.models.alert import UNKNOWN_TYPE_LEVEL
from alerts.models.type import SERVICE_LEVEL
from alerts.repeats import WINDOW, Earlier, cell, collapses_into
from alerts.writer import has_set_form
from geo.point import Point
from people.jurisdiction import jurisdiction
from people.models import Device
from people.rights import require
from people.roles import Actor, Right
from wire.messages.cards import Fix as FixCard
from wire.messages.help import PressBody
from wire.problems import Problem
from wire.words import DeviceStatus, EntryKind, Language, PlaceSource, Source


@dataclass(frozen=True, slots=True)
class Call:
    """A press and how it came. `id` is the id the alert gets when it is new; caller fields are what was said."""

    id: UUID
    press: PressBody
    actor: Actor
    at: datetime
    source: Source = Source.WEB
    place_source: PlaceSource = PlaceSource.DEVICE
    caller_name: str = ""
    caller_phone: str = ""
    level: int | None = None
    drill: bool = False


@dataclass(frozen=True, slots=True)
class Raised:
    """`first` tells a new press from a repeated key; `changed`, that the repeat says something else."""

    alert: Alert
    first: bool
    changed: bool = False


def raise_alert(*, call: Call) -> Raised:
    """Make the alert of this press, or find the one it already made: the same key never makes two.

    Raises only for an actor that may not raise alerts at all.
    """
    [result] = raise_alerts([{"call": call}])
    if isinstance(result, Problem):
        raise result
    return result


def raise_alerts(calls: Sequence[Mapping[str, Any]]) -> list[Raised | Problem]:
    wanted: list[Call] = [each["call"] for each in calls]
    intake = _Intake(wanted)
    results = [intake.take(call) for call in wanted]
    _store(intake.fresh)
    _note(wanted, results)
    intake.keep_repeats()
    return results


class _Intake:
    """The presses of one batch against what is known: by key, and by phone."""

    def __init__(self, calls: Sequence[Call]) -> None:
        keys = {call.press.key for call in calls}
        self.known = _existing(keys)
        self.devices = _devices(call.actor.device for call in calls)
        self.types = _types(call.press.alert_type for call in calls)
        self.fresh: dict[UUID, tuple[Call, Alert]] = {}
        self.joined: list[tuple[Call, Alert]] = []
        unverified = [each.pk for each in self.devices.values() if each.status != DeviceStatus.VERIFIED]
        self.recent = _recent(unverified, at=calls[0].at) if unverified else {}

    def take(self, call: Call) -> Raised | Problem:
        key = call.press.key
        if key in self.known:
            first, mark = self.known[key]
            return Raised(first, first=False, changed=digest(call.press) != mark)
        try:
            require(call.actor, Right.RAISE)
        except Problem as problem:
            return problem
        alert = self._collapsed(call)
        if alert is None:
            alert = _new(call, self.devices, self.types)
            self.fresh[key] = (call, alert)
            self._remember(alert)
        else:
            self.joined.append((call, alert))
        self.known[key] = (alert, alert.press_digest if alert.key == key else digest(call.press))
        return Raised(alert, first=True)

    def _collapsed(self, call: Call) -> Alert | None:
        found = self.recent.get(call.actor.device) if call.actor.device else None
        # Danger never disappears in a request that wakes nobody.
        service = _is_service(call, self.types)
        earlier = [each for each in found or () if each[1].service == service]
        if not earlier:
            return None
        fix = call.press.fix
        here = cell(fix.lat, fix.lon) if fix else None
        into = collapses_into([each for each, _ in earlier], at=call.at, here=here, text=call.press.text)
        return next((alert for each, alert in earlier if each.alert == into), None)

    def _remember(self, alert: Alert) -> None:
        if alert.device_id in self.recent:
            self.recent[alert.device_id].append((_earlier(alert, ()), alert))

    def keep_repeats(self) -> None:
        """Presses that joined a card: each keeps its key and words, the card counts them."""
        for call, alert in self.joined:
            Repeat.objects.create(
                key=call.press.key, alert=alert, text=call.press.text, press_digest=digest(call.press), at=call.at
            )
            change(alert, repeats=F("repeats") + 1)
            facts = {"key": str(call.press.key), "text": call.press.text}
            timeline.record(alert, kind=EntryKind.REPEATED, actor=call.actor, at=call.at, facts=facts)


def _recent(devices: Sequence[UUID], *, at: datetime) -> dict[UUID, list[tuple[Earlier, Alert]]]:
    """Per unverified phone its open alerts of the window, and room for new ones."""
    found: dict[UUID, list[tuple[Earlier, Alert]]] = {device: [] for device in devices}
    rows = Alert.objects.filter(device__in=devices, status__in=OPEN, received_at__gte=at - WINDOW)
    for alert in rows.select_related(*RELATED).prefetch_related("repeated"):
        found[alert.device_id].append((_earlier(alert, alert.repeated.all()), alert))  # type: ignore[index]
    return found


def _earlier(alert: Alert, repeats: Iterable[Repeat]) -> Earlier:
    texts = frozenset({*alert.text.splitlines(), *(each.text for each in repeats)})
    return Earlier(
        alert=alert.id,
        cell=cell(alert.lat, alert.lon),
        received_at=alert.received_at,
        presses=1 + alert.repeats,
        texts=texts,
    )


def digest(press: PressBody) -> str:
    body = press.model_dump_json(exclude={"type"})
    return hashlib.sha256(body.encode()).hexdigest()


def _existing(keys: set[UUID]) -> dict[UUID, tuple[Alert, str]]:
    """Key → the alert it made or joined, and the digest of what was pressed then."""
    rows = Alert.objects.select_related(*RELATED)
    # Nearly always there is none: the narrow question first, as its SQL is made four times as fast as the wide one's.
    known = list(Alert.objects.filter(key__in=keys).order_by().values_list("pk", flat=True))
    wide = rows.filter(pk__in=known) if known else ()
    found = {alert.key: (alert, alert.press_digest) for alert in wide}
    repeats = list(Repeat.objects.filter(key__in=keys))
    joined = rows.in_bulk({each.alert_id for each in repeats}) if repeats else {}
    return found | {each.key: (joined[each.alert_id], each.press_digest) for each in repeats}


def _devices(ids: Iterable[UUID | None]) -> dict[UUID, Device]:
    known = {each for each in ids if each is not None}
    return Device.objects.in_bulk(known) if known else {}


def _types(codes: Iterable[str | None]) -> dict[str, AlertType]:
    known = {each for each in codes if each is not None}
    return AlertType.objects.in_bulk(known) if known else {}


def _is_service(call: Call, types: Mapping[str, AlertType]) -> bool:
    """Asked for at the door of services, and nobody at the desk said that it is graver."""
    kind = types.get(call.press.alert_type or "")
    return kind is not None and kind.service and (call.level or SERVICE_LEVEL) >= SERVICE_LEVEL


def _new(call: Call, devices: Mapping[UUID, Device], types: Mapping[str, AlertType]) -> Alert:
    press, fix = call.press, call.press.fix
    device = devices.get(call.actor.device) if call.actor.device else None
    kind = types.get(press.alert_type or "")
    point = Point(fix.lat, fix.lon) if fix else None
    zones = jurisdiction()
    home = device.zone_id if device and point is None else None
    service = _is_service(call, types)
    due = call.at + timedelta(seconds=settings.TIMERS["unacknowledged_escalate"])
    alert = Alert(
        id=call.id,
        key=press.key,
        zone_id=home or zones.zone_at(point),
        level=call.level or (kind.level if kind else UNKNOWN_TYPE_LEVEL),
        alert_type=kind,
        verified=_is_verified(call, device),
        source=call.source,
        language=press.language or (device.language if device else Language(call.actor.language)),
        text=press.text,
        silent=press.silent,
        drill=call.drill,
        service=service,
        battery=round(press.battery) if press.battery is not None else None,
        device=device,
        caller_name=call.caller_name,
        caller_phone=call.caller_phone,
        pressed_at=press.pressed_at,
        press_digest=digest(press),
        received_at=call.at,
        escalate_at=None if service else due,
    )
    if fix:
        put_place(alert, fix, source=call.place_source)
    return alert


def _is_verified(call: Call, device: Device | None) -> bool:
    """A person at the desk vouches for what they enter; a phone is verified by an officer."""
    by_hand = call.source is not Source.WEB and call.actor.user is not None
    return by_hand or (device is not None and device.status == DeviceStatus.VERIFIED)


def put_place(alert: Alert, fix: FixCard, *, source: PlaceSource) -> None:
    alert.lat, alert.lon, alert.accuracy = fix.lat, fix.lon, fix.accuracy
    alert.place_at, alert.place_source = fix.at, source


def fix_row(alert: Alert, fix: FixCard, *, at: datetime) -> Fix:
    return Fix(alert=alert, received_at=at, **dict(fix))


def _store(fresh: Mapping[UUID, tuple[Call, Alert]]) -> None:
    if not fresh:
        return
    last = _take_numbers(len(fresh))
    for number, (_, alert) in enumerate(fresh.values(), start=last - len(fresh) + 1):
        alert.serial = number
    insert([alert for _, alert in fresh.values()])
    insert(
        [
            fix_row(alert, call.press.fix, at=alert.received_at)
            for call, alert in fresh.values()
            if call.press.fix is not None
        ]
    )


def _take_numbers(count: int) -> int:
    table = connection.ops.quote_name(Counter._meta.db_table)
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE {table} SET value = value + %s WHERE name = 'alert' RETURNING value",  # noqa: S608  a quoted constant
            [count],
        )
        row = cursor.fetchone()
    if row is None:
        Counter.objects.create(name="alert", value=count)
        return count
    return int(row[0])


def _note(calls: Sequence[Call], results: Sequence[Raised | Problem]) -> None:
    for call, result in zip(calls, results, strict=True):
        if isinstance(result, Problem):
            continue
        if result.first and result.alert.key == call.press.key:
            timeline.record(
                result.alert,
                kind=EntryKind.RAISED,
                actor=call.actor,
                at=call.at,
                facts=_facts(call),
                # A storm of presses leaves no work behind; only who wrote an SMS is answered by one.
                outbox=call.source is Source.SMS,
            )
        elif result.changed:
            _amend(call, result.alert)


def _facts(call: Call) -> dict[str, Any]:
    facts: dict[str, Any] = {"source": call.source.value}
    if call.press.pressed_at is not None:
        facts["skew_seconds"] = round((call.at - call.press.pressed_at).total_seconds(), 1)
    return facts


def _amend(call: Call, alert: Alert) -> None:
    """The same key with another body: the first answer stands, the new words are kept and flagged, once each."""
    body = call.press.model_dump(mode="json", exclude={"type", "key"}, exclude_defaults=True)
    mark = digest(call.press)
    in_batch = (entry.facts.get("digest") for entry in timeline.current().entries if entry.alert_id == alert.id)
    if mark in in_batch or alert.entries.filter(kind=EntryKind.AMENDED, facts__digest=mark).exists():
        return
    timeline.record(
        alert,
        kind=EntryKind.AMENDED,
        actor=call.actor,
        at=call.at,
        facts={"digest": mark, "press": body},
    )


has_set_form(raise_alert, raise_alerts)
