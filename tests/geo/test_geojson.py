"""Geometries that are let in, and the path of the fault of those that are not."""

from math import cos, inf, nan, pi, sin
from time import perf_counter
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.geojson import BadGeometry, parse_geometry

SQUARE = [[0, 0], [4, 0], [4, 4], [0, 4], [0, 0]]


def polygon(*rings: Any) -> dict[str, Any]:
    return {"type": "Polygon", "coordinates": list(rings)}


def refusal(data: object) -> BadGeometry:
    with pytest.raises(BadGeometry) as caught:
        parse_geometry(data)
    return caught.value


def test_a_polygon_comes_out_as_a_multipolygon() -> None:
    written = parse_geometry(polygon(SQUARE)).as_json()
    assert written == {"type": "MultiPolygon", "coordinates": [[SQUARE]]}
    assert parse_geometry(written) == parse_geometry(polygon(SQUARE))


def test_a_height_is_left_out() -> None:
    ring = [[*position, 1200] for position in SQUARE]
    assert parse_geometry(polygon(ring)) == parse_geometry(polygon(SQUARE))


@pytest.mark.parametrize(
    ("data", "path"),
    [
        (None, "geometry"),
        ([], "geometry"),
        ({}, "type"),
        ({"type": "Point", "coordinates": [0, 0]}, "type"),
        ({"type": "Polygon"}, "coordinates"),
        ({"type": "Polygon", "coordinates": "0,0"}, "coordinates"),
        (polygon(), "coordinates"),
        (polygon(SQUARE, 7), "coordinates[1]"),
        (polygon([[0, 0], [1, 1], [0, 0]]), "coordinates[0]"),
        (polygon(SQUARE[:-1]), "coordinates[0]"),
        (polygon([[0, 0], [4], [4, 4], [0, 0]]), "coordinates[0][1]"),
        (polygon([[0, 0], [4, 0, 1, 2], [4, 4], [0, 0]]), "coordinates[0][1]"),
        (polygon([[0, 0], [4, "0"], [4, 4], [0, 0]]), "coordinates[0][1][1]"),
        (polygon([[0, 0], [True, 0], [4, 4], [0, 0]]), "coordinates[0][1][0]"),
        (polygon([[0, 0], [nan, 0], [4, 4], [0, 0]]), "coordinates[0][1][0]"),
        (polygon([[0, 0], [4, inf], [4, 4], [0, 0]]), "coordinates[0][1][1]"),
        (polygon([[0, 0], [10**400, 0], [4, 4], [0, 0]]), "coordinates[0][1][0]"),
        (polygon([[0, 0], [181, 0], [4, 4], [0, 0]]), "coordinates[0][1][0]"),
        (polygon([[0, 0], [4, -91], [4, 4], [0, 0]]), "coordinates[0][1][1]"),
        (polygon([[0, 0], [4, 0], [4, 0], [4, 4], [0, 0]]), "coordinates[0][2]"),
        (polygon([[0, 0], [2, 2], [4, 4], [0, 0]]), "coordinates[0]"),
        ({"type": "MultiPolygon", "coordinates": [[SQUARE], [SQUARE, []]]}, "coordinates[1][1]"),
    ],
)
def test_a_fault_is_named_by_its_path(data: object, path: str) -> None:
    assert refusal(data).path == path


@pytest.mark.parametrize(
    "ring",
    [
        [[0, 0], [4, 4], [4, 0], [0, 4], [0, 0]],
        [[0, 0], [4, 0], [4, 4], [2, 0], [0, 4], [0, 0]],
        [[0, 0], [4, 0], [2, 0], [2, 3], [0, 0]],
    ],
    ids=["bow tie", "corner on a side", "spike"],
)
def test_a_ring_that_meets_itself_is_refused(ring: list[list[float]]) -> None:
    assert refusal(polygon(ring)).path.startswith("coordinates[0]")


def test_a_detailed_border_is_checked_in_a_moment() -> None:
    ring = [[116 + cos(step * pi / 1500), 43 + sin(step * pi / 1500)] for step in range(3000)]
    start = perf_counter()
    parse_geometry(polygon([*ring, ring[0]]))
    assert perf_counter() - start < 5


def test_too_many_positions_are_refused_unread() -> None:
    assert "20000" in refusal(polygon([[0, 0]] * 20_001)).reason


junk = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=3),
    lambda inner: st.lists(inner, max_size=5),
    max_leaves=30,
)


@given(st.sampled_from(["Polygon", "MultiPolygon"]), junk)
def test_junk_is_refused_and_never_breaks(kind: str, coordinates: object) -> None:
    refusal({"type": kind, "coordinates": coordinates})
