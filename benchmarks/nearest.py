"""Nearest 10 against what a team would write at first: geopy over everybody, then sort.

Both answer the same questions over the same fleet, turn by turn (A B A B), so that a busy machine
slows both alike; the figures are medians and the demand is their ratio. Run by
`python -m benchmarks.nearest`.
"""

from collections.abc import Callable, Sequence
from statistics import median
from time import perf_counter
from typing import Any

import numpy as np
from geopy.distance import geodesic

from command.allocation.facts import KINDS, MODES, FleetRow, FleetView, Need
from command.allocation.plan import propose
from geo.nearest import Places, nearest
from geo.point import Point

COUNT = 10
DEMANDS = {1_000: 40.0, 10_000: 250.0}
"""Responders → how many times faster than the loop (T12)."""
OURS_PER_TURN = 20
"""Ours takes a millisecond: a turn is the mean of so many, lest the timer be measured."""


def measure(*, sizes: Sequence[int] = (1_000, 10_000), rounds: int = 5) -> list[dict[str, Any]]:
    """One dict per size: medians in ms of the loop, ours and a whole plan; ratio and demand.

    ValueError when `rounds` < 3; AssertionError when the two answers differ.
    """
    if rounds < 3:
        raise ValueError("a median needs at least three rounds")
    return [_compare(size, rounds) for size in sizes]


def _compare(size: int, rounds: int) -> dict[str, Any]:
    chance = np.random.default_rng(size)
    places, fleet = _fleet(size, chance)
    loop: list[float] = []
    ours: list[float] = []
    plan: list[float] = []
    for _ in range(rounds):
        here = Point(chance.uniform(42.6, 45), chance.uniform(114.8, 117.6))
        need = Need(lat=here.lat, lon=here.lon, skills=frozenset({"first_aid"}))
        expected = _timed(lambda: _brute(places, here), loop)  # noqa: B023 (called at once)
        found = _timed(lambda: nearest(places, to=here, count=COUNT), ours, OURS_PER_TURN)  # noqa: B023
        assert [one.id for one in found] == expected
        _timed(lambda: propose(need, fleet, now=0.0), plan, OURS_PER_TURN)  # noqa: B023
    return {
        "responders": size,
        "loop_ms": median(loop),
        "ours_ms": median(ours),
        "plan_ms": median(plan),
        "ratio": median(loop) / median(ours),
        "demand": DEMANDS.get(size),
    }


def _timed(call: Callable[[], Any], into: list[float], times: int = 1) -> Any:
    start = perf_counter()
    for _ in range(times):
        answer = call()
    into.append((perf_counter() - start) / times * 1000)
    return answer


def _brute(places: Places, here: Point) -> list[int]:
    rows = zip(places.ids.tolist(), places.lat.tolist(), places.lon.tolist(), strict=True)
    ranked = sorted((geodesic((here.lat, here.lon), (lat, lon)).meters, number) for number, lat, lon in rows)
    return [number for _, number in ranked[:COUNT]]


def _fleet(size: int, chance: np.random.Generator) -> tuple[Places, FleetView]:
    """A banner's worth of ground; every third knows first aid, one in ten is engaged."""
    lat, lon = chance.uniform(42.6, 45, size), chance.uniform(114.8, 117.6, size)
    fleet = FleetView.of(
        FleetRow(
            id=number + 1,
            name=f"responder {number + 1}",
            kind=KINDS[number % len(KINDS)],
            mode=MODES[number % len(MODES)],
            zone="north",
            lat=float(lat[number]),
            lon=float(lon[number]),
            position_at=0.0,
            engaged=number % 10 == 0,
            skills=("first_aid",) if number % 3 == 0 else (),
        )
        for number in range(size)
    )
    return fleet.places, fleet


def main() -> None:
    head = ("responders", "loop ms", "ours ms", "ratio", "demand", "whole plan ms")
    print("  ".join(f"{title:>13}" for title in head))
    for row in measure():
        demand = row["demand"]
        short = "" if demand is None or row["ratio"] >= demand else "  FALLS SHORT"
        print(
            f"{row['responders']:>13}  {row['loop_ms']:>13.1f}  {row['ours_ms']:>13.3f}  "
            f"{row['ratio']:>12.0f}x  {demand or 0:>12.0f}x  {row['plan_ms']:>13.3f}{short}"
        )


if __name__ == "__main__":
    main()
