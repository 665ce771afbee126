"""Rows of the table: one measure, both servers, and whether the demand is met."""

from collections.abc import Sequence
from dataclasses import dataclass

TITLES = ("measure", "stock", "ours", "ratio", "demand", "")


@dataclass(frozen=True, slots=True)
class Row:
    """`met` None: for information, nothing is demanded."""

    measure: str
    stock: str
    ours: str
    ratio: float | None
    demand: str
    met: bool | None

    def cells(self) -> tuple[str, ...]:
        ratio = "" if self.ratio is None else f"{self.ratio:.1f}x"
        verdict = {None: "", True: "met", False: "SHORT"}[self.met]
        return (self.measure, self.stock, self.ours, ratio, self.demand, verdict)


def more(measure: str, *, stock: float, ours: float, unit: str, demand: float | None) -> Row:
    """The more the better: ours over stock, at least `demand`."""
    return _row(measure, stock, ours, ours / stock, unit, demand)


def sooner(measure: str, *, stock: float, ours: float, unit: str, demand: float | None) -> Row:
    """The less the better: stock over ours, at least `demand`."""
    return _row(measure, stock, ours, stock / ours, unit, demand)


def none(measure: str, *, stock: int, ours: int) -> Row:
    """Ours must be 0."""
    return Row(measure, str(stock), str(ours), None, "0", ours == 0)


def _row(measure: str, stock: float, ours: float, ratio: float, unit: str, demand: float | None) -> Row:
    return Row(
        measure=measure,
        stock=f"{_figure(stock)} {unit}",
        ours=f"{_figure(ours)} {unit}",
        ratio=ratio,
        demand="" if demand is None else f"≥ {demand:g}x",
        met=None if demand is None else ratio >= demand,
    )


def _figure(value: float) -> str:
    """Three digits that count, and no more than are known."""
    digits = 0 if value >= 100 else 1 if value >= 10 else 2
    return f"{value:,.{digits}f}"


def text(rows: Sequence[Row]) -> str:
    lines = [TITLES, *(row.cells() for row in rows)]
    widths = [max(len(line[column]) for line in lines) for column in range(len(TITLES))]
    return "\n".join(
        "  ".join(
            cell.ljust(width) if column == 0 else cell.rjust(width)
            for column, (cell, width) in enumerate(zip(line, widths, strict=True))
        ).rstrip()
        for line in lines
    )


def markdown(rows: Sequence[Row]) -> str:
    lines = [
        TITLES,
        ("---", "--:", "--:", "--:", "--:", "---"),
        *(row.cells() for row in rows),
    ]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
