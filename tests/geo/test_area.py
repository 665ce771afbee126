"""In or out: polygons, holes, edges."""

from math import cos, radians, sin

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.area import Area
from geo.point import Point

SQUARE = [[0, 0], [4, 0], [4, 4], [0, 4], [0, 0]]
HOLE = [[1, 1], [1, 3], [3, 3], [3, 1], [1, 1]]
BAY = [[0, 0], [4, 0], [4, 4], [2, 1], [0, 4], [0, 0]]


def area(*rings: list[list[float]]) -> Area:
    return Area.from_geojson({"type": "Polygon", "coordinates": rings})


def at(lon: float, lat: float) -> Point:
    return Point(lat, lon)


@pytest.mark.parametrize(
    ("lon", "lat", "inside"),
    [(2, 2, True), (0.001, 3.999, True), (5, 2, False), (-1, 2, False), (2, 4.001, False)],
)
def test_a_square_holds_what_is_within_its_sides(lon: float, lat: float, inside: bool) -> None:
    assert area(SQUARE).contains(at(lon, lat)) is inside


@pytest.mark.parametrize(("lon", "lat"), [(0, 0), (4, 4), (4, 0), (0, 2), (2, 0), (4, 1), (3, 4)])
def test_sides_and_corners_belong_to_the_area(lon: float, lat: float) -> None:
    assert area(SQUARE).contains(at(lon, lat))


def test_the_line_between_two_zones_belongs_to_both() -> None:
    east = [[4, 0], [8, 0], [8, 4], [4, 4], [4, 0]]
    assert area(SQUARE).contains(at(4, 2))
    assert area(east).contains(at(4, 2))


def test_a_hole_is_outside_and_its_edge_inside() -> None:
    holed = area(SQUARE, HOLE)
    assert not holed.contains(at(2, 2))
    assert holed.contains(at(0.5, 2))
    assert holed.contains(at(1, 2))
    assert holed.contains(at(3, 3))


def test_the_hole_of_another_place_does_not_matter() -> None:
    assert area(SQUARE, HOLE, [[3.2, 3.2], [3.2, 3.5], [3.5, 3.5], [3.2, 3.2]]).contains(at(3.1, 2))


@pytest.mark.parametrize(("lon", "lat", "inside"), [(2, 0.5, True), (2, 2, False), (1, 2, True), (2, 1, True)])
def test_a_bay_is_outside(lon: float, lat: float, inside: bool) -> None:
    assert area(BAY).contains(at(lon, lat)) is inside


def test_a_ray_through_corners_counts_each_once() -> None:
    diamond = [[0, 0], [2, 2], [4, 0], [2, -2], [0, 0]]
    assert area(diamond).contains(at(1, 0))
    assert not area(diamond).contains(at(-1, 0))


@pytest.mark.parametrize("ring", [SQUARE, SQUARE[::-1]])
def test_the_winding_of_a_ring_does_not_matter(ring: list[list[float]]) -> None:
    assert area(ring).contains(at(2, 2))
    assert not area(ring).contains(at(5, 5))


def test_several_polygons_are_one_area() -> None:
    far = [[[10, 10], [11, 10], [11, 11], [10, 10]]]
    both = Area.from_geojson({"type": "MultiPolygon", "coordinates": [[SQUARE, HOLE], far]})
    assert both.contains(at(0.5, 0.5))
    assert both.contains(at(10.5, 10.2))
    assert not both.contains(at(2, 2))
    assert not both.contains(at(7, 7))
    assert both.box == (0, 0, 11, 11)


@given(
    st.lists(st.integers(0, 359), min_size=3, max_size=12, unique=True),
    st.floats(-12, 12),
    st.floats(-12, 12),
)
def test_a_convex_ring_holds_what_is_left_of_all_its_sides(turns: list[int], lon: float, lat: float) -> None:
    corners = [[10 * cos(radians(turn)), 10 * sin(radians(turn))] for turn in sorted(turns)]
    ring = [*corners, corners[0]]
    sides = [(b[0] - a[0]) * (lat - a[1]) - (b[1] - a[1]) * (lon - a[0]) for a, b in zip(ring, ring[1:], strict=False)]
    if min(abs(side) for side in sides) > 1e-9:
        assert area(ring).contains(at(lon, lat)) is all(side > 0 for side in sides)
