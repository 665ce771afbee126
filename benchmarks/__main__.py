"""`python -m benchmarks`: one table of what is demanded, what a stock server does, and what ours does."""

import argparse
import sys
import tempfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from benchmarks import acks, fanout, nearest, report, table
from benchmarks.machine import describe
from benchmarks.servers import ROOT, Servers
from benchmarks.table import Row

Part = Callable[[Servers, argparse.Namespace], list[Row]]


def _acks(servers: Servers, wanted: argparse.Namespace) -> list[Row]:
    return acks.measure(servers, rounds=wanted.rounds, seconds=wanted.seconds)


def _fanout(servers: Servers, wanted: argparse.Namespace) -> list[Row]:
    return fanout.measure(servers, rounds=wanted.rounds, screens=wanted.screens, alerts=wanted.alerts)


def _nearest(servers: Servers, wanted: argparse.Namespace) -> list[Row]:
    return [
        table.sooner(
            f"nearest {nearest.COUNT} of {row['responders']:,} responders",
            stock=row["loop_ms"],
            ours=row["ours_ms"],
            unit="ms",
            demand=row["demand"],
        )
        for row in nearest.measure(rounds=max(wanted.rounds, 3))
    ]


PARTS: dict[str, Part] = {"acks": _acks, "fanout": _fanout, "nearest": _nearest}


def _wanted() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("parts", nargs="*", choices=[[], *PARTS], help="default: all")
    parser.add_argument("--rounds", type=int, default=3, help="of each server, turn by turn")
    parser.add_argument("--seconds", type=float, default=5.0, help="of measuring in a round")
    parser.add_argument("--screens", type=int, nargs="+", default=[500], help="one row for each; 500 2000")
    parser.add_argument("--alerts", type=int, default=40, help="watched one by one in a round")
    parser.add_argument("--quick", action="store_true", help="one short round: does it run at all?")
    parser.add_argument("--data", type=Path, default=ROOT / "var", help="where the databases lie")
    parser.add_argument("--write", type=Path, metavar="docs/benchmarks.md", help="keep the figures")
    wanted = parser.parse_args()
    if wanted.quick:
        if wanted.write:
            parser.error("--quick measures too little to be kept")
        wanted.rounds, wanted.seconds, wanted.screens, wanted.alerts = 1, 1.0, [20], 5
    return wanted


def main() -> int:
    """0 when every demand is met (or nothing was really measured), 1 when one falls short."""
    wanted = _wanted()
    wanted.data.mkdir(parents=True, exist_ok=True)
    rows: list[Row] = []
    with tempfile.TemporaryDirectory(prefix="benchmarks-", dir=wanted.data) as folder:
        machine = describe(Path(folder))
        servers = Servers(Path(folder))
        servers.prepare()
        for name in wanted.parts or PARTS:
            rows += PARTS[name](servers, wanted)
    machine["Load"] = f"took at most {servers.busiest:.0%} of one core itself"
    for name, value in machine.items():
        print(f"{name}: {value}")
    print()
    print(table.text(rows))
    if wanted.write:
        today = datetime.now(UTC).date()
        wanted.write.write_text(report.page(rows, machine=machine, wanted=vars(wanted), on=today))
    return int(not wanted.quick and any(row.met is False for row in rows))


if __name__ == "__main__":
    sys.exit(main())
