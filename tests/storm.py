"""kill -9 of the server again and again while phones press: what was acknowledged must be there, once.

`python -m tests.storm --kills 300` runs it long; tests/flows/test_crash.py runs the same a little.
"""

import argparse
import asyncio
import json
import random
import sqlite3
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from uuid import UUID, uuid4

import websockets

from tests.server import Server

PHONES = 50
ANSWERS = (20, 150)
"""How many presses the server answers before the next kill, at random between these; or as many as it can in: """
LIFE_SECONDS = 2.0
SETTLE_SECONDS = 60
PATIENCE_SECONDS = 5.0
ABSENT = (OSError, TimeoutError, websockets.ConnectionClosed, websockets.InvalidHandshake)


@dataclass
class StormPhone:
    """A phone as ours is: it keeps what it pressed until that is received, and presses it again over a new socket."""

    server: Server
    chance: random.Random
    answers: "asyncio.Queue[str]"
    key: UUID = field(default_factory=uuid4)
    waiting: dict[str, dict[str, object]] = field(default_factory=dict)
    received: dict[str, str] = field(default_factory=dict)
    repeated: int = 0

    @property
    def address(self) -> str:
        return f"{self.server.ws}/ws/help/"

    async def press_until(self, over: asyncio.Event) -> None:
        while self.waiting or not over.is_set():
            try:
                async with websockets.connect(
                    f"{self.server.ws}/ws/help/", open_timeout=2, close_timeout=0.5
                ) as socket:
                    await self._live(socket, over)
            except ABSENT:
                # A second's wait would spare the server; here it shall be met while it is still rising.
                await asyncio.sleep(self.chance.uniform(0.1, 0.4))

    async def _live(self, socket: websockets.ClientConnection, over: asyncio.Event) -> None:
        credential = {"key": str(self.key), "secret": self.key.hex}
        await socket.send(json.dumps({"type": "hello", "device": credential}))
        for press in list(self.waiting.values()):
            self.repeated += 1
            await self._press(socket, press)
        while not over.is_set():
            press = self._new_press()
            self.waiting[str(press["key"])] = press
            await self._press(socket, press)
            await asyncio.sleep(self.chance.uniform(0, 0.02))

    def _new_press(self) -> dict[str, object]:
        """In the north or the south or nowhere; with words of its own or without, when it may join another card."""
        key = str(uuid4())
        lat = self.chance.choice([None, 43.1, 43.2, 43.9, 44.1])
        fix = {"lat": lat, "lon": 116.1, "accuracy": 20.0, "at": "2026-01-15T04:00:00Z"}
        words = {"text": key} if self.chance.random() < 0.8 else {}
        return {"type": "press", "key": key, **words, **({"fix": fix} if lat else {})}

    async def _press(self, socket: websockets.ClientConnection, press: dict[str, object]) -> None:
        await socket.send(json.dumps(press))
        async with asyncio.timeout(PATIENCE_SECONDS):
            while True:
                message = json.loads(await socket.recv())
                if message["type"] == "received" and message["key"] == press["key"]:
                    break
        self.received[message["key"]] = message["alert"]["id"]
        self.waiting.pop(message["key"], None)
        self.answers.put_nowait(message["key"])


@dataclass(frozen=True)
class Survey:
    """What the database holds against what the phones were told. All lists are empty when the promise was kept."""

    acknowledged: int
    alerts: int
    missing: list[str]
    doubled: list[str]
    under_another_id: list[str]
    gaps: list[str]
    unraised: list[str]
    wrong_heads: list[str]

    @property
    def faults(self) -> dict[str, list[str]]:
        names = ("missing", "doubled", "under_another_id", "gaps", "unraised", "wrong_heads")
        return {name: found[:5] for name in names if (found := getattr(self, name))}


async def press_through(
    server: Server, *, kills: int, phones: int, seed: int, within: float
) -> tuple[list[StormPhone], int]:
    """Kill and restart while the phones press, as often as asked or as fits into `within` seconds; the last server
    stays until every press has its answer. The phones, and how many kills it were."""
    chance = random.Random(seed)
    answers: asyncio.Queue[str] = asyncio.Queue()
    crowd = [StormPhone(server, random.Random(seed + number), answers) for number in range(phones)]
    over = asyncio.Event()
    pressing = [asyncio.create_task(phone.press_until(over)) for phone in crowd]
    killed, latest = 0, time.monotonic() + within
    while killed < kills and time.monotonic() < latest:
        killed += 1
        await _some_answers(answers, chance)
        await asyncio.to_thread(server.kill)
        await asyncio.to_thread(server.start)
    await _some_answers(answers, chance)
    over.set()
    async with asyncio.timeout(SETTLE_SECONDS):
        await asyncio.gather(*pressing)
    return crowd, killed


async def _some_answers(answers: "asyncio.Queue[str]", chance: random.Random) -> None:
    """Wait in the thick of it, and then a moment more, so that the blow falls anywhere in a commit."""
    while not answers.empty():
        answers.get_nowait()
    with suppress(TimeoutError):
        async with asyncio.timeout(LIFE_SECONDS):
            for _ in range(chance.randint(*ANSWERS)):
                await answers.get()
    await asyncio.sleep(chance.uniform(0, 0.03))


def survey(database: Path, told: dict[str, str]) -> Survey:
    """`told`: key → alert id as acknowledged."""
    rows = sqlite3.connect(f"file:{database}?mode=ro", uri=True)
    alerts = {str(UUID(alert)): str(UUID(key)) for alert, key in rows.execute("SELECT id, key FROM alerts_alert")}
    joined = [
        (str(UUID(key)), str(UUID(alert))) for key, alert in rows.execute("SELECT key, alert_id FROM alerts_repeat")
    ]
    kept = [*((key, alert) for alert, key in alerts.items()), *joined]
    times = Counter(key for key, _ in kept)
    where = dict(kept)
    raised = Counter(
        str(UUID(each)) for (each,) in rows.execute("SELECT alert_id FROM alerts_entry WHERE kind = 'raised'")
    )
    entries = rows.execute("SELECT zone_id, seq FROM alerts_entry ORDER BY zone_id, seq").fetchall()
    heads = dict(rows.execute("SELECT zone_id, head FROM alerts_zonehead"))
    highest = dict(rows.execute("SELECT zone_id, max(seq) FROM alerts_entry GROUP BY zone_id"))
    rows.close()
    return Survey(
        acknowledged=len(told),
        alerts=len(alerts),
        missing=[key for key in told if key not in times],
        doubled=[key for key, count in times.items() if count > 1],
        under_another_id=[key for key, alert in told.items() if where.get(key, alert) != alert],
        gaps=list(_gaps(entries)),
        unraised=[alert for alert in alerts if raised[alert] != 1],
        wrong_heads=[zone for zone in {*heads, *highest} if heads.get(zone) != highest.get(zone)],
    )


def _gaps(entries: list[tuple[str, int]]) -> Iterator[str]:
    expected: Counter[str] = Counter()
    for zone, seq in entries:
        expected[zone] += 1
        if seq != expected[zone]:
            yield f"{zone}: {seq} where {expected[zone]} belongs"
            expected[zone] = seq


@dataclass(frozen=True)
class Weather:
    """How it went: kills, presses sent again because they were unanswered, and what the database held in the end."""

    kills: int
    repeated: int
    found: Survey


def storm(
    server: Server, *, kills: int, phones: int = PHONES, seed: int = 110, within: float = float("inf")
) -> Weather:
    """The whole storm, on a server that runs; it is stopped at the end, so that its file lies still."""
    crowd, killed = asyncio.run(press_through(server, kills=kills, phones=phones, seed=seed, within=within))
    server.stop()
    told = {key: alert for phone in crowd for key, alert in phone.received.items()}
    found = survey(server.folder / "grassland.sqlite3", told)
    return Weather(killed, sum(phone.repeated for phone in crowd), found)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=300)
    parser.add_argument("--phones", type=int, default=PHONES)
    parser.add_argument("--seed", type=int, default=110)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="grassland-storm-") as folder:
        server = Server(Path(folder))
        server.seed()
        server.start()
        began = time.monotonic()
        weather = storm(server, kills=asked.kills, phones=asked.phones, seed=asked.seed)
    found = weather.found
    sys.stdout.write(
        f"{weather.kills} kills in {time.monotonic() - began:.0f} s: {found.acknowledged} acknowledged, "
        f"{weather.repeated} pressed again, {found.alerts} alerts; "
        f"{found.faults or 'nothing lost, nothing doubled, no gap'}\n"
    )
    return 1 if found.faults else 0


if __name__ == "__main__":
    sys.exit(main())
