"""The place in a sentence."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.coordinates import format_degrees, format_dms
from geo.coordinates_in_text import find_coordinates
from geo.datum import to_gcj02
from geo.point import Point, distance

PLACE = Point(43.95, 116.1)
AMAP = to_gcj02(PLACE)
points = st.builds(Point, st.floats(-85, 85), st.floats(-179, 179)).filter(
    lambda each: abs(each.lat) + abs(each.lon) > 1
)


@pytest.mark.parametrize(
    "text",
    [
        "Help 43.95000,116.10000 ±20m",
        "救命 43.95000,116.10000 ±20m",
        "Тусламж 43.95000,116.10000 ±20м",
        "Help! We are at 43.95, 116.1. The car is stuck",
        "我在 北纬43.95度，东经116.1度，车坏了",
        "我在北纬43度57分0秒,东经116度6分0秒这里",
        "машин суусан N43.95 E116.1 түргэн ирээрэй",
        "lat=43.95 lon=116.1 two people",
        "see geo:43.95,116.1?z=15 please",
        "https://maps.google.com/?q=43.95,116.1",
        "here https://www.google.com/maps/@43.95,116.1,15z",
        "https://www.google.com/maps/place/43.95,116.1/data=x",
        "https://maps.apple.com/?ll=43.95%2C116.1&q=Pin",
        "https://www.openstreetmap.org/?mlat=43.95&mlon=116.1#map=15/43.95/116.1",
        "https://www.openstreetmap.org/?lat=43.95&zoom=12&lon=116.1",
        f"我在这里 https://uri.amap.com/marker?position={AMAP.lon},{AMAP.lat}&name=here",
        f"https://apis.map.qq.com/uri/v1/marker?marker=coord:{AMAP.lat},{AMAP.lon};title:here",
        "http://api.map.baidu.com/marker?location=43.95,116.1&coord_type=wgs84",
        "3 people, 43.95 116.1",
        "43°57′00″N 116°06′00″E, snow",
        "43.95\n116.1",
    ],
)
def test_the_place_is_found_among_the_words(text: str) -> None:
    found = find_coordinates(text)
    assert found is not None
    assert distance(found.point, to=PLACE) < 1.0


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Help",
        "Call me at 138 0013 8000",
        "3, 5 sheep",
        "2 cars and 11 people, since 12.30",
        "0,0",
        "0.0, 0.0",
        "at 95.5, 200.1",
        "marker 1043",
        "http://api.map.baidu.com/marker?location=43.95,116.1&coord_type=bd09ll",
        "https://example.org/43",
        "2026-01-15 04:00:00",
    ],
)
def test_where_no_place_is_written_none_is_guessed(text: str) -> None:
    assert find_coordinates(text) is None


def test_the_accuracy_is_as_written_or_what_the_digits_can_say() -> None:
    def accuracy(text: str) -> float:
        found = find_coordinates(text)
        assert found is not None
        return found.accuracy

    assert accuracy("43.95012,116.10034 ±20m") == 20
    assert accuracy("43.95012,116.10034") == 30
    assert accuracy("43.95,116.10") == 1110
    assert accuracy("43.9,116.1") == 11100
    assert accuracy("北纬43度57分 东经116度6分") == 1850
    assert accuracy("北纬43度57分10秒 东经116度6分20秒") == 31


@given(
    point=points, before=st.sampled_from(["", "help ", "我在", "at: "]), after=st.sampled_from(["", " snow", "。", "!"])
)
def test_our_own_spellings_are_found_wherever_they_stand(point: Point, before: str, after: str) -> None:
    for written in (format_degrees(point), format_dms(point)):
        found = find_coordinates(f"{before}{written}{after}")
        assert found is not None
        assert distance(found.point, to=point) < 10


@given(text=st.text(max_size=300))
def test_no_text_is_too_strange(text: str) -> None:
    find_coordinates(text)


@given(text=st.text(alphabet="0123456789.,-°'NSEW \n", max_size=200))
def test_no_jumble_of_figures_is_too_strange(text: str) -> None:
    find_coordinates(text)
