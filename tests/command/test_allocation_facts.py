"""The fleet as arrays."""

import numpy as np
import pytest

from command.allocation.facts import FleetRow, FleetView
from wire.words import Language, ResponderKind, TravelMode


def row(id: int, **changes: object) -> FleetRow:
    bat = FleetRow(id, "Bat", ResponderKind.POLICE, TravelMode.CAR, "north", 43.95, 116.1, position_at=1000.0)
    return bat._replace(**changes)


def test_rows_become_arrays_in_their_order() -> None:
    fleet = FleetView.of([row(7), row(3, name="Chen", zone="south", lat=None, lon=None)])
    assert fleet.places.ids.tolist() == [7, 3]
    assert fleet.names == ("Bat", "Chen")
    assert [fleet.zone_codes[zone] for zone in fleet.zones] == ["north", "south"]
    assert fleet.places.known.tolist() == [True, False]


@pytest.mark.parametrize(("lat", "lon"), [(0.0, 0.0), (91.0, 116.0), (43.0, 999.0), (43.0, None)])
def test_a_fix_that_is_none_is_no_place(lat: float, lon: float | None) -> None:
    assert not FleetView.of([row(1, lat=lat, lon=lon)]).places.known.any()


def test_skills_are_asked_all_together() -> None:
    fleet = FleetView.of([row(1, skills=["rope", "medic"]), row(2, skills=["rope"]), row(3)])
    assert fleet.skilled({"rope"}).tolist() == [True, True, False]
    assert fleet.skilled({"rope", "medic"}).tolist() == [True, False, False]
    assert fleet.skilled({"rope", "diver"}).tolist() == [False, False, False]
    assert fleet.skilled(()).all()


def test_sixty_four_skills_fit_and_no_more() -> None:
    many = [f"skill {number:02}" for number in range(64)]
    assert FleetView.of([row(1, skills=many)]).skilled({many[-1]}).all()
    with pytest.raises(ValueError, match="64"):
        FleetView.of([row(1, skills=[*many, "one more"])])


def test_languages_are_remembered() -> None:
    fleet = FleetView.of([row(1, languages=[Language.MONGOLIAN_SCRIPT, Language.ENGLISH])])
    assert [fleet.speaks(0, language) for language in Language] == [False, True, False, True]


def test_a_responder_comes_once() -> None:
    with pytest.raises(ValueError, match="twice"):
        FleetView.of([row(1), row(1)])


def test_a_fleet_that_moved_is_the_same_people_elsewhere() -> None:
    fleet = FleetView.of([row(1, skills=["rope"]), row(2)])
    moved = fleet.moved(
        lat=np.array([44.0, 0.0]),
        lon=np.array([116.0, 0.0]),
        position_at=np.array([2000.0, 2000.0]),
    )
    assert moved.places.known.tolist() == [True, False]
    assert moved.places.xyz[0, 0] != fleet.places.xyz[0, 0]
    assert moved.skilled({"rope"}).tolist() == [True, False]
    assert fleet.places.lat.tolist() == [43.95, 43.95]
