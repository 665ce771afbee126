"""The nearest search against measuring everybody."""

from collections.abc import Callable

import numpy as np
import pytest
from geopy.distance import geodesic

from geo.ecef import squared_chords
from geo.nearest import Found, Places, nearest, within, within_mask
from geo.point import Point

Chance = np.random.Generator
Degrees = tuple[np.ndarray, np.ndarray]
MILLIMETRE = 0.001


def steppe(chance: Chance, size: int) -> Degrees:
    return chance.uniform(42.6, 45, size), chance.uniform(114.8, 117.6, size)


def world(chance: Chance, size: int) -> Degrees:
    return chance.uniform(-90, 90, size), chance.uniform(-180, 180, size)


def poles(chance: Chance, size: int) -> Degrees:
    lat = np.where(chance.random(size) < 0.3, 90.0, chance.uniform(89.5, 90, size))
    return lat * chance.choice([-1, 1]), chance.uniform(-180, 180, size)


def antimeridian(chance: Chance, size: int) -> Degrees:
    lon = chance.choice([180.0, -180.0, 179.99, -179.99, 179.5, -179.5], size)
    return chance.uniform(40, 45, size), lon


def ties(chance: Chance, size: int) -> Degrees:
    return chance.choice([43.0, 43.5, 44.0], size), chance.choice([115.0, 116.0, 117.0], size)


def antipodes(chance: Chance, size: int) -> Degrees:
    """Near one place and near its opposite, where the longest geodesics are."""
    side = chance.random(size) < 0.5
    lat, lon = chance.uniform(-1, 1, size), chance.uniform(0, 1, size)
    return np.where(side, lat, -lat), np.where(side, lon, lon - 180)


GROUNDS = [steppe, world, poles, antimeridian, ties, antipodes]


def brute(places: Places, here: Point, among: np.ndarray) -> list[tuple[float, int]]:
    rows = zip(places.ids, places.lat, places.lon, among, strict=True)
    return sorted(
        (geodesic((here.lat, here.lon), (lat, lon)).meters, int(number)) for number, lat, lon, wanted in rows if wanted
    )


def assert_same(found: list[Found], expected: list[tuple[float, int]]) -> None:
    """The same people in the same order; places less than a millimetre apart may stand swapped."""
    assert len(found) == len(expected)
    true = {number: metres for metres, number in expected}
    for one, (metres, number) in zip(found, expected, strict=True):
        assert abs(one.metres - metres) < MILLIMETRE
        assert one.id == number or abs(true.get(one.id, metres) - metres) < MILLIMETRE
    assert found == sorted(found, key=lambda one: (one.metres, one.id))


@pytest.mark.parametrize("ground", GROUNDS, ids=lambda ground: ground.__name__)
def test_a_thousand_fleets_answer_as_if_all_were_measured(
    ground: Callable[[Chance, int], Degrees],
) -> None:
    for seed in range(1_002 // len(GROUNDS)):
        chance = np.random.default_rng(seed)
        size, count = int(chance.integers(0, 31)), int(chance.integers(1, 13))
        places = Places.of(chance.permutation(size) + 1, *ground(chance, size))
        lat, lon = ground(chance, 1)
        here = Point(float(lat[0]), float(lon[0]))
        among = chance.random(size) < chance.choice([0.3, 1.0])
        expected = brute(places, here, among)
        assert_same(nearest(places, to=here, count=count, among=among), expected[:count])


def crowd(*degrees: tuple[float, float], ids: list[int] | None = None) -> Places:
    lat, lon = np.array(degrees, dtype=float).reshape(-1, 2).T
    numbers = ids or list(range(1, len(degrees) + 1))
    return Places.of(np.array(numbers, dtype=np.int64), lat, lon)


HERE = Point(43.95, 116.1)


def test_a_tie_goes_to_the_smaller_id() -> None:
    places = crowd((44, 116), (44, 116), (44, 116), (43.95, 116.1), ids=[9, 3, 5, 40])
    assert [one.id for one in nearest(places, to=HERE, count=3)] == [40, 3, 5]


def test_fewer_than_asked_for_are_all_found() -> None:
    assert [one.id for one in nearest(crowd((44, 116), (43.9, 116.1)), to=HERE, count=10)] == [2, 1]


@pytest.mark.parametrize("count", [0, -1])
def test_none_asked_for_is_none_found(count: int) -> None:
    assert nearest(crowd((44, 116)), to=HERE, count=count) == []


def test_an_empty_fleet_has_no_nearest() -> None:
    empty = Places.of(np.array([], dtype=np.int64), np.array([]), np.array([]))
    assert nearest(empty, to=HERE, count=3) == []


def test_an_unknown_place_is_never_near() -> None:
    places = crowd((np.nan, np.nan), (44, 116), (43.9, np.nan))
    assert [one.id for one in nearest(places, to=HERE, count=3)] == [2]
    assert [one.id for one in within(places, of=HERE, metres=1e9)] == [2]


def test_a_filter_never_starves_the_answer() -> None:
    near = [(43.95 + step / 1e5, 116.1) for step in range(50)]
    places = crowd(*near, (40, 110), (41, 110))
    among = np.arange(52) >= 50
    assert [one.id for one in nearest(places, to=HERE, count=2, among=among)] == [52, 51]


def test_a_row_points_into_the_arrays() -> None:
    (found,) = nearest(crowd((0, 0), (44, 116), ids=[70, 80]), to=HERE, count=1)
    assert (found.row, found.id) == (1, 80)


def test_the_shorter_chord_may_be_the_longer_way() -> None:
    """At the equator the meridian bends more than the equator does, so it hides more way."""
    here, north, east = Point(0, 0), (9.043, 0.0), (0.0, 8.98315)
    places = crowd(north, east)
    by_chord = squared_chords(places.xyz, to=here)
    assert by_chord[0] < by_chord[1]
    assert [one.id for one in nearest(places, to=here, count=1)] == [2]


def test_a_crew_at_one_spot_is_measured_once(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[tuple[float, ...]] = []

    def measure(*degrees: float) -> float:
        asked.append(degrees)
        return 5_000.0

    monkeypatch.setattr("geo.nearest.metres_between", measure)
    assert len(nearest(crowd(*[(44, 116)] * 500), to=HERE, count=10)) == 10
    assert len(asked) == 1


def test_arrays_of_different_length_are_refused() -> None:
    with pytest.raises(ValueError, match="one length"):
        Places.of(np.array([1]), np.array([43.0, 44.0]), np.array([116.0]))


@pytest.mark.parametrize("ground", GROUNDS, ids=lambda ground: ground.__name__)
def test_a_radius_holds_exactly_those_within_it(
    ground: Callable[[Chance, int], Degrees],
) -> None:
    for seed in range(60):
        chance = np.random.default_rng(seed)
        places = Places.of(np.arange(20), *ground(chance, 20))
        lat, lon = ground(chance, 1)
        here = Point(float(lat[0]), float(lon[0]))
        everyone = brute(places, here, np.ones(20, dtype=bool))
        radius = everyone[10][0] + 0.01
        expected = [one for one in everyone if one[0] <= radius]
        assert_same(within(places, of=here, metres=radius), expected)


def test_a_place_exactly_on_the_radius_is_within_it() -> None:
    places = crowd((44, 116), (44.1, 116))
    (first, _) = nearest(places, to=HERE, count=2)
    assert within_mask(places, of=HERE, metres=first.metres).tolist() == [True, False]
    assert not within_mask(places, of=HERE, metres=first.metres - 1e-6).any()
