"""Coordinates as people write and say them: for the desk's search box and the radio.

`parse_coordinates` reads what is unmistakable and answers None otherwise, for a guess sends a car
to the wrong well. It knows degrees, degrees and minutes, and seconds; the hemisphere before or
behind, as N S E W, 北纬 南纬 东经 西经, lat lon, or a sign; half and full width; any digits.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple
from unicodedata import normalize

from geo.point import Point

_LONGEST = 100
"""Characters; nobody writes a position in more."""

# Unicode's compatibility form would turn these into a letter or a blank; hence before it.
_BEFORE = str.maketrans({"º": "°", "˚": "°", "´": "′"})
_AFTER = str.maketrans(
    {"度": "°"}
    | dict.fromkeys("分'’‘`", "′")
    | dict.fromkeys('秒"”“', "″")
    | {"、": ",", ";": ",", "\N{MINUS SIGN}": "-", ":": " ", "=": " "}
)
_SIDES = {
    "北纬": "N", "南纬": "S", "东经": "E", "西经": "W", "纬度": "LAT", "经度": "LON",
    "LATITUDE": "LAT", "LONGITUDE": "LON", "LNG": "LON",
}  # fmt: skip
_MARKS = "°′″"
# A sign counts only where a number may begin: in "43.95-116.1" the dash is no minus.
_TOKEN = re.compile(r"LAT|LON|[NSEW]|(?:(?<![\d.°′″])[+-])?\d+(?:\.\d+)?|[°′″]|,")
_SIDE_TOKENS = frozenset({"LAT", "LON", "N", "S", "E", "W"})


class _Angle(NamedTuple):
    degrees: float
    axis: str | None
    """LAT, LON, or None where only the order tells."""


def format_degrees(point: Point) -> str:
    """As in "43.95000, 116.10000": to about a metre; `parse_coordinates` reads it back."""
    return f"{point.lat:.5f}, {point.lon:.5f}"


def format_dms(point: Point) -> str:
    """As in `43°57′00.0″N 116°06′00.0″E`: a tenth of a second, about three metres."""
    return f"{_dms(point.lat)}{'S' if point.lat < 0 else 'N'} {_dms(point.lon)}{'W' if point.lon < 0 else 'E'}"


def parse_coordinates(text: str) -> Point | None:
    """The place; latitude first unless marks say otherwise or only the other order fits."""
    if len(text) > _LONGEST:
        return None
    halves = _halves(_tokens(text))
    if halves is None:
        return None
    first, second = _angle(halves[0]), _angle(halves[1])
    if first is None or second is None:
        return None
    return _point(first, second)


def _dms(degrees: float) -> str:
    # In whole tenths of a second first, or 59.96″ would be written as 60.0″.
    tenths = round(abs(degrees) * 36_000)
    minutes, tenths = divmod(tenths, 600)
    whole, minutes = divmod(minutes, 60)
    return f"{whole}°{minutes:02d}′{tenths / 10:04.1f}″"


def _tokens(text: str) -> list[str]:
    """Sides, numbers, marks and commas; none at all when anything else is in the text."""
    plain = normalize("NFKC", text.translate(_BEFORE)).strip().upper().removeprefix("GEO:")
    for spelling, side in _SIDES.items():
        plain = plain.replace(spelling, side)
    # After the sides, since 纬度 ends like 43 度.
    plain = plain.translate(_AFTER).replace("′′", "″")
    return [] if _TOKEN.sub("", plain).strip() else _TOKEN.findall(plain)


def _halves(tokens: list[str]) -> tuple[list[str], list[str]] | None:
    split = _split(tokens)
    if split is None:
        return None
    first, second = tokens[:split], tokens[split:]
    if first[-1:] == [","]:
        first = first[:-1]
    if second[:1] == [","]:
        second = second[1:]
    return first, second


def _split(tokens: list[str]) -> int | None:
    """Where the second coordinate begins."""
    sides = [at for at, token in enumerate(tokens) if token in _SIDE_TOKENS]
    if len(sides) == 2:
        if sides[0] == 0:
            return sides[1]
        return sides[0] + 1 if sides[1] == len(tokens) - 1 else None
    if sides:
        return None
    if tokens.count(",") == 1:
        return tokens.index(",")
    if tokens.count("°") == 2:
        return len(tokens) - 1 - tokens[::-1].index("°") - 1
    return 1 if len(tokens) == 2 else None


def _angle(half: Sequence[str]) -> _Angle | None:
    sides = [token for token in half if token in _SIDE_TOKENS]
    numbers = _numbers([token for token in half if token not in _SIDE_TOKENS])
    if numbers is None or len(sides) > 1:
        return None
    side = sides[0] if sides else ""
    signed = numbers[0][0] in "+-"
    if signed and side in ("N", "S", "E", "W"):
        return None
    degrees, *parts = (float(number) for number in numbers)
    if any(part >= 60 for part in parts) or any("." in number for number in numbers[:-1]):
        return None
    size = abs(degrees) + sum(part / 60**power for power, part in enumerate(parts, start=1))
    negative = numbers[0][0] == "-" or side in ("S", "W")
    axis = {"N": "LAT", "S": "LAT", "E": "LON", "W": "LON", "": None}.get(side, side)
    return _Angle(-size if negative else size, axis)


def _numbers(pieces: Sequence[str]) -> list[str] | None:
    """Degrees, minutes, seconds as far as given, each followed by its own mark or by none."""
    numbers: list[str] = []
    marked = True
    for piece in pieces:
        if piece in _MARKS:
            if marked or piece != _MARKS[len(numbers) - 1]:
                return None
            marked = True
        elif piece == "," or len(numbers) == 3 or (numbers and piece[0] in "+-"):
            return None
        else:
            numbers.append(piece)
            marked = False
    return numbers or None


def _point(first: _Angle, second: _Angle) -> Point | None:
    axes = {first.axis, second.axis}
    if axes not in ({"LAT", "LON"}, {None}):
        return None
    only_swapped_fits = axes == {None} and abs(first.degrees) > 90
    if first.axis == "LON" or only_swapped_fits:
        first, second = second, first
    try:
        return Point(first.degrees, second.degrees)
    except ValueError:
        return None
