"""WGS-84 and GCJ-02, there and back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.datum import Shifted, from_gcj02, to_gcj02
from geo.point import Point, distance

china = st.builds(Point, st.floats(1, 55.5), st.floats(72.2, 137.5))
steppe = st.builds(Point, st.floats(41.5, 46.8), st.floats(111, 120))


def apart(point: Point, shifted: Shifted) -> float:
    return distance(point, to=Point(shifted.lat, shifted.lon))


@pytest.mark.parametrize(
    ("point", "lat", "lon"),
    [
        (Point(39.908823, 116.397470), 39.9102266, 116.4037137),
        (Point(31.1774276, 121.5272106), 31.17530398364597, 121.531541859215),
        (Point(22.543847, 113.912316), 22.540796131694766, 113.9171764808363),
    ],
)
def test_known_places_are_shifted_as_published(point: Point, lat: float, lon: float) -> None:
    assert to_gcj02(point) == pytest.approx((lat, lon), abs=1e-6)


@given(china)
def test_there_and_back_is_the_same_place(point: Point) -> None:
    back = from_gcj02(to_gcj02(point))
    assert (back.lat, back.lon) == pytest.approx((point.lat, point.lon), abs=1e-9)


@given(china)
def test_back_and_there_is_the_same_tile(point: Point) -> None:
    shifted = Shifted(point.lat, point.lon)
    assert to_gcj02(from_gcj02(shifted)) == pytest.approx(shifted, abs=1e-9)


@given(steppe)
def test_on_the_steppe_the_shift_is_what_field_workers_see(point: Point) -> None:
    assert 300 < apart(point, to_gcj02(point)) < 700


@pytest.mark.parametrize("point", [Point(51.5, -0.1), Point(0, 0), Point(-33.9, 151.2)])
def test_abroad_the_two_datums_are_one(point: Point) -> None:
    assert to_gcj02(point) == (point.lat, point.lon)
    assert from_gcj02(Shifted(point.lat, point.lon)) == point


@pytest.mark.parametrize("point", [Point(55.8271, 116), Point(0.8293, 110), Point(40, 72.004), Point(40, 137.8347)])
def test_the_edge_of_the_rectangle_comes_back_too(point: Point) -> None:
    back = from_gcj02(to_gcj02(point))
    assert distance(point, to=back) < 1_000
