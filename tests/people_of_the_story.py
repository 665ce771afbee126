"""The cast, as clients of the real doors: Oyuna presses, Saran (north) and Temur (south) dispatch, Bat, Chen and Dawa
respond, Wei supervises. A stranger has no business anywhere."""

import asyncio
import json
import struct
from collections.abc import Callable
from types import TracebackType
from typing import Any, Self
from uuid import UUID, uuid4

import httpx
import websockets

from tests.server import Server

PASSWORD = "grassland"
PATIENCE = 10.0
XILIN = {"lat": 43.95, "lon": 116.1}
"""A place in the north."""
SOUTHERN = {"lat": 43.1, "lon": 116.0}

Message = dict[str, Any]


def token_of(server: Server, username: str) -> str:
    answer = httpx.post(f"{server.http}/api/session", json={"username": username, "password": PASSWORD})
    assert answer.status_code == 201, answer.text
    return str(answer.json()["token"])


def staff(server: Server, username: str) -> httpx.Client:
    """The HTTP door, as somebody who logged in."""
    headers = {"Authorization": f"Token {token_of(server, username)}"}
    return httpx.Client(base_url=server.http, headers=headers, timeout=20)


class Socket:
    """A websocket that keeps what it was sent until somebody asks."""

    def __init__(self, server: Server, path: str, *, token: str | None = None, **options: Any) -> None:
        headers = {"Authorization": f"Token {token}"} if token else {}
        self._connect = websockets.connect(
            f"{server.ws}{path}",
            additional_headers=headers | options.pop("headers", {}),
            max_size=None,
            **options,
        )
        self.seen: list[Message] = []
        self.frames: list[bytes] = []

    async def __aenter__(self) -> Self:
        self.socket = await self._connect
        return self

    async def __aexit__(self, kind: type | None, error: BaseException | None, trace: TracebackType | None) -> None:
        await self.socket.close()

    async def say(self, **message: Any) -> None:
        await self.socket.send(json.dumps(message))

    async def hear(
        self,
        kind: str,
        *,
        where: Callable[[Message], bool] = lambda message: True,
        within: float = PATIENCE,
    ) -> Message:
        """The next message of this kind that fits, within seconds; those before it are kept in `seen`."""
        async with asyncio.timeout(within):
            while True:
                raw = await self.socket.recv()
                if isinstance(raw, bytes):
                    self.frames.append(raw)
                    continue
                message: Message = json.loads(raw)
                self.seen.append(message)
                if message["type"] == kind and where(message):
                    return message

    async def hear_close(self, *, within: float = PATIENCE) -> int:
        """The code with which the other side closes."""
        try:
            async with asyncio.timeout(within):
                while True:
                    await self.socket.recv()
        except websockets.ConnectionClosed as closed:
            return closed.rcvd.code if closed.rcvd else 1006


class Phone(Socket):
    """A herder's phone with a credential of its own."""

    def __init__(self, server: Server, **options: Any) -> None:
        super().__init__(server, "/ws/help/", **options)
        self.key, self.secret = str(uuid4()), uuid4().hex

    async def hello(self) -> Message:
        await self.say(type="hello", device={"key": self.key, "secret": self.secret}, language="mn-Cyrl")
        return await self.hear("welcome")

    async def press(self, *, key: str | None = None, place: dict[str, float] | None = None, **more: Any) -> Message:
        """Press and wait for `received`; the herder's card."""
        key = key or str(uuid4())
        message = {"type": "press", "key": key, "pressed_at": "2026-01-15T04:00:00Z", **more}
        if place:
            message["fix"] = {**place, "accuracy": 20.0, "at": "2026-01-15T04:00:00Z"}
        await self.say(**message)
        received = await self.hear("received", where=lambda each: each["key"] == key)
        card: Message = received["alert"]
        return card


def upload_frame(key: str, offset: int, chunk: bytes) -> bytes:
    return struct.pack(">16sQ", UUID(key).bytes, offset) + chunk


class Desk(Socket):
    def __init__(self, server: Server, *, username: str = "saran", token: str | None = None) -> None:
        super().__init__(server, "/ws/desk/", token=token or token_of(server, username))
        self.seq: dict[str, int] = {}

    async def __aenter__(self) -> Self:
        await super().__aenter__()
        self.snapshot = await self.hear("snapshot")
        self.seq = dict(self.snapshot["seq"])
        return self

    async def changes(
        self,
        kind: str,
        *,
        where: Callable[[Message], bool] = lambda message: True,
        within: float = PATIENCE,
    ) -> Message:
        """The next message of this kind inside `desk.changes`; every frame on the way must continue the last."""
        found: list[Message] = []

        def fits(frame: Message) -> bool:
            assert frame["from"] == self.seq.get(frame["zone"], 0) + 1, "a gap"
            self.seq[frame["zone"]] = frame["to"]
            found.extend(each for each in frame["messages"] if each["type"] == kind and where(each))
            return bool(found)

        await self.hear("desk.changes", where=fits, within=within)
        return found[-1]


class Page(Socket):
    """A responder's page."""

    def __init__(self, server: Server, *, username: str) -> None:
        super().__init__(server, "/ws/respond/", token=token_of(server, username))

    async def __aenter__(self) -> Self:
        await super().__aenter__()
        self.snapshot = await self.hear("snapshot")
        return self

    async def act(self, kind: str, **fields: Any) -> Message:
        key = fields.pop("key", None) or str(uuid4())
        await self.say(type=kind, key=key, **fields)
        return await self.hear("done", where=lambda each: each["key"] == key)
