"""Which zone answers for a place: the deepest that holds it, and always one."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from geo.point import Point
from people import jurisdiction as room
from people.actions.save_zone import save_zone
from people.jurisdiction import forget_jurisdiction, jurisdiction, read_jurisdiction
from people.models import Zone
from tests.cast import ABROAD, SOUTHERN, XILIN, box, make_zones


@pytest.fixture(autouse=True)
def zones(db: None) -> None:
    forget_jurisdiction()
    make_zones()


def where(place: tuple[float, float] | None) -> str:
    return read_jurisdiction().zone_at(Point(*place) if place else None)


@pytest.mark.parametrize(
    ("place", "zone"),
    [(XILIN, "north"), (SOUTHERN, "south"), (ABROAD, "north"), (None, "north"), ((-90.0, 0.0), "north")],
)
def test_every_place_and_none_has_a_zone_that_answers(place: tuple[float, float] | None, zone: str) -> None:
    assert where(place) == zone


def test_a_zone_within_a_zone_is_asked_first() -> None:
    north = Zone.objects.get(pk="north")
    save_zone(Zone(code="town", name="Town", parent=north, boundary=box(116.0, 43.9, 116.2, 44.0)))
    assert where(XILIN) == "town"
    assert where((44.5, 116.1)) == "north"


def test_without_a_zone_on_call_the_root_answers() -> None:
    Zone.objects.update(takes_unplaced=False)
    assert where(None) == "altan"


def test_a_system_without_zones_says_what_to_do() -> None:
    Zone.objects.filter(parent__isnull=False).delete()
    Zone.objects.all().delete()
    with pytest.raises(LookupError, match="seed"):
        read_jurisdiction()


def test_below_is_the_subtree_and_no_namesake() -> None:
    save_zone(Zone(code="north2", name="Namesake", parent=Zone.objects.get(pk="altan")))
    found = read_jurisdiction()
    assert found.below("/altan/north/") == ["north"]
    assert sorted(found.below("/altan/")) == ["altan", "north", "north2", "south"]
    assert found.below("?") == []


def test_a_zone_that_moves_takes_its_subtree_along() -> None:
    save_zone(Zone(code="town", name="Town", parent=Zone.objects.get(pk="north")))
    north = Zone.objects.get(pk="north")
    north.parent = Zone.objects.get(pk="south")
    save_zone(north)
    assert Zone.objects.get(pk="town").path == "/altan/south/north/town/"


def test_the_tree_is_read_once_in_ten_seconds(monkeypatch: pytest.MonkeyPatch, django_assert_num_queries: Any) -> None:
    clock = [100.0]
    monkeypatch.setattr(room.time, "monotonic", lambda: clock[0])
    with django_assert_num_queries(1):
        first = jurisdiction()
        clock[0] += 10.0
        assert jurisdiction() is first
    with django_assert_num_queries(1):
        clock[0] += 0.1
        assert jurisdiction() is not first


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(lat=st.floats(-90, 90), lon=st.floats(-180, 180))
def test_no_place_on_earth_is_without_a_zone(lat: float, lon: float) -> None:
    zone = where((lat, lon))
    inside_south = 42.6 < lat < 43.6 and 114.8 < lon < 117.6
    on_the_edge = lat in (42.6, 43.6) or lon in (114.8, 117.6)
    assert on_the_edge or zone == ("south" if inside_south else "north")
