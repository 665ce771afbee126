"""Points, geodesics and bearings."""

from math import inf, nan

import pytest
from geopy.distance import geodesic
from hypothesis import example, given
from hypothesis import strategies as st

from geo.point import Point, bearing, compass, distance

points = st.builds(Point, st.floats(-90, 90), st.floats(-180, 180))

XILINHOT = Point(43.95, 116.1)


@pytest.mark.parametrize("lat", [90.0001, -91, nan, inf])
def test_a_latitude_off_the_globe_is_refused(lat: float) -> None:
    with pytest.raises(ValueError, match="latitude"):
        Point(lat, 0)


@pytest.mark.parametrize("lon", [180.0001, -181, nan, -inf])
def test_a_longitude_off_the_globe_is_refused(lon: float) -> None:
    with pytest.raises(ValueError, match="longitude"):
        Point(0, lon)


@given(points, points)
def test_a_distance_is_the_number_geopy_gives(start: Point, end: Point) -> None:
    expected = geodesic((start.lat, start.lon), (end.lat, end.lon)).meters
    assert distance(start, to=end) == pytest.approx(expected, abs=1e-6)


def test_a_degree_of_the_equator_is_its_share_of_the_equator() -> None:
    assert distance(Point(0, 0), to=Point(0, 1)) == pytest.approx(111_319.4908, abs=1e-4)


def test_the_quarter_meridian_has_its_published_length() -> None:
    assert distance(Point(0, 116), to=Point(90, 0)) == pytest.approx(10_001_965.729, abs=1e-3)


def test_the_same_place_on_either_side_of_the_antimeridian_is_no_distance() -> None:
    assert distance(Point(43, 180), to=Point(43, -180)) == 0


@pytest.mark.parametrize(
    ("end", "degrees"),
    [
        (Point(44.95, 116.1), 0),
        (Point(42.95, 116.1), 180),
        (Point(43.95, 116.100001), 90),
        (Point(43.95, 116.099999), 270),
    ],
)
def test_a_bearing_is_clockwise_from_north(end: Point, degrees: float) -> None:
    assert bearing(XILINHOT, to=end) == pytest.approx(degrees, abs=1e-5)


@given(points, points)
@example(Point(0, 0), Point(1, -1e-16))
def test_a_bearing_is_a_number_of_the_compass(start: Point, end: Point) -> None:
    assert 0 <= bearing(start, to=end) < 360


@pytest.mark.parametrize(
    ("degrees", "wind"),
    [
        (0, "n"), (11.2, "n"), (11.3, "nne"), (45, "ne"), (90, "e"), (180, "s"), (202.5, "ssw"),
        (270, "w"), (337.5, "nnw"), (348.7, "nnw"), (348.8, "n"), (360, "n"), (-90, "w"),
    ],
)  # fmt: skip
def test_a_bearing_falls_to_the_nearest_of_sixteen_winds(degrees: float, wind: str) -> None:
    assert compass(degrees) == wind
