"""A line to the desk that loses what it is told to lose, and a page that keeps the rules of the protocol."""

import asyncio
import json
from collections.abc import Callable
from types import TracebackType
from typing import Any, Self

import websockets

from tests.server import Server

Message = dict[str, Any]
AHEAD_SECONDS = 0.5
"""How long a head may stay ahead of the page before it asks for the snapshot."""


class LossyLine:
    """Passes a desk socket's frames on, but for those `loses` says are lost on the way to the page."""

    def __init__(self, server: Server, *, token: str, loses: Callable[[Message], bool]) -> None:
        self.server, self.token, self.loses = server, token, loses
        self.lost = 0

    @property
    def address(self) -> str:
        host, port = self._listener.sockets[0].getsockname()[:2]
        return f"ws://{host}:{port}"

    async def __aenter__(self) -> Self:
        self._listener = await websockets.serve(self._carry, "127.0.0.1", 0, max_size=None)
        return self

    async def __aexit__(self, kind: type | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._listener.close()
        await self._listener.wait_closed()

    async def _carry(self, page: websockets.ServerConnection) -> None:
        headers = {"Authorization": f"Token {self.token}"}
        async with websockets.connect(
            f"{self.server.ws}/ws/desk/", additional_headers=headers, max_size=None
        ) as server:
            up = asyncio.create_task(self._up(page, server))
            try:
                await self._down(server, page)
            except websockets.ConnectionClosed:
                pass
            finally:
                up.cancel()

    async def _up(self, page: websockets.ServerConnection, server: websockets.ClientConnection) -> None:
        async for frame in page:
            await server.send(frame)

    async def _down(self, server: websockets.ClientConnection, page: websockets.ServerConnection) -> None:
        async for frame in server:
            if isinstance(frame, str) and self.loses(json.loads(frame)):
                self.lost += 1
            else:
                await page.send(frame)


class MinimalPage:
    """What the desk's page does with frames, and no more: cards by id, gaps noticed, a head ahead noticed."""

    def __init__(self, address: str, *, token: str | None = None) -> None:
        self._address = address
        self._headers = {"Authorization": f"Token {token}"} if token else {}
        self.seq: dict[str, int] = {}
        self.alerts: dict[str, Message] = {}
        self.dispatches: dict[str, Message] = {}
        self.responders: dict[int, Message] = {}
        self.resyncs = 0
        self._asked = False
        self._waiting: set[asyncio.Task[None]] = set()
        self.ready = asyncio.Event()

    async def __aenter__(self) -> Self:
        self.socket = await websockets.connect(self._address, additional_headers=self._headers, max_size=None)
        self._reading = asyncio.create_task(self._read())
        await asyncio.wait_for(self.ready.wait(), 10)
        return self

    async def __aexit__(self, kind: type | None, error: BaseException | None, trace: TracebackType | None) -> None:
        for task in (self._reading, *self._waiting):
            task.cancel()
        await self.socket.close()

    async def _read(self) -> None:
        async for frame in self.socket:
            if isinstance(frame, str):
                await self._take(json.loads(frame))

    async def _take(self, message: Message) -> None:
        kind = message["type"]
        if kind == "snapshot":
            self._start_over(message)
        elif kind == "desk.changes":
            await self._changes(message)
        elif kind == "desk.responder":
            self._responder(message["responder"])
        elif kind == "heartbeat":
            self._heartbeat(message["head"])

    def _start_over(self, snapshot: Message) -> None:
        self.seq = dict(snapshot["seq"])
        self.alerts = {card["id"]: card for card in snapshot["alerts"]}
        self.dispatches = {card["id"]: card for card in snapshot["dispatches"]}
        self.responders = {card["id"]: card for card in snapshot["responders"]}
        self._asked = False
        self.ready.set()

    async def _changes(self, frame: Message) -> None:
        own = self.seq.get(frame["zone"], 0)
        if self._asked or frame["to"] <= own:
            return
        if frame["from"] != own + 1:
            await self._resync()
            return
        self.seq[frame["zone"]] = frame["to"]
        for message in frame["messages"]:
            self._change(message)
        await self.socket.send(json.dumps({"type": "ack", "seq": self.seq}))

    def _change(self, message: Message) -> None:
        kind = message["type"]
        if kind == "desk.alert":
            _newer(self.alerts, message["alert"])
        elif kind == "desk.dispatch":
            _newer(self.dispatches, message["dispatch"])
        elif kind == "desk.alert_gone":
            self._gone(message["alert"], zone=message["zone"])

    def _gone(self, alert: str, *, zone: str) -> None:
        """An alert that is shown in another zone by now stays."""
        if alert in self.alerts and self.alerts[alert]["zone"] == zone:
            del self.alerts[alert]
            self.dispatches = {key: card for key, card in self.dispatches.items() if card["alert"] != alert}

    def _responder(self, card: Message) -> None:
        self.responders[card["id"]] = card

    def _heartbeat(self, head: dict[str, int]) -> None:
        if self._is_behind(head):
            task = asyncio.create_task(self._wait_for(head))
            self._waiting.add(task)
            task.add_done_callback(self._waiting.discard)

    async def _wait_for(self, head: dict[str, int]) -> None:
        await asyncio.sleep(AHEAD_SECONDS)
        if self._is_behind(head):
            await self._resync()

    def _is_behind(self, head: dict[str, int]) -> bool:
        return any(seq > self.seq.get(zone, 0) for zone, seq in head.items())

    async def _resync(self) -> None:
        if not self._asked:
            self._asked = True
            self.resyncs += 1
            await self.socket.send(json.dumps({"type": "resync"}))


def _newer(cards: dict[str, Message], card: Message) -> None:
    known = cards.get(card["id"])
    if known is None or card["version"] >= known["version"]:
        cards[card["id"]] = card
