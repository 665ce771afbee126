"""From the press to the screens: the last of many, the first of a few, and a burst that must reach all.

One alert at a time, timed by one clock in the client's process from the press being sent to the bytes having come.
"""

from collections.abc import Sequence

from benchmarks.rounds import interleave, middle
from benchmarks.servers import OURS, STOCK, Servers
from benchmarks.table import Row, none, sooner

KINDS = (STOCK, OURS)
LAST_DEMANDS = {500: 3.0, 2000: 5.0}
"""Screens → how much sooner the last of them has it (T6 is the second)."""
FIRST_DEMAND = 2.0
FEW = 5
BURST = 600
MANY_FRAMES = 20_000
"""Deliveries that are enough for a round: more screens watch fewer alerts."""


def measure(servers: Servers, *, rounds: int = 3, screens: Sequence[int] = (500,), alerts: int = 40) -> list[Row]:
    """T6, T21 against stock and T22's missing frames."""
    return [
        *(_last(servers, count, rounds, min(alerts, max(MANY_FRAMES // count, 5))) for count in screens),
        _first(servers, rounds, 2 * alerts),
        _burst(servers),
    ]


def _last(servers: Servers, screens: int, rounds: int, alerts: int) -> Row:
    found = interleave(servers, KINDS, "watch", rounds=rounds, screens=screens, alerts=alerts)
    return sooner(
        f"alert on the last of {screens:,} screens",
        stock=middle(found[STOCK.name], "last_ms"),
        ours=middle(found[OURS.name], "last_ms"),
        unit="ms",
        demand=LAST_DEMANDS.get(screens),
    )


def _first(servers: Servers, rounds: int, alerts: int) -> Row:
    found = interleave(servers, KINDS, "watch", rounds=rounds, screens=FEW, alerts=alerts)
    return sooner(
        f"alert on the first of {FEW} screens",
        stock=middle(found[STOCK.name], "first_ms"),
        ours=middle(found[OURS.name], "first_ms"),
        unit="ms",
        demand=FIRST_DEMAND,
    )


def _burst(servers: Servers) -> Row:
    found = interleave(servers, KINDS, "burst", rounds=1, screens=FEW, alerts=BURST)
    return none(
        f"missing of {BURST} at once on {FEW} screens",
        stock=int(middle(found[STOCK.name], "missing")),
        ours=int(middle(found[OURS.name], "missing")),
    )
