"""Chords, and the bounds that make the nearest search exact."""

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from geo.ecef import longest_arcs, squared_chords, to_ecef
from geo.nearest import ROUNDING
from geo.point import Point, distance

points = st.builds(Point, st.floats(-90, 90), st.floats(-180, 180))


def arrays(*points: Point) -> tuple[np.ndarray, np.ndarray]:
    return np.array([one.lat for one in points]), np.array([one.lon for one in points])


@pytest.mark.parametrize(
    ("point", "xyz"),
    [
        (Point(0, 0), (6_378_137, 0, 0)),
        (Point(0, 90), (0, 6_378_137, 0)),
        (Point(90, 0), (0, 0, 6_356_752.314245)),
        (Point(-90, 45), (0, 0, -6_356_752.314245)),
    ],
)
def test_the_axes_end_at_the_published_radii(point: Point, xyz: tuple[float, ...]) -> None:
    assert to_ecef(*arrays(point))[:, 0] == pytest.approx(xyz, abs=1e-6)


def test_an_unknown_place_stays_unknown() -> None:
    assert np.isnan(to_ecef(np.array([np.nan]), np.array([116.0]))).any()


@settings(max_examples=500)
@given(points, points)
@example(Point(0, 0), Point(0, 180))
@example(Point(0, 0), Point(0.4, 179.6))
@example(Point(90, 0), Point(-90, 0))
@example(Point(-0.05, 116), Point(0.05, 116))
@example(Point(43.95, 116.1), Point(43.95, 116.1))
def test_a_geodesic_lies_between_its_chord_and_the_longest_arc(a: Point, b: Point) -> None:
    chord = np.sqrt(squared_chords(to_ecef(*arrays(a)), to=b))
    metres = distance(a, to=b)
    assert chord[0] - ROUNDING <= metres <= longest_arcs(chord)[0] + ROUNDING


def test_near_by_the_two_bounds_are_metres_apart() -> None:
    assert longest_arcs(np.array([100_000.0]))[0] - 100_000 < 2


def test_a_chord_wider_than_the_tightest_circle_rules_nothing_out() -> None:
    assert longest_arcs(np.array([12_713_000.0]))[0] > 20_003_931
