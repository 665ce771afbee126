"""Location reports: all are kept, and the place shown is the best that is known, never a dispatcher's pin undone."""

from typing import Any

import pytest

from alerts.actions.acknowledge_alert import acknowledge_alert
from alerts.actions.add_fix import add_fix
from alerts.actions.close_alert import close_alert
from alerts.actions.raise_alert import raise_alert
from alerts.models import Alert
from people.roles import Actor
from tests.cast import (
    SOUTHERN,
    XILIN,
    actor,
    again,
    call_of,
    do,
    fix_at,
    kinds,
    later,
    make_phone,
    press_of,
    raised,
    refused,
)
from wire.words import Disposition, PlaceSource, Source

pytestmark = pytest.mark.usefixtures("altan")

NEARBY = (43.96, 116.11)


@pytest.fixture
def oyuna(altan: None) -> Actor:
    return make_phone(name="Oyuna").actor()


def hear(alert: Alert, by: Actor, place: tuple[float, float] = NEARBY, *, seconds: float = 10, **more: Any) -> Alert:
    """A fix measured so long after noon."""
    accuracy = more.pop("accuracy", 20.0)
    fix = fix_at(place, accuracy=accuracy, at=later(seconds))
    return do(add_fix, alert=alert.id, fix=fix, actor=by, at=later(seconds), **more)


def place_of(alert: Alert) -> tuple[float | None, float | None]:
    kept = again(alert)
    return kept.lat, kept.lon


def test_the_place_follows_a_newer_fix(oyuna: Actor) -> None:
    alert = raised(by=oyuna)
    moved = hear(alert, oyuna, battery=41.6)
    assert place_of(alert) == NEARBY
    assert (moved.version, moved.battery, moved.place_source) == (2, 42, PlaceSource.DEVICE)
    assert kinds(alert) == ["raised", "fix_added"]


def test_the_same_fix_twice_changes_nothing(oyuna: Actor) -> None:
    alert = raised(by=oyuna)
    hear(alert, oyuna)
    assert hear(alert, oyuna).version == 2
    assert kinds(alert) == ["raised", "fix_added"]


def test_a_fix_measured_earlier_joins_the_trail_and_moves_nothing(oyuna: Actor) -> None:
    alert = raised(by=oyuna)
    hear(alert, oyuna, seconds=-60)
    assert place_of(alert) == XILIN
    assert alert.fixes.count() == 2


def test_a_much_coarser_fix_does_not_replace_a_fresh_one(oyuna: Actor) -> None:
    alert = raised(by=oyuna)
    hear(alert, oyuna, accuracy=111, seconds=119)
    assert place_of(alert) == XILIN
    hear(alert, oyuna, accuracy=110, seconds=119.5)
    assert place_of(alert) == NEARBY


def test_a_coarse_fix_replaces_one_that_is_two_minutes_old(oyuna: Actor) -> None:
    alert = raised(by=oyuna)
    hear(alert, oyuna, accuracy=3000, seconds=120)
    assert place_of(alert) == NEARBY


@pytest.mark.parametrize("pin", [PlaceSource.DISPATCHER, PlaceSource.GAZETTEER])
def test_a_dispatchers_pin_is_never_overwritten(pin: PlaceSource) -> None:
    saran = actor("saran")
    call = call_of(press_of(place=XILIN), by=saran, source=Source.PHONE, place_source=pin)
    alert = do(raise_alert, call=call).alert
    hear(alert, saran, accuracy=1, seconds=3600)
    assert place_of(alert) == XILIN
    assert again(alert).place_source == pin
    assert alert.fixes.count() == 2


def test_the_first_fix_takes_an_unplaced_alert_to_its_zone(oyuna: Actor) -> None:
    alert = raised(by=oyuna, place=None)
    moved = hear(alert, oyuna, SOUTHERN)
    assert (moved.zone_id, place_of(alert)) == ("south", SOUTHERN)
    rows = list(alert.entries.order_by("id").values_list("zone", "seq", "kind"))
    assert rows == [
        ("north", 1, "raised"),
        ("north", 2, "transferred_out"),
        ("south", 1, "transferred_in"),
        ("south", 2, "fix_added"),
    ]


def test_an_alert_that_came_with_a_place_stays_in_its_zone(oyuna: Actor) -> None:
    alert = raised(by=oyuna)
    assert hear(alert, oyuna, SOUTHERN).zone_id == "north"


def test_an_alert_in_somebodys_hands_is_not_taken_off_their_screen(oyuna: Actor) -> None:
    alert = raised(by=oyuna, place=None)
    do(acknowledge_alert, alert=alert.id, actor=actor("saran"), at=later(5))
    moved = hear(alert, oyuna, SOUTHERN)
    assert (moved.zone_id, place_of(alert)) == ("north", SOUTHERN)


def test_a_closed_alert_takes_no_fix(oyuna: Actor) -> None:
    alert = raised(by=oyuna)
    do(close_alert, alert=alert.id, actor=actor("saran"), at=later(5), disposition=Disposition.RESOLVED)
    with refused("illegal_move"):
        hear(alert, oyuna)
    assert place_of(alert) == XILIN


def test_another_phone_adds_nothing(oyuna: Actor) -> None:
    alert = raised(by=oyuna)
    with refused("not_found"):
        hear(alert, make_phone(name="Stranger").actor())
    assert alert.fixes.count() == 1
