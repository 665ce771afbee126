"""Acknowledged alerts per second: look-up by key, alert, fix, entry and zone number, committed with an fsync.

A hundred phones press in closed loops while one screen looks on; then one phone alone. Every acknowledged key is
looked for in the database afterwards.
"""

from benchmarks.rounds import interleave, middle
from benchmarks.servers import OURS, STOCK, STOCK_KEPT, Servers
from benchmarks.table import Row, more, sooner

DEMAND = 8.0


def measure(servers: Servers, *, rounds: int = 3, seconds: float = 5.0, phones: int = 100) -> list[Row]:
    """T1 and T4. The connection-keeping stock is told for comparison: Django's documentation advises against
    persistent connections under ASGI, so a team that follows it does not have them."""
    storm = interleave(servers, (STOCK, STOCK_KEPT, OURS), "press", rounds=rounds, seconds=seconds, phones=phones)
    alone = interleave(servers, (STOCK, STOCK_KEPT, OURS), "press", rounds=rounds, seconds=seconds / 2, phones=1)
    rate = {name: middle(figures, "rate") for name, figures in storm.items()}
    cost = {name: middle(figures, "server_us") for name, figures in storm.items()}
    wait = {name: middle(figures, "wait_ms") for name, figures in alone.items()}
    ours, stock, kept = OURS.name, STOCK.name, STOCK_KEPT.name
    crowd = f"{phones} phones"
    return [
        more(f"acknowledged alerts, {crowd}", stock=rate[stock], ours=rate[ours], unit="/s", demand=DEMAND),
        more("… stock with kept connections", stock=rate[kept], ours=rate[ours], unit="/s", demand=None),
        sooner(f"processor per alert, {crowd}", stock=cost[stock], ours=cost[ours], unit="µs", demand=None),
        sooner("a lone phone: press to received", stock=wait[stock], ours=wait[ours], unit="ms", demand=1.0),
        sooner("… stock with kept connections", stock=wait[kept], ours=wait[ours], unit="ms", demand=None),
    ]
