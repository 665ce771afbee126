"""Coordinates as written and said."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.coordinates import format_degrees, format_dms, parse_coordinates
from geo.point import Point, distance

PLACE = Point(43.95, 116.1)
points = st.builds(Point, st.floats(-90, 90), st.floats(-180, 180))


@pytest.mark.parametrize(
    "text",
    [
        "43.95, 116.1",
        "43.95 116.1",
        "  +43.95;116.1 ",
        "116.1, 43.95",
        "４３．９５，１１６．１",
        "᠔᠓.᠙᠕, ᠑᠑᠖.᠑",
        "geo:43.95,116.1",
        "lat=43.95 lon=116.1",
        "Longitude: 116.1, Latitude: 43.95",
        "43.95N 116.1E",
        "n43.95 e116.1",
        "E116.1N43.95",
        "N43°57'00\" E116°06'00\"",
        "43°57′N 116°06′E",
        "43°57′00″N, 116°06′00″E",
        "43° 57.0' N 116° 6.0' E",
        "43º57´N 116º06´E",
        "43°57'0'' N 116°06'0'' E",
        "43°57′0″ 116°6′0″",
        "N43 57 00 E116 06 00",
        "43 57 00, 116 06 00",
        "北纬43.95度 东经116.1度",
        "北纬43度57分0秒，东经116度6分0秒",
        "东经116度6分北纬43度57分",
        "纬度43.95，经度116.1",
    ],
)
def test_one_place_is_read_in_every_spelling(text: str) -> None:
    found = parse_coordinates(text)
    assert found is not None
    assert distance(found, to=PLACE) < 0.001


@pytest.mark.parametrize("text", ["-43.95, -116.1", "S43.95 W116.1", "43°57′S 116°06′W", "南纬43.95度 西经116.1度"])
def test_the_other_hemispheres_are_read(text: str) -> None:
    found = parse_coordinates(text)
    assert found is not None
    assert distance(found, to=Point(-43.95, -116.1)) < 0.001


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Well 3",
        "43.95",
        "43.95-116.1",
        "43.95, 116.1, 12",
        "1 2 3 4",
        "43.95N 116.1",
        "N43.95 N116.1",
        "N-43.95 E116.1",
        "N43.95S E116.1",
        "43°60′N 116°06′E",
        "43°57′60″N 116°06′E",
        "43.5°57′N 116°06′E",
        "43°57.5′10″N 116°06′E",
        "57′N 116°06′E",
        "43°°N 116°E",
        "91N 116E",
        "43N 181E",
        "116.1, 143.95",
        "13912345678",
        "43.95.1, 116.1",
        "N E",
        ", 43.95",
        "43e1, 116",
        "43.95, 116.1" + " " * 100,
    ],
)
def test_what_is_not_plain_is_not_guessed_at(text: str) -> None:
    assert parse_coordinates(text) is None


@given(st.text(alphabet="0123456789.,-+NSEW°′″'\" 北纬东经度分秒latlon", max_size=30))
def test_whatever_is_typed_gives_a_place_or_nothing(text: str) -> None:
    assert parse_coordinates(text) is None or isinstance(parse_coordinates(text), Point)


def test_both_forms_are_written_as_on_a_map() -> None:
    assert format_degrees(PLACE) == "43.95000, 116.10000"
    assert format_dms(PLACE) == "43°57′00.0″N 116°06′00.0″E"
    assert format_dms(Point(-0.5, -70.25)) == "0°30′00.0″S 70°15′00.0″W"


def test_seconds_never_reach_sixty() -> None:
    assert format_dms(Point(43.99999999, 116)) == "44°00′00.0″N 116°00′00.0″E"


@given(points)
def test_what_is_written_is_read_back(point: Point) -> None:
    for text, metres in ((format_degrees(point), 1), (format_dms(point), 3)):
        found = parse_coordinates(text)
        assert found is not None
        assert distance(found, to=point) < metres
