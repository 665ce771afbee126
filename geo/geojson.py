"""GeoJSON areas, checked: Polygon and MultiPolygon geometries (RFC 7946) and nothing else.

What passes is closed, finite, on the globe, of some extent and does not cross itself. What does not
is refused with the path of the fault, for the person who drew it.
"""

from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np

from geo.ecef import Floats, Mask

Position = tuple[float, float]
Ring = tuple[Position, ...]
Rings = tuple[Ring, ...]

MOST_MEMBERS = 20_000
"""In any one list: more detail than a county border has; a ring of so many is checked in 1.5 s."""

_HUGE = 1e300
"""JSON's integers have no end, a float has; NaN and infinity are not below it either."""


class BadGeometry(ValueError):
    """`path` says where, as in "coordinates[0][1]"; `reason` says what is wrong there."""

    def __init__(self, path: str, reason: str) -> None:
        super().__init__(f"{path}: {reason}")
        self.path = path
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Geometry:
    """Polygons, each an outer ring and its holes, each ring (lon, lat) positions, first = last."""

    polygons: tuple[Rings, ...]

    def as_json(self) -> dict[str, Any]:
        """Always a MultiPolygon, so that a reader meets one shape only."""
        coordinates = [[[list(position) for position in ring] for ring in rings] for rings in self.polygons]
        return {"type": "MultiPolygon", "coordinates": coordinates}


def parse_geometry(data: object) -> Geometry:
    """A geometry object as `json.loads` gives it; BadGeometry when it is none."""
    if not isinstance(data, dict):
        raise BadGeometry("geometry", "must be an object")
    coordinates = data.get("coordinates")
    match data.get("type"):
        case "Polygon":
            polygons: tuple[Rings, ...] = (_polygon(coordinates, "coordinates"),)
        case "MultiPolygon":
            polygons = tuple(_polygon(part, path) for path, part in _parts(coordinates, "coordinates"))
        case _:
            raise BadGeometry("type", "must be Polygon or MultiPolygon")
    return Geometry(polygons)


def _parts(data: object, path: str) -> list[tuple[str, object]]:
    if not isinstance(data, list | tuple) or not data:
        raise BadGeometry(path, "must be a list that is not empty")
    if len(data) > MOST_MEMBERS:
        raise BadGeometry(path, f"must not have more than {MOST_MEMBERS} members")
    return [(f"{path}[{number}]", part) for number, part in enumerate(data)]


def _polygon(data: object, path: str) -> Rings:
    return tuple(_ring(part, where) for where, part in _parts(data, path))


def _ring(data: object, path: str) -> Ring:
    ring = tuple(_position(part, where) for where, part in _parts(data, path))
    if len(ring) < 4:
        raise BadGeometry(path, "a ring needs at least four positions")
    if ring[0] != ring[-1]:
        raise BadGeometry(path, "a ring must end where it begins")
    for number, (here, there) in enumerate(pairwise(ring)):
        if here == there:
            raise BadGeometry(f"{path}[{number + 1}]", "repeats the position before it")
    _refuse_crossing(ring, path)
    return ring


def _position(data: object, path: str) -> Position:
    """Longitude first, as GeoJSON has it; a height is accepted and left out."""
    if not isinstance(data, list | tuple) or len(data) not in (2, 3):
        raise BadGeometry(path, "must be [longitude, latitude]")
    for number, value in enumerate(data):
        # bool is an int to Python, and `true` is no degree.
        if isinstance(value, bool) or not isinstance(value, int | float) or not abs(value) < _HUGE:
            raise BadGeometry(f"{path}[{number}]", "must be a finite number")
    lon, lat = float(data[0]), float(data[1])
    if not -180 <= lon <= 180:
        raise BadGeometry(f"{path}[0]", "longitude must lie between -180 and 180")
    if not -90 <= lat <= 90:
        raise BadGeometry(f"{path}[1]", "latitude must lie between -90 and 90")
    return lon, lat


def _refuse_crossing(ring: Ring, path: str) -> None:
    """Some area is needed, and an edge may meet its two neighbours only, at the shared corner."""
    corners = np.array(ring)
    x, y = (corners - corners[0]).T
    if not np.any(x[:-1] * y[1:] - x[1:] * y[:-1]):
        raise BadGeometry(path, "a ring must enclose some area")
    starts, ends = corners[:-1], corners[1:]
    west, south = np.minimum(starts, ends).T
    east, north = np.maximum(starts, ends).T
    last = len(starts) - 1
    for edge in range(last):
        rest = slice(edge + 2, None)
        beside = (west[rest] <= east[edge]) & (east[rest] >= west[edge])
        level = (south[rest] <= north[edge]) & (north[rest] >= south[edge])
        others = edge + 2 + np.flatnonzero(beside & level)
        if edge == 0:
            others = others[others != last]  # the first and the last edge are neighbours too
        meeting = others[_meets(starts[edge], ends[edge], starts[others], ends[others])]
        if meeting.size:
            raise BadGeometry(f"{path}[{edge}]", f"the edge from here meets that from [{meeting[0]}]")


def _meets(a: Floats, b: Floats, starts: Floats, ends: Floats) -> Mask:
    """Which edges starts→ends touch or cross a→b, given that their boxes do."""
    sides = _side(a, b, starts) * _side(a, b, ends)
    across = _side(starts, ends, a) * _side(starts, ends, b)
    meets: Mask = (sides <= 0) & (across <= 0)
    return meets


def _side(a: Floats, b: Floats, c: Floats) -> Floats:
    """1 left of the line a→b, -1 right of it, 0 on it."""
    sides: Floats = np.sign(
        (b[..., 0] - a[..., 0]) * (c[..., 1] - a[..., 1]) - (b[..., 1] - a[..., 1]) * (c[..., 0] - a[..., 0])
    )
    return sides
