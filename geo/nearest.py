"""The nearest of many places, exactly: sieve by chords in numpy, then measure the few by geodesic.

A geodesic is never shorter than its chord and never longer than `longest_arcs` of it. So with c the
K-th smallest chord, the K nearest all lie within longest_arcs(c), hence have a chord within it, and
whatever has a longer chord need not be measured. Below 100 km the two bounds differ by a few
metres: hardly more than K places are measured, and no index has to be kept up to date.
"""

from dataclasses import dataclass
from typing import NamedTuple, Self

import numpy as np

from geo.ecef import Floats, Ints, Mask, longest_arcs, squared_chords, to_ecef
from geo.point import Point, metres_between

ROUNDING = 0.001
"""Metres allowed for the rounding of coordinates (a few nanometres) before any is ruled out."""


class Found(NamedTuple):
    """`row` in the arrays of `Places`; `metres` along the geodesic."""

    row: int
    id: int
    metres: float


@dataclass(frozen=True, slots=True, eq=False)
class Places:
    """n places as arrays of length n: ids, degrees; `xyz` is their ECEF in metres, shape (3, n).

    `known`: where there is a place at all, the others have NaN degrees.
    """

    ids: Ints
    lat: Floats
    lon: Floats
    xyz: Floats
    known: Mask

    @classmethod
    def of(cls, ids: Ints, lat: Floats, lon: Floats) -> Self:
        """ValueError when the arrays differ in length. NaN degrees are kept and never found."""
        if not ids.shape == lat.shape == lon.shape or ids.ndim != 1:
            raise ValueError("ids, lat and lon must be flat and of one length")
        known = np.isfinite(lat) & np.isfinite(lon)
        return cls(ids=ids, lat=lat, lon=lon, xyz=to_ecef(lat, lon), known=known)


def measured(places: Places, rows: Ints, *, to: Point) -> list[Found]:
    """The true distance of each named row, nearest first, equal distances by id."""
    # A station's whole crew stands at one point: it is measured once.
    degrees = list(zip(places.lat[rows].tolist(), places.lon[rows].tolist(), strict=True))
    metres = {place: metres_between(to.lat, to.lon, *place) for place in set(degrees)}
    numbered = zip(rows.tolist(), places.ids[rows].tolist(), degrees, strict=True)
    found = [Found(row, number, metres[place]) for row, number, place in numbered]
    return sorted(found, key=lambda one: (one.metres, one.id))


def nearest(places: Places, *, to: Point, count: int, among: Mask | None = None) -> list[Found]:
    """The `count` nearest where `among` is true (or of all), nearest first; fewer if too few."""
    if count <= 0:
        return []
    chosen = _chosen(places, among)
    if count < chosen.size:
        # Those left out stand infinitely far: cheaper than copying the others together.
        squares = np.where(chosen, squared_chords(places.xyz, to=to), np.inf)
        last = np.sqrt(np.partition(squares, count - 1)[count - 1])
        reach = longest_arcs(last) + ROUNDING
        chosen = squares <= reach * reach
    return measured(places, np.flatnonzero(chosen), to=to)[:count]


def within(places: Places, *, of: Point, metres: float, among: Mask | None = None) -> list[Found]:
    """All at most `metres` away where `among` is true, nearest first."""
    rows = np.flatnonzero(within_mask(places, of=of, metres=metres, among=among))
    return measured(places, rows, to=of)


def within_mask(places: Places, *, of: Point, metres: float, among: Mask | None = None) -> Mask:
    """The same as a mask of length n; only places in the thin ring of doubt are measured."""
    rows = np.flatnonzero(_chosen(places, among))
    chords = np.sqrt(squared_chords(places.xyz, to=of)[rows])
    surely = longest_arcs(chords) + ROUNDING <= metres
    inside = np.zeros(places.ids.shape, dtype=np.bool_)
    inside[rows[surely]] = True
    doubtful = rows[~surely & (chords <= metres + ROUNDING)]
    for found in measured(places, doubtful, to=of):
        inside[found.row] = found.metres <= metres
    return inside


def _chosen(places: Places, among: Mask | None) -> Mask:
    return places.known if among is None else places.known & among
