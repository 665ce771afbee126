"""Is a place in an area? For zones, warnings and sweeps.

Edges are straight lines in longitude and latitude, as RFC 7946 draws them, and nothing wraps round
the antimeridian: an area that crosses it is cut there into two polygons, as the same RFC asks. A
place on an edge or a corner is **inside**, on a hole's edge too: a herder on the line between two
zones belongs to both rather than to none, and who asks takes the first.
"""

from dataclasses import dataclass
from typing import Self

import numpy as np

from geo.ecef import Floats
from geo.geojson import Rings, parse_geometry
from geo.point import Point


@dataclass(frozen=True, slots=True, eq=False)
class _Polygon:
    """Rings, outer first, as (positions, 2) arrays of lon, lat; box: west, south, east, north."""

    rings: tuple[Floats, ...]
    corners: tuple[tuple[tuple[float, float], ...], ...]
    box: tuple[float, float, float, float]

    @classmethod
    def of(cls, rings: Rings) -> Self:
        arrays = tuple(np.array(ring, dtype=np.float64) for ring in rings)
        west, south = arrays[0].min(axis=0).tolist()
        east, north = arrays[0].max(axis=0).tolist()
        corners = tuple(tuple((float(x), float(y)) for x, y in ring) for ring in arrays)
        return cls(arrays, corners, (west, south, east, north))

    def contains(self, point: Point) -> bool:
        west, south, east, north = self.box
        if not (west <= point.lon <= east and south <= point.lat <= north):
            return False
        inside = False
        for ring, corners in zip(self.rings, self.corners, strict=True):
            on_edge, odd = _look(ring, corners, point)
            if on_edge:
                # Of the outer ring or of a hole; but a hole may poke out of the outer ring.
                return inside or ring is self.rings[0]
            if ring is self.rings[0]:
                inside = odd
            elif odd:
                return False
        return inside


@dataclass(frozen=True, slots=True, eq=False)
class Area:
    """One or more polygons with holes; a place in any of them is in the area."""

    polygons: tuple[_Polygon, ...]

    @classmethod
    def from_geojson(cls, data: object) -> Self:
        """From a Polygon or MultiPolygon geometry object; BadGeometry names the fault."""
        return cls(tuple(_Polygon.of(rings) for rings in parse_geometry(data).polygons))

    def contains(self, point: Point) -> bool:
        return any(polygon.contains(point) for polygon in self.polygons)

    @property
    def box(self) -> tuple[float, float, float, float]:
        """West, south, east, north of the whole, degrees."""
        boxes = np.array([polygon.box for polygon in self.polygons])
        west, south = boxes[:, :2].min(axis=0).tolist()
        east, north = boxes[:, 2:].max(axis=0).tolist()
        return west, south, east, north


SMALL = 100
"""Corners up to which plain floats are quicker than arrays, and do not hand the interpreter's lock away."""


def _look(ring: Floats, corners: tuple[tuple[float, float], ...], point: Point) -> tuple[bool, bool]:
    """Is the point on the ring's edge, and does a ray to the east meet it an odd number of times?"""
    if len(corners) > SMALL:
        return _on_edge(ring, point), _crossings(ring, point) % 2 == 1
    odd = False
    lon, lat = point.lon, point.lat
    x, y = corners[0][0] - lon, corners[0][1] - lat
    for next_lon, next_lat in corners[1:]:
        ax, ay, x, y = x, y, next_lon - lon, next_lat - lat
        turn = ax * y - x * ay
        if turn == 0 and ax * x <= 0 and ay * y <= 0:
            return True, odd
        if (ay > 0) != (y > 0) and (turn > 0) == (y > ay):
            odd = not odd
    return False, odd


def _on_edge(ring: Floats, point: Point) -> bool:
    x, y = ring[:, 0] - point.lon, ring[:, 1] - point.lat
    straight = x[:-1] * y[1:] == x[1:] * y[:-1]
    between = (x[:-1] * x[1:] <= 0) & (y[:-1] * y[1:] <= 0)
    return bool(np.any(straight & between))


def _crossings(ring: Floats, point: Point) -> int:
    """How many edges a ray to the east meets. Half-open in latitude, so a corner counts once."""
    x, y = ring[:, 0] - point.lon, ring[:, 1] - point.lat
    spans = (y[:-1] > 0) != (y[1:] > 0)
    turn = x[:-1] * y[1:] - x[1:] * y[:-1]
    rising = y[1:] > y[:-1]
    return int(np.count_nonzero(spans & ((turn > 0) == rising)))
