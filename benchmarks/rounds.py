"""Turn by turn: every server once a round, so that a busy machine slows all alike; figures are medians."""

import sys
from collections.abc import Sequence
from statistics import median
from typing import Any
from uuid import UUID

from benchmarks.servers import Kind, Server, Servers

Figures = dict[str, Any]


def interleave(
    servers: Servers, kinds: Sequence[Kind], scene: str, *, rounds: int, **options: Any
) -> dict[str, list[Figures]]:
    """The figures of every round by the server's name. RuntimeError when a server failed or lost an alert."""
    found: dict[str, list[Figures]] = {kind.name: [] for kind in kinds}
    for turn in range(rounds):
        for kind in kinds:
            with servers.running(kind) as server:
                figures = _measure(server, scene, options)
            found[kind.name].append(figures)
            servers.busiest = max(servers.busiest, figures["client_cpu"])
            _say(f"{scene} {turn + 1}/{rounds} {kind.name}: {_short(figures)}")
    return found


def middle(rounds: Sequence[Figures], name: str) -> float:
    return float(median(figures[name] for figures in rounds))


def _measure(server: Server, scene: str, options: Figures) -> Figures:
    if scene != "press":
        return server.load(scene, **options)
    acknowledged = server.data / "acknowledged"
    figures = server.load(scene, **options, keys=acknowledged)
    _check(server, figures, {UUID(key) for key in acknowledged.read_text().split()})
    return figures


def _check(server: Server, figures: Figures, acknowledged: set[UUID]) -> None:
    """A figure counts only when every alert that was acknowledged is in the database, and nobody was refused."""
    lost = acknowledged - server.stored()
    if lost or figures["problems"] or figures["gone"] or not figures["rate"]:
        raise RuntimeError(f"{server.kind.name} lost {len(lost)} alerts: {figures}")


def _short(figures: Figures) -> str:
    return ", ".join(
        f"{name} {value:.3g}" if isinstance(value, float) and value < 100 else f"{name} {value:.0f}"
        for name, value in figures.items()
    )


def _say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)
