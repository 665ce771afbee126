"""Silence is an answer too: offers run out, alerts nobody took come again, and no restart forgets or repeats it."""

import asyncio
import sqlite3
import time
from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

import pytest

from tests.people_of_the_story import XILIN, Desk, Page, Phone, staff
from tests.server import Server

pytestmark = pytest.mark.flow


@pytest.fixture
def hurried(tmp_path: Path) -> Iterator[Server]:
    """A server whose patience is a second."""
    server = Server(tmp_path, TIMER_OFFER="1", TIMER_UNACKNOWLEDGED_ESCALATE="1")
    server.seed()
    server.start()
    yield server
    server.stop()


def kinds(server: Server, alert: str) -> list[str]:
    entries = staff(server, "saran").get(f"/api/alerts/{alert}/timeline").json()["entries"]
    return [each["kind"] for each in entries]


def escalations(server: Server, alert: str) -> int:
    """As the database holds it, whether the server lives or not."""
    rows = sqlite3.connect(f"file:{server.folder / 'grassland.sqlite3'}?mode=ro", uri=True)
    [(count,)] = rows.execute("SELECT escalations FROM alerts_alert WHERE id = ?", [UUID(alert).hex])
    rows.close()
    return int(count)


async def test_an_unanswered_offer_runs_out_on_the_record_at_the_desk_and_on_the_page(hurried: Server) -> None:
    saran = staff(hurried, "saran")
    async with Desk(hurried) as desk, Page(hurried, username="bat") as bat, Phone(hurried) as oyuna:
        me = bat.snapshot["responder"]["id"]
        await bat.act("shift.start")
        alert = (await oyuna.press(place=XILIN))["id"]
        dispatch = saran.post(f"/api/alerts/{alert}/dispatches", json={"responder": me}).json()["id"]
        offer = await bat.hear("respond.offer", where=lambda each: each["dispatch"]["id"] == dispatch)
        assert offer["dispatch"]["respond_by"]
        shown = await desk.changes(
            "desk.dispatch", where=lambda each: each["dispatch"]["status"] == "expired", within=4
        )
        assert shown["dispatch"]["id"] == dispatch
        told = await bat.hear("respond.dispatch", where=lambda each: each["dispatch"]["status"] == "expired")
        assert told["dispatch"]["id"] == dispatch
        late = saran.post(f"/api/dispatches/{dispatch}/acceptance", json={})
        assert (late.status_code, late.json()["code"]) == (409, "illegal_move")
    assert kinds(hurried, alert).count("expired") == 1


async def test_an_alert_nobody_takes_comes_again_and_again_until_somebody_does(hurried: Server) -> None:
    saran = staff(hurried, "saran")
    async with Desk(hurried) as desk, Phone(hurried) as oyuna:
        alert = (await oyuna.press(place=XILIN))["id"]
        for step in (1, 2):
            shown = await desk.changes("desk.alert", where=lambda each, step=step: each["alert"]["escalations"] == step)
            assert (shown["alert"]["id"], shown["alert"]["status"]) == (alert, "received")
        saran.post(f"/api/alerts/{alert}/acknowledgement")
    before = kinds(hurried, alert)
    assert before[0] == "raised"
    await asyncio.sleep(2.5)
    assert kinds(hurried, alert) == before
    assert before[-1] == "acknowledged"


async def test_what_fell_due_while_the_server_was_dead_is_done_once_when_it_is_back(hurried: Server) -> None:
    saran = staff(hurried, "saran")
    async with Page(hurried, username="bat") as bat, Phone(hurried) as oyuna:
        me = bat.snapshot["responder"]["id"]
        await bat.act("shift.start")
        offered = (await oyuna.press(place=XILIN, text="offered"))["id"]
        waiting = (await oyuna.press(place=XILIN, text="waiting"))["id"]
        dispatch = saran.post(f"/api/alerts/{offered}/dispatches", json={"responder": me}).json()["id"]
    hurried.kill()
    already = escalations(hurried, waiting)
    await asyncio.sleep(1.5)
    # Stretched, so that what is seen after the restart is what was missed, and no further round.
    hurried.environment["TIMER_UNACKNOWLEDGED_ESCALATE"] = "3600"
    hurried.start()
    deadline = time.monotonic() + 5
    while escalations(hurried, waiting) == already or "expired" not in kinds(hurried, offered):
        assert time.monotonic() < deadline
        await asyncio.sleep(0.1)
    await asyncio.sleep(1.5)
    assert kinds(hurried, offered)[-2:] == ["offered", "expired"]
    assert kinds(hurried, waiting) == ["raised", *["escalated"] * (already + 1)]
    late = staff(hurried, "saran").post(f"/api/dispatches/{dispatch}/acceptance", json={})
    assert late.status_code == 409
