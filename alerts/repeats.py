"""When one unknown phone presses again and again: flag and collapse, never drop. Pure.

More than three unverified presses in ten minutes from one device and one square of a kilometre become one card with a
counter; every press keeps its own key and words. A new place or new words open a new card.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

WINDOW = timedelta(minutes=10)
SEPARATE = 3
"""So many cards of their own before presses collapse."""
CELL_DEGREES = 0.009
"""A kilometre of latitude."""

Cell = tuple[int, int] | None


def cell(lat: float | None, lon: float | None) -> Cell:
    """The square of about a kilometre a place lies in; None without a place."""
    if lat is None or lon is None:
        return None
    row = math.floor(lat / CELL_DEGREES)
    width = CELL_DEGREES / max(math.cos(math.radians(row * CELL_DEGREES)), 0.01)
    return row, math.floor(lon / width)


@dataclass(frozen=True, slots=True)
class Earlier:
    """An open alert of the same device: how many presses it holds since the window opened, and its words."""

    alert: UUID
    cell: Cell
    received_at: datetime
    presses: int
    texts: frozenset[str]


def collapses_into(earlier: Sequence[Earlier], *, at: datetime, here: Cell, text: str) -> UUID | None:
    """The alert that a press joins, or None when it opens a card of its own."""
    near = [each for each in earlier if each.cell == here and at - each.received_at <= WINDOW]
    said = frozenset().union(*(each.texts for each in near))
    if sum(each.presses for each in near) < SEPARATE or (text and text not in said):
        return None
    return max(near, key=lambda each: (each.received_at, each.alert)).alert
