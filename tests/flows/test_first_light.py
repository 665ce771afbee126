"""One press becomes a dispatch, over real sockets, end to end."""

import asyncio
from uuid import uuid4

import pytest

from tests.people_of_the_story import XILIN, Desk, Page, Phone, staff
from tests.server import Server

pytestmark = pytest.mark.flow


async def test_a_press_becomes_a_dispatch_and_is_closed(server: Server) -> None:
    saran = staff(server, "saran")
    async with Desk(server) as desk, Page(server, username="bat") as bat, Phone(server) as oyuna:
        me = bat.snapshot["responder"]["id"]
        await bat.act("shift.start")
        await bat.say(type="position", **XILIN, accuracy=8.0, at="2026-01-15T04:00:00Z")
        await oyuna.hello()

        card = await oyuna.press(place={"lat": 43.99, "lon": 116.2}, text="The car is in a drift")
        alert = card["id"]
        shown = await desk.changes("desk.alert", where=lambda each: each["alert"]["id"] == alert, within=1.0)
        assert shown["alert"]["status"] == "received"
        assert shown["alert"]["place"]["accuracy"] == 20.0
        assert shown["alert"]["number"] == card["number"]

        answer = saran.post(f"/api/alerts/{alert}/acknowledgement")
        assert answer.status_code == 200
        seen = await oyuna.hear("alert", where=lambda each: each["alert"]["acknowledged_at"])
        assert seen["alert"]["status"] == "acknowledged"

        plan = saran.get(f"/api/alerts/{alert}/plan", params={"limit": 50}).json()
        mine = next(each for each in plan["candidates"] if each["responder"] == me)
        assert mine["reasons"]
        times = [each["eta_seconds"] for each in plan["candidates"]]
        assert times == sorted(times)

        sent = saran.post(f"/api/alerts/{alert}/dispatches", json={"responder": me})
        assert sent.status_code == 201
        dispatch = sent.json()["id"]
        offer = await bat.hear("respond.offer", where=lambda each: each["dispatch"]["id"] == dispatch)
        assert offer["dispatch"]["alert"]["number"] == card["number"]
        assert offer["dispatch"]["respond_by"]

        done = await bat.act("accept", dispatch=dispatch)
        assert done["dispatch"]["status"] == "accepted"
        coming = await oyuna.hear("alert", where=lambda each: each["alert"]["responders"])
        assert coming["alert"]["responders"][0]["distance_m"] > 1000
        assert coming["alert"]["responders"][0]["eta_seconds"] > 0

        await bat.act("advance", dispatch=dispatch, to="en_route")
        await bat.act("advance", dispatch=dispatch, to="on_scene")
        there = await desk.changes("desk.alert", where=lambda each: each["alert"]["status"] == "on_scene")
        assert there["alert"]["on_scene_at"]
        await bat.act("advance", dispatch=dispatch, to="cleared", report="Pulled out, all well")

        closed = saran.post(f"/api/alerts/{alert}/closure", json={"disposition": "resolved", "note": "ok"})
        assert closed.json()["status"] == "closed"
        end = await oyuna.hear("alert", where=lambda each: each["alert"]["status"] == "closed")
        assert end["alert"]["disposition"] == "resolved"

        kinds = [each["kind"] for each in saran.get(f"/api/alerts/{alert}/timeline").json()["entries"]]
        assert kinds == [
            "raised",
            "acknowledged",
            "offered",
            "accepted",
            "departed",
            "arrived",
            "cleared",
            "closed",
        ]


async def test_the_same_key_ten_times_is_one_alert(server: Server) -> None:
    key = str(uuid4())
    async with Phone(server) as oyuna:
        await oyuna.hello()
        cards = [await oyuna.press(key=key, place=XILIN) for _ in range(5)]
    async with Phone(server) as again:
        again.key, again.secret = oyuna.key, oyuna.secret
        await again.hello()
        cards += [await again.press(key=key, place=XILIN) for _ in range(5)]
    assert {card["id"] for card in cards} == {cards[0]["id"]}
    rows = staff(server, "wei").get("/api/alerts", params={"limit": 500}).json()["results"]
    assert sum(row["id"] == cards[0]["id"] for row in rows) == 1


async def test_a_press_needs_no_hello_no_place_and_no_time(server: Server) -> None:
    async with Desk(server) as desk, Phone(server) as stranger:
        await stranger.say(type="press", key=str(uuid4()))
        received = await stranger.hear("received", within=1.0)
        shown = await desk.changes("desk.alert", where=lambda each: each["alert"]["id"] == received["alert"]["id"])
        assert shown["alert"]["place"] is None
        assert shown["alert"]["verified"] is False
        await stranger.say(
            type="fix",
            alert=received["alert"]["id"],
            fix={**XILIN, "accuracy": 900.0, "at": "2026-01-15T04:00:00Z"},
        )
        placed = await desk.changes("desk.alert", where=lambda each: each["alert"]["place"] is not None)
        assert placed["alert"]["id"] == received["alert"]["id"]


async def test_both_ends_talk(server: Server) -> None:
    saran = staff(server, "saran")
    async with Desk(server) as desk, Phone(server) as oyuna:
        alert = (await oyuna.press(place=XILIN))["id"]
        await oyuna.say(type="chat", alert=alert, key=str(uuid4()), text="Снег орж байна")
        heard = await desk.changes("desk.chat", where=lambda each: each["alert"] == alert)
        assert heard["chat"]["text"] == "Снег орж байна"
        await asyncio.to_thread(
            saran.post,
            f"/api/alerts/{alert}/chat",
            json={"key": str(uuid4()), "text": "Stay in the car"},
        )
        said = await oyuna.hear("chat", where=lambda each: each["sender"] == "dispatcher")
        assert said["text"] == "Stay in the car"
