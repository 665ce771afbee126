"""From the press to the screens: the last of many, the first of a few, and a burst that must reach all.

One alert at a time, timed by one clock in the client's process from the press being sent to the bytes having come.
"""

from benchmarks.rounds import interleave, middle
from benchmarks.servers import OURS, STOCK, Servers
from benchmarks.table import Row, none, sooner

LAST_DEMAND = 3.0
FIRST_DEMAND = 2.0
FEW = 5
BURST = 600


def measure(servers: Servers, *, rounds: int = 3, screens: int = 500, alerts: int = 40) -> list[Row]:
    """T6 (at `screens`), T21 against stock and T22's missing frames."""
    kinds = (STOCK, OURS)
    many = interleave(servers, kinds, "watch", rounds=rounds, screens=screens, alerts=alerts)
    few = interleave(servers, kinds, "watch", rounds=rounds, screens=FEW, alerts=2 * alerts)
    burst = interleave(servers, kinds, "burst", rounds=1, screens=FEW, alerts=BURST)
    last = {name: middle(figures, "last_ms") for name, figures in many.items()}
    first = {name: middle(figures, "first_ms") for name, figures in few.items()}
    missing = {name: int(middle(figures, "missing")) for name, figures in burst.items()}
    ours, stock = OURS.name, STOCK.name
    return [
        sooner(
            f"alert on the last of {screens} screens", stock=last[stock], ours=last[ours], unit="ms", demand=LAST_DEMAND
        ),
        sooner(
            f"alert on the first of {FEW} screens", stock=first[stock], ours=first[ours], unit="ms", demand=FIRST_DEMAND
        ),
        none(f"missing of {BURST} at once on {FEW} screens", stock=missing[stock], ours=missing[ours]),
    ]
