"""Forty phones on 2G lines, with the page's own outbox: 1.2 kB/s, 0.8 s there and back, 3 % cuts, 5 % repeated."""

import asyncio
import json
import sys
from pathlib import Path

import pytest
from PIL import Image

from tests.flows.slow_line import SlowLine
from tests.people_of_the_story import staff
from tests.server import ROOT, Server

pytestmark = pytest.mark.flow
PHONES, CALLS = 40, 5
SOON_MS = 30_000
FRONTEND = ROOT / "frontend"


async def phones_without_a_screen(folder: Path, origin: str, photo: Path) -> list[dict[str, list[int] | int]]:
    script = folder / "slow_phones.mjs"
    esbuild = FRONTEND / "node_modules" / ".bin" / "esbuild"
    made = await asyncio.create_subprocess_exec(
        str(esbuild), "src/herder/slow_phones.ts", "--bundle", "--platform=node", "--format=esm", f"--outfile={script}",
        "--log-level=warning", cwd=FRONTEND,
    )  # fmt: skip
    assert await made.wait() == 0
    phones = await asyncio.create_subprocess_exec(
        "node", "--experimental-websocket", "--no-warnings", str(script), origin, str(PHONES), str(CALLS), str(photo),
        stdout=asyncio.subprocess.PIPE,
    )  # fmt: skip
    told, _ = await asyncio.wait_for(phones.communicate(), 150)
    return json.loads(told)  # type: ignore[no-any-return]


async def test_calls_over_a_bad_line_all_arrive_and_nearly_all_within_half_a_minute(
    own_server: Server, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    own_server.start()
    photo = tmp_path / "snow.jpg"
    Image.effect_noise((240, 180), 60).save(photo, quality=60)
    with staff(own_server, "wei") as wei:
        before = len(wei.get("/api/alerts", params={"limit": 500}).json()["results"])
        async with SlowLine(own_server, rate=1_200, delay=0.4, cuts=0.03) as line:
            reports = await phones_without_a_screen(tmp_path, line.http, photo)
        alerts = len(wei.get("/api/alerts", params={"limit": 500}).json()["results"]) - before
    received = sorted(ms for report in reports for ms in report["received"])  # type: ignore[union-attr]
    arrived, carried = (sum(report[name] for report in reports) for name in ("arrived", "carried"))  # type: ignore[misc]
    again = carried / arrived - 1
    soon = sum(0 <= ms <= SOON_MS for ms in received) / len(received)
    with capsys.disabled():
        sys.stdout.write(
            f"\n{len(received)} calls of {PHONES} phones at 1.2 kB/s, 0.8 s, {line.cut} cuts of {line.connections} "
            f"connections: median {received[len(received) // 2] / 1000:.1f} s, slowest {received[-1] / 1000:.1f} s, "
            f"{soon:.1%} within 30 s; {arrived // 1000} kB of recordings, {again:.1%} sent again\n"
        )
    assert len(received) == PHONES * CALLS == alerts
    assert min(received) >= 0
    assert soon >= 0.99
    assert arrived == PHONES * photo.stat().st_size
    assert again <= 0.10
