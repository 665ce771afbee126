"""Live screens: frames may be lost, never the truth. Old snapshot and messages make the fresh snapshot."""

import asyncio
import random
import time
from collections.abc import Callable
from contextlib import AsyncExitStack
from typing import Any
from uuid import UUID, uuid4

import httpx
import pytest

from tests.lossy import LossyLine, Message, MinimalPage
from tests.people_of_the_story import SOUTHERN, XILIN, Desk, Phone, staff, token_of
from tests.server import Server

pytestmark = pytest.mark.flow

WINDOW = 256
MOVING = ("lat", "lon", "accuracy", "position_at")
"""What position frames tell, once a second, and cards only by the way."""

State = tuple[dict[str, Message], dict[str, Message], dict[int, Message]]


def without_moves(cards: dict[int, Message]) -> dict[int, Message]:
    return {key: {name: each for name, each in card.items() if name not in MOVING} for key, card in cards.items()}


def state_of(page: MinimalPage) -> State:
    return page.alerts, page.dispatches, without_moves(page.responders)


async def fresh_state(server: Server, username: str) -> State:
    """What a page that opens now would show."""
    async with MinimalPage(f"{server.ws}/ws/desk/", token=token_of(server, username)) as page:
        return state_of(page)


async def until(true: Callable[[], bool], *, within: float) -> float:
    """Wait for it; how long it took."""
    began = time.monotonic()
    while not true():
        assert time.monotonic() - began < within, f"not within {within} s"
        await asyncio.sleep(0.02)
    return time.monotonic() - began


def losing(*numbers: int) -> Callable[[Message], bool]:
    """Lose the desk.changes frames of these numbers, counted from the opening."""
    seen = iter(range(1, 1 << 30))
    return lambda message: message["type"] == "desk.changes" and next(seen) in numbers


async def test_a_frame_lost_in_between_heals_with_the_next_one(server: Server) -> None:
    token = token_of(server, "saran")
    line = LossyLine(server, token=token, loses=losing(2, 3))
    async with line, Phone(server) as oyuna, MinimalPage(line.address) as page:
        alerts = [(await oyuna.press(place=XILIN, text=str(number)))["id"] for number in range(4)]
        assert await until(lambda: set(alerts) <= set(page.alerts), within=3.0) < 1.5
        assert (line.lost, page.resyncs) == (2, 1)
        assert state_of(page) == await fresh_state(server, "saran")


async def test_the_last_frame_lost_heals_by_the_heads_in_the_heartbeat(server: Server) -> None:
    token = token_of(server, "saran")
    line = LossyLine(server, token=token, loses=losing(2))
    async with line, Phone(server) as oyuna, MinimalPage(line.address) as page:
        await oyuna.press(place=XILIN, text="seen")
        unseen = (await oyuna.press(place=XILIN, text="unseen"))["id"]
        # At most a heartbeat of two seconds, half a second of grace, and the snapshot's own time.
        await until(lambda: unseen in page.alerts, within=3.0)
        assert (line.lost, page.resyncs) == (1, 1)
        assert state_of(page) == await fresh_state(server, "saran")


async def test_with_every_third_frame_lost_the_page_ends_true(server: Server) -> None:
    token, chance = token_of(server, "saran"), random.Random(3)

    def loses(message: Message) -> bool:
        return message["type"] == "desk.changes" and chance.random() < 0.33

    line = LossyLine(server, token=token, loses=loses)
    async with line, Phone(server) as oyuna, MinimalPage(line.address) as page:
        alerts = [(await oyuna.press(place=XILIN, text=str(number)))["id"] for number in range(40)]
        await until(lambda: set(alerts) <= set(page.alerts), within=4.0)
        assert line.lost > 5
        assert state_of(page) == await fresh_state(server, "saran")


# The window.


class Reader:
    """A desk that reads everything and acknowledges nothing."""

    def __init__(self, desk: Desk) -> None:
        self.desk, self.frames = desk, 0

    async def read_for(self, seconds: float) -> None:
        try:
            await self.desk.hear("never", where=self._count, within=seconds)
        except TimeoutError:
            self.frames = sum(message["type"] == "desk.changes" for message in self.desk.seen)

    def _count(self, message: Message) -> bool:
        return False

    @property
    def applied(self) -> dict[str, int]:
        changes = [message for message in self.desk.seen if message["type"] == "desk.changes"]
        return dict(self.desk.snapshot["seq"]) | {each["zone"]: each["to"] for each in changes}


async def talk(phone: Phone, *, lines: int) -> None:
    """So many commits, one after the other."""
    alert = (await phone.press(place=XILIN, text="talkative"))["id"]
    for number in range(lines):
        key = str(uuid4())
        await phone.say(type="chat", alert=alert, key=key, text=str(number))
        await phone.hear("chat", where=lambda each, key=key: each["key"] == key)


async def test_a_desk_that_acknowledges_nothing_gets_a_window_of_frames_and_an_ack_opens_it(server: Server) -> None:
    async with Desk(server) as desk, Phone(server) as oyuna:
        reader = Reader(desk)
        await oyuna.hello()
        await talk(oyuna, lines=WINDOW + 40)
        await reader.read_for(1.0)
        assert reader.frames == WINDOW
        await desk.say(type="ack", seq=reader.applied)
        await reader.read_for(1.0)
        assert reader.frames >= WINDOW + 41
        assert [message for message in desk.seen if message["type"] == "snapshot"] == [desk.snapshot]


async def test_a_desk_at_the_end_of_its_window_may_ask_for_the_snapshot(server: Server) -> None:
    async with Desk(server) as desk, Phone(server) as oyuna:
        await oyuna.hello()
        await talk(oyuna, lines=WINDOW + 10)
        await Reader(desk).read_for(0.5)
        await desk.say(type="resync")
        snapshot = await desk.hear("snapshot", within=3.0)
        assert snapshot["seq"]["north"] > desk.snapshot["seq"]["north"] + WINDOW


# The law.


class Company:
    """Everybody at once, through the real HTTP doors, by a seeded dice."""

    def __init__(self, server: Server, *, seed: int) -> None:
        self.chance = random.Random(seed)
        self.desks = {name: staff(server, name) for name in ("saran", "temur", "wei")}
        self.pages = {name: staff(server, name) for name in ("bat", "chen", "dawa")}
        self.phones = [self._phone(server) for _ in range(4)]
        self.people = [card["id"] for card in self.desks["wei"].get("/api/desk").json()["responders"]]
        self.own = {name: page.get("/api/respond").json()["responder"]["id"] for name, page in self.pages.items()}
        self.alerts: list[tuple[str, httpx.Client]] = []
        self.dispatches: list[str] = []
        self.answered: list[int] = []

    def _phone(self, server: Server) -> httpx.Client:
        key = UUID(int=self.chance.getrandbits(128))
        return httpx.Client(base_url=server.http, headers={"Authorization": f"Device {key}:{key.hex}"}, timeout=20)

    def act(self) -> None:
        """One act of somebody; what may not be done is refused, which is an answer too."""
        acts: list[tuple[int, Callable[[], httpx.Response]]] = [
            (12, self._press), (6, self._fix), (4, self._chat), (3, self._cancel), (10, self._acknowledge),
            (16, self._offer), (30, self._answer), (6, self._withdraw), (7, self._close), (4, self._reopen),
            (4, self._link), (8, self._shift), (6, self._position),
        ]  # fmt: skip
        [(_, act)] = self.chance.choices(acts, weights=[weight for weight, _ in acts])
        answer = act()
        assert answer.status_code < 500, answer.text
        self.answered.append(answer.status_code)

    def _desk(self) -> httpx.Client:
        return self.desks[self.chance.choice(["saran", "saran", "temur", "wei"])]

    def _alert(self) -> tuple[str, httpx.Client]:
        if not self.alerts:
            self._press()
        return self.chance.choice(self.alerts[-12:])

    def _place(self) -> dict[str, Any]:
        lat, lon = self.chance.choice([XILIN, SOUTHERN]).values()
        return {"lat": lat + self.chance.uniform(-0.2, 0.2), "lon": lon, "accuracy": 20, "at": "2026-01-15T04:00:00Z"}

    def _press(self) -> httpx.Response:
        phone, key = self.chance.choice(self.phones), str(UUID(int=self.chance.getrandbits(128)))
        placed = {"fix": self._place()} if self.chance.random() < 0.7 else {}
        answer = phone.post("/api/presses", json={"key": key, "text": key, **placed})
        self.alerts.append((answer.json()["id"], phone))
        return answer

    def _fix(self) -> httpx.Response:
        alert, phone = self._alert()
        return phone.post(f"/api/alerts/{alert}/fixes", json={"fix": self._place(), "battery": 40})

    def _chat(self) -> httpx.Response:
        alert, phone = self._alert()
        speaker = self.chance.choice([phone, self._desk()])
        return speaker.post(f"/api/alerts/{alert}/chat", json={"key": str(uuid4()), "text": "Снег"})

    def _cancel(self) -> httpx.Response:
        alert, phone = self._alert()
        return phone.post(f"/api/alerts/{alert}/cancellation", json={"reason": "mistake"})

    def _acknowledge(self) -> httpx.Response:
        return self._desk().post(f"/api/alerts/{self._alert()[0]}/acknowledgement")

    def _offer(self) -> httpx.Response:
        whom = self.chance.sample([*self.own.values(), *self.people[:12]], k=self.chance.choice([1, 1, 2]))
        answer = self._desk().post(f"/api/alerts/{self._alert()[0]}/dispatches", json={"responders": whom})
        if answer.status_code == 201:
            self.dispatches += [each["id"] for each in answer.json()["dispatches"]]
        return answer

    def _dispatch(self) -> str:
        return self.chance.choice(self.dispatches[-6:]) if self.dispatches else str(uuid4())

    def _answer(self) -> httpx.Response:
        act = self.chance.choice(["acceptance", "acceptance", "refusal", "departure", "arrival", "clearance"])
        who = self.chance.choice([self._desk(), self._desk(), *self.pages.values()])
        return who.post(f"/api/dispatches/{self._dispatch()}/{act}", json={})

    def _withdraw(self) -> httpx.Response:
        return self._desk().post(f"/api/dispatches/{self._dispatch()}/withdrawal", json={})

    def _close(self) -> httpx.Response:
        disposition = self.chance.choice(["resolved", "false_alarm", "cancelled"])
        return self._desk().post(f"/api/alerts/{self._alert()[0]}/closure", json={"disposition": disposition})

    def _reopen(self) -> httpx.Response:
        return self._desk().post(f"/api/alerts/{self._alert()[0]}/reopening", json={})

    def _link(self) -> httpx.Response:
        path = f"/api/alerts/{self._alert()[0]}/duplicate_of"
        if self.chance.random() < 0.3:
            return self._desk().delete(path)
        return self._desk().post(path, json={"alert": self._alert()[0]})

    def _shift(self) -> httpx.Response:
        page = self.chance.choice(list(self.pages.values()))
        return page.post("/api/shifts", json={}) if self.chance.random() < 0.7 else page.delete("/api/shifts/current")

    def _position(self) -> httpx.Response:
        page = self.chance.choice(list(self.pages.values()))
        return page.post("/api/positions", json={**XILIN, "accuracy": 8.0})


async def test_a_responder_sent_across_zones_is_seen_at_their_own_desk(server: Server) -> None:
    temur, wei = token_of(server, "temur"), staff(server, "wei")
    async with MinimalPage(f"{server.ws}/ws/desk/", token=temur) as page, Phone(server) as oyuna:
        lent = next(each for each in page.responders.values() if each["status"] == "available")
        alert = (await oyuna.press(place=XILIN, text="from afar"))["id"]
        sent = wei.post(f"/api/alerts/{alert}/dispatches", json={"responder": lent["id"]}).json()["id"]
        wei.post(f"/api/dispatches/{sent}/acceptance", json={})
        await until(lambda: page.responders[lent["id"]]["status"] == "engaged", within=2.0)
        assert alert not in page.alerts
        assert page.dispatches.keys() == (await fresh_state(server, "temur"))[1].keys()
        wei.post(f"/api/dispatches/{sent}/withdrawal", json={})
        await until(lambda: page.responders[lent["id"]]["status"] == "available", within=2.0)


ACTS = 160


@pytest.mark.parametrize("seed", [110, 7])
async def test_old_snapshot_and_messages_make_the_fresh_snapshot(server: Server, seed: int) -> None:
    company = Company(server, seed=seed)
    async with AsyncExitStack() as stack:
        pages = {}
        for name in company.desks:
            page = MinimalPage(f"{server.ws}/ws/desk/", token=token_of(server, name))
            pages[name] = await stack.enter_async_context(page)
        for _ in range(ACTS // 4):
            await asyncio.gather(*(asyncio.to_thread(company.act) for _ in range(4)))
        for name, page in pages.items():
            heads = company.desks[name].get("/api/desk").json()["seq"]
            await until(lambda page=page, heads=heads: page.seq == heads, within=3.0)
        await asyncio.sleep(0.2)
        for name, page in pages.items():
            fresh = await fresh_state(server, name)
            for kept, new in zip(state_of(page), fresh, strict=True):
                assert kept == new
            assert page.resyncs == 0, "nothing was lost here, so nothing had to be asked for"
    done = sum(status < 400 for status in company.answered)
    # Four act at once, so how many come too late differs from run to run; enough must have changed something.
    assert done > ACTS / 4
