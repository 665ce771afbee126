"""The load, in a process of its own: phones that press and screens that watch, alike for every server.

`python -m benchmarks.load press|watch|burst --url ws://127.0.0.1:8000 …` prints one JSON object. Times are in
milliseconds; `client_cpu` is the share of one core this process took while it measured: near 1 it would be measuring
itself.
"""

import argparse
import asyncio
import gc
import json
import os
import random
import re
import time
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any
from uuid import uuid4

import orjson

from benchmarks.client import Socket, connect, encoded

ACK_EVERY = 8
CONNECT_AT_ONCE = 10
PATIENCE_SECONDS = 30.0
WORDS = re.compile(rb'"text": ?"bench (\d+)"')


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


def cpu_seconds(pid: int) -> float:
    """User and system time of a process so far."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


class Meter:
    """Processor time of server and client over a stretch of work."""

    def __init__(self, pid: int) -> None:
        self.pid = pid
        self.start()

    def start(self) -> None:
        self.wall, self.client, self.server = perf_counter(), time.process_time(), cpu_seconds(self.pid)

    def read(self) -> tuple[float, float, float]:
        """Seconds passed, client's and server's share of one core."""
        wall = perf_counter() - self.wall
        client, server = time.process_time() - self.client, cpu_seconds(self.pid) - self.server
        return wall, client / wall, server / wall


class Phone:
    """Presses, waits for `received`, presses again: a closed loop."""

    def __init__(self, on_received: Callable[["Phone", float], None]) -> None:
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

    def __init__(self, on_frame: Callable[["Screen", bytes, float], None], *, frames: int = 0) -> None:
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


async def open_all(opening: Sequence[Callable[[], Awaitable[None]]]) -> None:
    gate = asyncio.Semaphore(CONNECT_AT_ONCE)

    async def one(act: Callable[[], Awaitable[None]]) -> None:
        async with gate:
            await act()

    await asyncio.gather(*(one(act) for act in opening))


async def open_screens(count: int, on_frame: Callable[[Screen, bytes, float], None], wanted: Any) -> list[Screen]:
    # Their acknowledgements are out of step, as those of screens opened at different times are.
    screens = [Screen(on_frame, frames=number % ACK_EVERY) for number in range(count)]
    await open_all([lambda screen=screen: screen.open(wanted.url, wanted.token) for screen in screens])  # type: ignore[misc]
    return screens


async def open_phones(count: int, on_received: Callable[[Phone, float], None], url: str) -> list[Phone]:
    phones = [Phone(on_received) for _ in range(count)]
    await open_all([lambda phone=phone: phone.open(url) for phone in phones])  # type: ignore[misc]
    return phones


async def pressing(wanted: Any) -> dict[str, Any]:
    """Acknowledged alerts per second with `phones` in closed loops and `screens` looking on."""
    waits: list[float] = []
    keys: list[str] = []
    measuring = False
    going_on = True

    def received(phone: Phone, at: float) -> None:
        keys.append(phone.key)
        if measuring:
            waits.append(at - phone.pressed)
        if going_on:
            phone.press()

    await open_screens(wanted.screens, lambda *_: None, wanted)
    phones = await open_phones(wanted.phones, received, wanted.url)
    gc.collect()
    for phone in phones:
        phone.press()
    await asyncio.sleep(wanted.warm)
    meter, measuring = Meter(wanted.pid), True
    await asyncio.sleep(wanted.seconds)
    measuring = False
    wall, client, server = meter.read()
    going_on = False
    await asyncio.sleep(1)
    if wanted.keys:
        wanted.keys.write_text("\n".join(keys))
    return {
        "rate": len(waits) / wall,
        "wait_ms": median(waits) * 1000 if waits else None,
        "wait_p95_ms": percentile(waits, 0.95) * 1000 if waits else None,
        "server_us": server * wall / len(waits) * 1e6 if waits else None,
        "client_cpu": client,
        "server_cpu": server,
        "problems": sum(phone.problems for phone in phones),
        "gone": sum(not (phone.socket and phone.socket.is_open) for phone in phones),
    }


def percentile(values: Sequence[float], share: float) -> float:
    return sorted(values)[min(len(values) - 1, int(len(values) * share))]


class Watch:
    """Waits until every screen has shown the words of one alert."""

    def __init__(self, screens: int) -> None:
        self.screens = screens
        self.words = b"\0"
        self.shown: dict[int, float] = {}
        self.all = asyncio.Event()

    def expect(self, words: str) -> None:
        self.words, self.shown = words.encode(), {}
        self.all.clear()

    def frame(self, screen: Screen, payload: bytes, at: float) -> None:
        if self.words in payload and id(screen) not in self.shown:
            self.shown[id(screen)] = at
            if len(self.shown) == self.screens:
                self.all.set()


async def watching(wanted: Any) -> dict[str, Any]:
    """One alert at a time: from its press until the first and the last of `screens` has it."""
    watch = Watch(wanted.screens)
    received: list[float] = []
    screens = await open_screens(wanted.screens, watch.frame, wanted)
    [phone] = await open_phones(1, lambda phone, at: received.append(at - phone.pressed), wanted.url)
    gc.collect()
    await asyncio.sleep(wanted.warm)
    first: list[float] = []
    last: list[float] = []
    missing = 0
    meter = Meter(wanted.pid)
    for number in range(wanted.alerts):
        words = f"bench {number:06d}"
        watch.expect(words)
        phone.press(words)
        try:
            await asyncio.wait_for(watch.all.wait(), PATIENCE_SECONDS)
        except TimeoutError:
            missing += len(screens) - len(watch.shown)
        if watch.shown:
            first.append(min(watch.shown.values()) - phone.pressed)
            last.append(max(watch.shown.values()) - phone.pressed)
        await asyncio.sleep(wanted.pause)
    wall, client, server = meter.read()
    return {
        "received_ms": median(received) * 1000,
        "first_ms": median(first) * 1000,
        "last_ms": median(last) * 1000,
        "missing": missing,
        "delivery_us": server * wall / (wanted.alerts * wanted.screens - missing) * 1e6,
        "client_cpu": client,
        "server_cpu": server,
    }


async def bursting(wanted: Any) -> dict[str, Any]:
    """`alerts` pressed at once from many phones: how many each screen never showed, and when all had all."""
    shown: dict[int, set[bytes]] = {}
    newest = 0.0
    acknowledged = 0

    def frame(screen: Screen, payload: bytes, at: float) -> None:
        nonlocal newest
        found = WORDS.findall(payload)
        if found:
            shown.setdefault(id(screen), set()).update(found)
            newest = at

    def received(phone: Phone, at: float) -> None:
        nonlocal acknowledged
        acknowledged += 1

    screens = await open_screens(wanted.screens, frame, wanted)
    phones = await open_phones(wanted.alerts, received, wanted.url)
    gc.collect()
    await asyncio.sleep(wanted.warm)
    meter = Meter(wanted.pid)
    for number, phone in enumerate(phones):
        phone.press(f"bench {number:06d}")
    until = perf_counter() + PATIENCE_SECONDS
    while perf_counter() < until:
        await asyncio.sleep(0.1)
        if acknowledged == wanted.alerts and perf_counter() - newest > 2:
            break
    counts = [len(shown.get(id(screen), ())) for screen in screens]
    return {
        "seconds": newest - meter.wall,
        "client_cpu": meter.read()[1],
        "acknowledged": acknowledged,
        "missing": sum(wanted.alerts - count for count in counts),
        "of": wanted.alerts * wanted.screens,
    }


SCENES = {"press": pressing, "watch": watching, "burst": bursting}


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.load", description=__doc__)
    parser.add_argument("scene", choices=SCENES)
    parser.add_argument("--url", required=True, help="ws://host:port")
    parser.add_argument("--pid", type=int, required=True, help="the server's process")
    parser.add_argument("--token", default="", help="a dispatcher's, for the desk socket")
    parser.add_argument("--phones", type=int, default=100)
    parser.add_argument("--screens", type=int, default=1)
    parser.add_argument("--alerts", type=int, default=40)
    parser.add_argument("--seconds", type=float, default=5.0)
    parser.add_argument("--warm", type=float, default=1.0, help="seconds before measuring")
    parser.add_argument("--pause", type=float, default=0.05, help="seconds between watched alerts")
    parser.add_argument("--keys", type=Path, help="where to write the keys that were acknowledged")
    wanted = parser.parse_args()
    print(json.dumps(asyncio.run(SCENES[wanted.scene](wanted))))


if __name__ == "__main__":
    main()
