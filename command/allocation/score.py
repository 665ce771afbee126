"""Best first: by travel time in whole seconds, then distance, then id; exact, few are measured.

A chord bounds its geodesic from both sides (geo.ecef), and per mode the time grows with the
distance, so it bounds the time too. With t the K-th smallest upper bound, no one whose lower bound
is later than t can be among the K best, whatever the mode. The same K as merging the K nearest of
every mode, for a sixth of the geodesics.
"""

from math import floor
from typing import NamedTuple

import numpy as np

from command.allocation.facts import FleetView
from command.allocation.travel import Pace
from geo.ecef import Floats, Ints, Mask, longest_arcs, squared_chords
from geo.nearest import Found, measured
from geo.point import Point

_WHOLE_SECOND = 1.0
"""Times are compared when rounded, so those within a second may stand in either order."""


class Ranked(NamedTuple):
    """`row` in the fleet's arrays."""

    row: int
    id: int
    metres: float
    eta_seconds: int


class Times:
    """Seconds to the need: from a road router where it knows the way, else from the pace.

    `routed`: length n, seconds, NaN where the router has no answer; None = no router.
    """

    def __init__(self, pace: Pace, *, routed: Floats | None = None) -> None:
        self._pace = pace
        self._routed = routed

    def seconds(self, fleet: FleetView, rows: Ints, metres: Floats) -> Floats:
        estimated = self._pace.seconds(metres, modes=fleet.modes[rows])
        if self._routed is None:
            return estimated
        routed = self._routed[rows]
        return np.where(np.isfinite(routed), routed, estimated)


def rank(fleet: FleetView, *, to: Point, among: Mask, limit: int, times: Times) -> list[Ranked]:
    """The `limit` best of those `among` (all with a place and able to go), best first."""
    rows = np.flatnonzero(among)
    if limit <= 0 or not rows.size:
        return []
    if rows.size > limit:
        rows = _hopeful(fleet, rows, to=to, limit=limit, times=times)
    found = measured(fleet.places, rows, to=to)
    return sorted(_timed(fleet, found, times), key=_order)[:limit]


def _hopeful(fleet: FleetView, rows: Ints, *, to: Point, limit: int, times: Times) -> Ints:
    chords = np.sqrt(squared_chords(fleet.places.xyz, to=to)[rows])
    latest = times.seconds(fleet, rows, longest_arcs(chords))
    bar = np.partition(latest, limit - 1)[limit - 1] + _WHOLE_SECOND
    hopeful: Ints = rows[times.seconds(fleet, rows, chords) <= bar]
    return hopeful


def _timed(fleet: FleetView, found: list[Found], times: Times) -> list[Ranked]:
    rows = np.array([one.row for one in found], dtype=np.int64)
    metres = np.array([one.metres for one in found])
    seconds = times.seconds(fleet, rows, metres).tolist()
    return [
        Ranked(one.row, one.id, one.metres, floor(second + 0.5)) for one, second in zip(found, seconds, strict=True)
    ]


def _order(one: Ranked) -> tuple[int, float, int]:
    return one.eta_seconds, one.metres, one.id
