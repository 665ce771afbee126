"""The fleet in memory: where every responder is, as arrays.

A position costs a microsecond here against 650 as a saved row. Once a second the responders that moved go out as one
frame per desk and into the database as one batch; the database is where a process starts from and what others read.
"""

import struct
from collections.abc import Iterable
from dataclasses import dataclass
from threading import Lock

import numpy as np
from django.conf import settings

from command.allocation.facts import FleetRow, FleetView

HEADER = struct.Struct("<BBHId")
RECORD = np.dtype([("responder", "<u4"), ("lat", "<i4"), ("lon", "<i4")])
VERSION, KIND_POSITIONS = 1, 1
SCALE = 1e7


@dataclass(frozen=True, slots=True)
class Heard:
    """A report as kept: WGS-84 degrees, metres, epoch seconds of the server; the phone's own time is a claim."""

    responder: int
    lat: float
    lon: float
    accuracy: float
    at: float
    claimed_at: float | None = None


class Fleet:
    """Reported to from the event loop, asked from any thread."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._rows: dict[int, FleetRow] = {}
        self._index: dict[int, int] = {}
        self._lat = self._lon = self._at = np.zeros(0)
        self._accuracy: dict[int, float] = {}
        self._dirty: dict[int, Heard] = {}
        self._back: set[int] = set()
        self._view: FleetView | None = None
        self._moved = False

    def load(self, rows: Iterable[FleetRow], *, accuracy: dict[int, float] | None = None) -> None:
        """Start over with these responders; what was heard since and is newer stays."""
        with self._lock:
            newest = {number: self._row_now(number) for number in self._rows}
            self._rows = {row.id: _newer(row, newest.get(row.id)) for row in rows}
            self._accuracy = (accuracy or {}) | self._accuracy
            self._build()

    def patch(self, rows: Iterable[FleetRow]) -> None:
        """Duty, engagement or the person changed; places known here that are newer stay."""
        with self._lock:
            for row in rows:
                current = self._row_now(row.id) if row.id in self._rows else None
                self._rows[row.id] = _newer(row, current)
            self._build()

    def _row_now(self, number: int) -> FleetRow:
        index = self._index[number]
        at = float(self._at[index])
        if np.isnan(at):
            return self._rows[number]
        return self._rows[number]._replace(lat=float(self._lat[index]), lon=float(self._lon[index]), position_at=at)

    def _build(self) -> None:
        rows = list(self._rows.values())
        self._index = {row.id: index for index, row in enumerate(rows)}
        self._view = FleetView.of(rows)
        self._lat = np.array(self._view.places.lat)
        self._lon = np.array(self._view.places.lon)
        self._at = np.array(self._view.position_at)
        self._moved = False

    def __contains__(self, responder: int) -> bool:
        return responder in self._index

    def zone_of(self, responder: int) -> str | None:
        row = self._rows.get(responder)
        return row.zone if row else None

    def report(self, heard: Heard, *, stored: bool = False) -> bool:
        """Take a report; `stored` when another process has already saved it. False for an unknown responder."""
        with self._lock:
            index = self._index.get(heard.responder)
            if index is None:
                return False
            before = self._at[index]
            if heard.at < before:
                return True
            if not heard.at - before <= settings.TIMERS["out_of_contact"]:
                self._back.add(heard.responder)
            self._lat[index], self._lon[index], self._at[index] = heard.lat, heard.lon, heard.at
            self._accuracy[heard.responder] = heard.accuracy
            if not stored:
                self._dirty[heard.responder] = heard
            self._moved = True
        return True

    def where(self, responder: int) -> Heard | None:
        """The latest place of one responder."""
        with self._lock:
            index = self._index.get(responder)
            if index is None or np.isnan(self._at[index]):
                return None
            return Heard(
                responder,
                float(self._lat[index]),
                float(self._lon[index]),
                self._accuracy.get(responder, 0.0),
                float(self._at[index]),
            )

    def view(self) -> FleetView:
        """The fleet as the engine sees it now."""
        with self._lock:
            if self._view is None:
                self._view = FleetView.of([])
            if self._moved:
                self._view = self._view.moved(lat=self._lat.copy(), lon=self._lon.copy(), position_at=self._at.copy())
                self._moved = False
            return self._view

    def keep(self, heard: Iterable[Heard]) -> None:
        """These could not be stored; try again with the next second, unless something newer was heard meanwhile."""
        with self._lock:
            for each in heard:
                self._dirty.setdefault(each.responder, each)

    def take_back(self) -> set[int]:
        """Who was heard again, since the last time, after having been out of contact."""
        with self._lock:
            back, self._back = self._back, set()
        return back

    def take_moved(self) -> list[Heard]:
        """Who was heard since the last time, each once, at its latest place."""
        with self._lock:
            moved, self._dirty = list(self._dirty.values()), {}
        return moved


def _newer(row: FleetRow, known: FleetRow | None) -> FleetRow:
    if known is None or known.position_at is None:
        return row
    if row.position_at is not None and row.position_at >= known.position_at:
        return row
    return row._replace(lat=known.lat, lon=known.lon, position_at=known.position_at)


def position_frame(moved: Iterable[Heard], *, at: float) -> bytes:
    """Little-endian: u8 version, u8 kind, u16 0, u32 count, f64 epoch seconds; then per responder u32 number,
    i32 latitude and i32 longitude in 1e-7 degrees: 12 bytes each."""
    rows = list(moved)
    records = np.zeros(len(rows), dtype=RECORD)
    records["responder"] = [heard.responder for heard in rows]
    records["lat"] = np.rint(np.array([heard.lat for heard in rows]) * SCALE)
    records["lon"] = np.rint(np.array([heard.lon for heard in rows]) * SCALE)
    return HEADER.pack(VERSION, KIND_POSITIONS, 0, len(rows), at) + records.tobytes()


fleet = Fleet()
