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
import re
import time
from collections.abc import Sequence
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

from benchmarks.crowd import PATIENCE_SECONDS, Phone, Screen, open_phones, open_screens

WORDS = re.compile(rb'"text": ?"bench (\d+)"')


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


async def pressing(wanted: argparse.Namespace) -> dict[str, Any]:
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

    await open_screens(wanted.screens, lambda *_: None, url=wanted.url, token=wanted.token)
    phones = await open_phones(wanted.phones, received, url=wanted.url)
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


async def watching(wanted: argparse.Namespace) -> dict[str, Any]:
    """One alert at a time: from its press until the first and the last of `screens` has it; one that does not reach
    them all counts with all the patience there was."""
    watch = Watch(wanted.screens)
    received: list[float] = []
    screens = await open_screens(wanted.screens, watch.frame, url=wanted.url, token=wanted.token)
    [phone] = await open_phones(1, lambda phone, at: received.append(at - phone.pressed), url=wanted.url)
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
        shown = watch.shown.values()
        first.append(min(shown) - phone.pressed if shown else PATIENCE_SECONDS)
        last.append(max(shown) - phone.pressed if len(shown) == len(screens) else PATIENCE_SECONDS)
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


async def bursting(wanted: argparse.Namespace) -> dict[str, Any]:
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

    screens = await open_screens(wanted.screens, frame, url=wanted.url, token=wanted.token)
    phones = await open_phones(wanted.alerts, received, url=wanted.url)
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
