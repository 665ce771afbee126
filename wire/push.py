"""The process's log: what was committed, encoded once, and a cursor for every screen.

A screen is never sent to in a loop over screens: each has a pump of its own that waits for the log to grow. Frames
are contiguous per zone; a screen that cannot be continued (too far behind, or joined inside a frame) is told to take
a fresh snapshot, never skipped ahead. Everything here runs on the event loop.
"""

import asyncio
from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from uuid import UUID

KEEP = 512
"""Frames a zone's log holds."""
AT_ONCE = 25
"""Screens woken in one turn of the loop: some 2 ms of sending."""


@dataclass(frozen=True, slots=True)
class Frame:
    """All changes of the entries `first`…`last` of a zone, encoded; `beside` are unnumbered frames that follow it."""

    zone: str
    first: int
    last: int
    text: str
    beside: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Touched:
    """Whose own screens may have changed by a commit: an alert's phones and a responder's page."""

    alert: UUID | None
    kind: str
    about: str
    about_id: str
    responder: int | None


class Behind(Exception):
    """The cursor cannot be continued from the log; take a snapshot."""


class ZoneLog:
    def __init__(self, zone: str, *, head: int) -> None:
        self.zone = zone
        self.head = head
        self.frames: deque[Frame] = deque(maxlen=KEEP)

    def append(self, frame: Frame) -> bool:
        """False when entries in between are not known here yet (another process wrote them)."""
        if frame.last <= self.head:
            return True
        if frame.first != self.head + 1:
            return False
        self.frames.append(frame)
        self.head = frame.last
        return True

    def after(self, seq: int) -> list[Frame]:
        """The frames that continue `seq`. Raises Behind when they are gone or `seq` lies inside one."""
        if seq >= self.head:
            return []
        newer: list[Frame] = []
        # From the end: a screen is nearly always one frame behind, and there are many screens.
        for frame in reversed(self.frames):
            if frame.last <= seq:
                break
            newer.append(frame)
        if not newer or newer[-1].first != seq + 1:
            raise Behind(self.zone)
        newer.reverse()
        return newer


class Bell:
    """Rings once, and wakes those who wait a few at a time, a turn of the loop between.

    Were all woken in one turn, nothing written would leave before the last of them had its frame: not the first
    screen's, and not the `received` of the phone that pressed.
    """

    def __init__(self) -> None:
        self._rung = False
        self._waiting: deque[asyncio.Future[None]] = deque()

    def is_set(self) -> bool:
        return self._rung

    async def wait(self) -> None:
        if not self._rung:
            self._waiting.append(woken := asyncio.get_running_loop().create_future())
            await woken

    def ring(self) -> None:
        self._rung = True
        for _ in range(min(AT_ONCE, len(self._waiting))):
            woken = self._waiting.popleft()
            if not woken.done():
                woken.set_result(None)
        if self._waiting:
            asyncio.get_running_loop().call_soon(self.ring)


class Log:
    """All zones of this process, and a bell that rings when any grows."""

    def __init__(self) -> None:
        self.zones: dict[str, ZoneLog] = {}
        self._bell = Bell()
        self.on_touched: list[Callable[[Iterable[Touched]], None]] = []
        self.missing: set[str] = set()

    def zone(self, code: str, *, head: int = 0) -> ZoneLog:
        return self.zones.setdefault(code, ZoneLog(code, head=head))

    def publish(self, frames: Iterable[Frame], touched: Iterable[Touched]) -> None:
        """Append frames and ring; a zone with a hole is noted in `missing` for the tailing reader to fill."""
        for frame in frames:
            known = self.zone(frame.zone, head=frame.first - 1)
            if not known.append(frame):
                self.missing.add(frame.zone)
        rows = list(touched)
        for listener in self.on_touched:
            listener(rows)
        self.ring()

    def ring(self) -> None:
        rung, self._bell = self._bell, Bell()
        rung.ring()

    async def grown(self) -> None:
        await self._bell.wait()

    def bell(self) -> Bell:
        """Take it before looking at the log, wait on it after: then no ring in between is missed."""
        return self._bell

    def heads(self, zones: Iterable[str]) -> dict[str, int]:
        return {code: self.zones[code].head for code in zones if code in self.zones}
