"""WGS-84 and GCJ-02, the shifted datum of Amap and Tencent tiles. For base maps only.

All that is stored or sent is WGS-84; a shifted position exists only on its way to or from a tile.
The shift is the published polynomial with the Krasovsky ellipsoid (360-620 m in Xilingol). Outside
the rectangle it is defined in, the two datums are one.
"""

from math import cos, hypot, pi, sin, sqrt
from typing import NamedTuple

from geo.point import Point

_RADIUS = 6_378_245.0
_ECCENTRICITY_SQUARED = 0.00669342162296594323
_SOUTH, _NORTH, _WEST, _EAST = 0.8293, 55.8271, 72.004, 137.8347
_CLOSE = 1e-11
"""Degrees (a micrometre) at which the inverse stops, well within the promised 1e-9."""
_ROUNDS = 30
"""Each round leaves about a thousandth of the error; three or four are used."""


class Shifted(NamedTuple):
    """GCJ-02 degrees. A type of its own, so that it can never be stored or measured as a Point."""

    lat: float
    lon: float


def to_gcj02(point: Point) -> Shifted:
    """Where a GCJ-02 tile shows the place."""
    return _shift(point.lat, point.lon)


def from_gcj02(shifted: Shifted) -> Point:
    """The place that `to_gcj02` moves here, to less than 1e-9 degrees.

    No closed form is published, so the guess is moved by what is still missing until nothing is.
    Within 700 m outside the rectangle's edge a shifted and an unshifted place may coincide; the
    inner one wins.
    """
    lat, lon = shifted
    for _ in range(_ROUNDS):
        # By the formula even where a guess strays outside, or the edge would stop the search.
        dlat, dlon = _offset(lat, lon)
        missing_lat, missing_lon = shifted.lat - lat - dlat, shifted.lon - lon - dlon
        lat, lon = lat + missing_lat, lon + missing_lon
        if hypot(missing_lat, missing_lon) < _CLOSE:
            break
    return Point(lat, lon) if _covered(lat, lon) else Point(shifted.lat, shifted.lon)


def _covered(lat: float, lon: float) -> bool:
    return _SOUTH <= lat <= _NORTH and _WEST <= lon <= _EAST


def _shift(lat: float, lon: float) -> Shifted:
    if not _covered(lat, lon):
        return Shifted(lat, lon)
    dlat, dlon = _offset(lat, lon)
    return Shifted(lat + dlat, lon + dlon)


def _offset(lat: float, lon: float) -> tuple[float, float]:
    """Degrees to add, from the polynomial's metres north and east."""
    x, y = lon - 105, lat - 35
    phi = lat / 180 * pi
    bend = 1 - _ECCENTRICITY_SQUARED * sin(phi) ** 2
    meridian = _RADIUS * (1 - _ECCENTRICITY_SQUARED) / (bend * sqrt(bend))
    parallel = _RADIUS / sqrt(bend) * cos(phi)
    return _metres_north(x, y) * 180 / (meridian * pi), _metres_east(x, y) * 180 / (parallel * pi)


def _metres_north(x: float, y: float) -> float:
    return (
        -100 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * sqrt(abs(x))
        + _waves(x, (20, 6), (20, 2))
        + _waves(y, (20, 1), (40, 1 / 3))
        + _waves(y, (160, 1 / 12), (320, 1 / 30))
    )  # fmt: skip


def _metres_east(x: float, y: float) -> float:
    return (
        300 + x + 2 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * sqrt(abs(x))
        + _waves(x, (20, 6), (20, 2))
        + _waves(x, (20, 1), (40, 1 / 3))
        + _waves(x, (150, 1 / 12), (300, 1 / 30))
    )  # fmt: skip


def _waves(x: float, *waves: tuple[float, float]) -> float:
    return sum(height * sin(x * often * pi) for height, often in waves) * 2 / 3
