"""Phones that press and screens that watch, on the light client."""

import asyncio
import random
import time
from collections.abc import Awaitable, Callable, Sequence
from functools import partial
from time import perf_counter
from uuid import uuid4

import orjson

from benchmarks.client import Socket, connect, encoded

ACK_EVERY = 8
CONNECT_AT_ONCE = 10
PATIENCE_SECONDS = 30.0

OnReceived = Callable[["Phone", float], None]
OnFrame = Callable[["Screen", bytes, float], None]
"""Who heard it, what, and when on the clock of `perf_counter`."""


def press(words: str = "") -> tuple[str, bytes]:
    """A key and the whole frame that presses with it, somewhere in the north of the demo's banner."""
    key = str(uuid4())
    lat, lon = random.uniform(43.8, 44.4), random.uniform(115.6, 116.6)
    at = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())
    body = (
        f'{{"type":"press","key":"{key}","pressed_at":"{at}","battery":64,"language":"zh-Hans","text":"{words}",'
        f'"fix":{{"lat":{lat:.6f},"lon":{lon:.6f},"accuracy":18.5,"at":"{at}"}}}}'
    )
    return key, encoded(body.encode())


class Phone:
    """Presses, waits for `received`, presses again: a closed loop."""

    def __init__(self, on_received: OnReceived) -> None:
        self.on_received = on_received
        self.key = ""
        self.pressed = 0.0
        self.problems = 0
        self.socket: Socket | None = None

    async def open(self, url: str) -> None:
        self.socket = await connect(f"{url}/ws/help/", self._heard)

    def press(self, words: str = "") -> None:
        assert self.socket is not None
        self.key, frame = press(words)
        self.pressed = perf_counter()
        self.socket.send(frame)

    def _heard(self, socket: Socket, payload: bytes, at: float) -> None:
        kind = payload[:24]
        if b'"received"' in kind:
            if self.key.encode() in payload:
                self.on_received(self, at)
        elif b'"problem"' in kind:
            self.problems += 1


class Screen:
    """A desk: it hears frames, and acknowledges every eighth numbered one."""

    def __init__(self, on_frame: OnFrame, *, frames: int = 0) -> None:
        self.on_frame = on_frame
        self.frames = frames
        self.seq: dict[str, int] = {}
        self.ready = asyncio.Event()
        self.socket: Socket | None = None

    async def open(self, url: str, token: str) -> None:
        self.socket = await connect(f"{url}/ws/desk/", self._heard, token=token)
        await asyncio.wait_for(self.ready.wait(), PATIENCE_SECONDS)

    def _heard(self, socket: Socket, payload: bytes, at: float) -> None:
        kind = payload[:28]
        if b'"snapshot"' in kind:
            # A later one is what a screen that fell behind is healed with: its alerts are shown, too.
            if self.ready.is_set():
                self.on_frame(self, payload, at)
            self.ready.set()
        elif b'"heartbeat"' not in kind:
            self.on_frame(self, payload, at)
            if b'"desk.changes"' in kind:
                self._acknowledge(socket, payload)

    def _acknowledge(self, socket: Socket, payload: bytes) -> None:
        self.frames += 1
        changes = orjson.loads(payload)
        self.seq[changes["zone"]] = changes["to"]
        if self.frames % ACK_EVERY == 0:
            socket.send(encoded(orjson.dumps({"type": "ack", "seq": self.seq})))


async def _open_all(opening: Sequence[Callable[[], Awaitable[None]]]) -> None:
    gate = asyncio.Semaphore(CONNECT_AT_ONCE)

    async def one(act: Callable[[], Awaitable[None]]) -> None:
        async with gate:
            await act()

    await asyncio.gather(*(one(act) for act in opening))


async def open_screens(count: int, on_frame: OnFrame, *, url: str, token: str) -> list[Screen]:
    # Their acknowledgements are out of step, as those of screens opened at different times are.
    screens = [Screen(on_frame, frames=number % ACK_EVERY) for number in range(count)]
    await _open_all([partial(screen.open, url, token) for screen in screens])
    return screens


async def open_phones(count: int, on_received: OnReceived, *, url: str) -> list[Phone]:
    phones = [Phone(on_received) for _ in range(count)]
    await _open_all([partial(phone.open, url) for phone in phones])
    return phones
