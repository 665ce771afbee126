"""The cast as rows of the test database: the banner Altan with a north and a south, who dispatches, who responds,
who presses. Plain functions; every time is given, noon unless said."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar
from uuid import UUID, uuid4

import pytest

import command.actions.withdraw_dispatch  # noqa: F401  closing an alert frees its responders through it
from alerts.actions.raise_alert import Call, Raised, raise_alert
from alerts.models import Alert, AlertType
from alerts.writer import writer
from command.models import Dispatch, Position, Responder, Shift
from people.actions.register_device import digest
from people.actions.save_zone import save_zone
from people.models import Device, User, Zone
from people.roles import Actor, Role
from wire.messages.cards import Fix
from wire.messages.help import PressBody
from wire.problems import Problem
from wire.words import DeviceStatus, ResponderKind, TravelMode

Result = TypeVar("Result")

NOON = datetime(2026, 1, 15, 4, 0, tzinfo=UTC)
XILIN = (43.95, 116.1)
"""A place in the north: latitude, longitude."""
SOUTHERN = (43.1, 116.0)
"""A place in the south."""
ABROAD = (10.0, 10.0)
"""A place in no zone."""
STRANGER = Actor(Role.CALLER)
SECRET = "sixteen letters and more"


def later(seconds: float) -> datetime:
    return NOON + timedelta(seconds=seconds)


def do(verb: Callable[..., Result], **arguments: Any) -> Result:
    """Run a verb as the doors do, through the writer, in a transaction of its own."""
    return writer.call(verb, **arguments)


@contextmanager
def refused(code: str) -> Iterator[None]:
    """What is done inside must be refused with this code."""
    with pytest.raises(Problem) as caught:
        yield
    assert caught.value.code == code


# Where.


def box(west: float, south: float, east: float, north: float) -> dict[str, Any]:
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    return {"type": "Polygon", "coordinates": [ring]}


def make_zones() -> None:
    altan = save_zone(Zone(code="altan", name="Altan"))
    north, south = box(114.8, 43.6, 117.6, 45.0), box(114.8, 42.6, 117.6, 43.6)
    save_zone(Zone(code="north", name="North", parent=altan, boundary=north, takes_unplaced=True))
    save_zone(Zone(code="south", name="South", parent=altan, boundary=south))


# Who.


def make_staff() -> None:
    """Saran dispatches the north, Temur the south, Wei supervises both; Bat and Dawa answer for themselves."""
    make_user("saran", role=Role.DISPATCHER, zone="north")
    make_user("temur", role=Role.DISPATCHER, zone="south")
    make_user("wei", role=Role.SUPERVISOR, zone="altan")
    make_user("bat", role=Role.OFFICER, zone="north")
    make_user("dawa", role=Role.CIVILIAN, zone="north")
    make_user("audra", role=Role.AUDITOR, zone="altan")


def make_user(username: str, *, role: Role, zone: str) -> User:
    return User.objects.create_user(username, role=role, zone_id=zone, name=username.title())


def actor(username: str) -> Actor:
    return User.objects.select_related("zone").get(username=username).actor()


def make_type(code: str, *, level: int = 2, **more: Any) -> AlertType:
    return AlertType.objects.create(code=code, level=level, names={"en": code}, **more)


def make_phone(*, status: DeviceStatus = DeviceStatus.UNVERIFIED, **more: Any) -> Device:
    return Device.objects.create(id=uuid4(), secret_hash=digest(SECRET), status=status, first_seen_at=NOON, **more)


def make_responder(
    name: str,
    *,
    kind: ResponderKind = ResponderKind.POLICE,
    place: tuple[float, float] | None = XILIN,
    heard_at: datetime = NOON,
    on_duty: bool = True,
    zone: str = "north",
    **more: Any,
) -> Responder:
    """On duty at `place`, heard at noon, unless said otherwise. `user` is a username."""
    username = more.pop("user", None)
    responder = Responder.objects.create(
        name=name,
        kind=kind,
        zone_id=zone,
        mode=more.pop("mode", TravelMode.CAR),
        user=User.objects.get(username=username) if username else None,
        **more,
    )
    if on_duty:
        Shift.objects.create(responder=responder, started_at=NOON)
    if place:
        lat, lon = place
        Position.objects.create(responder=responder, lat=lat, lon=lon, accuracy=8.0, at=heard_at)
    return responder


# What they do.


def fix_at(place: tuple[float, float], *, accuracy: float = 20.0, at: datetime = NOON) -> Fix:
    return Fix(lat=place[0], lon=place[1], accuracy=accuracy, at=at)


def press_of(*, key: UUID | None = None, place: tuple[float, float] | None = None, **more: Any) -> PressBody:
    return PressBody(key=key or uuid4(), fix=fix_at(place) if place else None, **more)


def call_of(press: PressBody | None = None, *, by: Actor = STRANGER, at: datetime = NOON, **more: Any) -> Call:
    return Call(id=uuid4(), press=press or press_of(), actor=by, at=at, **more)


def press(*, by: Actor = STRANGER, at: datetime = NOON, **fields: Any) -> Raised:
    return do(raise_alert, call=call_of(press_of(**fields), by=by, at=at))


def raised(**fields: Any) -> Alert:
    """A fresh alert in the north, unless a place says otherwise."""
    return press(**({"place": XILIN} | fields)).alert


def kinds(alert: Alert) -> list[str]:
    """What the record says happened, in order."""
    return list(alert.entries.order_by("id").values_list("kind", flat=True))


def again(row: Any) -> Any:
    """The row as it stands in the database now."""
    return type(row).objects.get(pk=row.pk)


def responders_of(alert: Alert) -> list[Dispatch]:
    return list(Dispatch.objects.filter(alert=alert).order_by("offered_at"))
