"""The base of every socket: typed frames in, typed frames out, and no frame that can close it.

Channels' own `dispatch` hops to one process-wide thread for each message to close old database connections; that
cost 271 µs a message against 76 µs, and one slow query stalled every other socket. Here nothing touches the database
on the loop: verbs go to the writer, reads to a pool of their own.
"""

import asyncio
import json
import logging
import time
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Any, ClassVar

from channels.consumer import AsyncConsumer
from channels.exceptions import StopConsumer
from pydantic import BaseModel, TypeAdapter, ValidationError

from wire.clock import now
from wire.messages.common import Heartbeat, ProblemMessage
from wire.problems import Problem, from_validation

log = logging.getLogger(__name__)

TEXT_LIMIT = 64 * 1024
BINARY_LIMIT = 256 * 1024 + 24
MEDIA_QUEUE = 64


def encode(message: BaseModel) -> str:
    return message.model_dump_json(by_alias=True)


class TypedConsumer(AsyncConsumer):
    """One socket. Subclasses name `adapter` (the union they parse) and answer `on_<type>` for each message.

    Text frames are answered in order. Binary frames go through a lane of their own, so that an alert never waits
    behind media.
    """

    adapter: ClassVar[TypeAdapter[Any]]
    heartbeat_seconds: ClassVar[float] = 15.0

    def __init__(self) -> None:
        self.tasks: list[asyncio.Task[None]] = []
        self.media: asyncio.Queue[bytes] = asyncio.Queue(MEDIA_QUEUE)
        self.open = False
        self.heard = time.monotonic()

    async def __call__(self, scope: dict[str, Any], receive: Any, send: Any) -> None:
        """Frames one by one and nothing beside: Channels' own loop makes a task per frame, to listen to a layer at
        the same time, and no message of ours travels on one."""
        self.scope, self.base_send = scope, send
        try:
            while True:
                await self.dispatch(await receive())
        except StopConsumer:
            pass

    async def dispatch(self, message: dict[str, Any]) -> None:
        kind = message["type"]
        if kind == "websocket.receive":
            await self._receive(message)
        elif kind == "websocket.connect":
            await self.connect()
        elif kind == "websocket.disconnect":
            await self._gone()
            raise StopConsumer

    # What a subclass may say.

    async def connect(self) -> None:
        await self.accept()

    async def left(self) -> None:
        """The socket is gone; leave every group."""

    async def on_bytes(self, frame: bytes) -> None:
        raise Problem("malformed", "Binary frames are not understood on this socket.")

    async def heartbeat(self) -> Heartbeat:
        return Heartbeat(at=now())

    async def on_ping(self, message: BaseModel) -> None:
        await self.send_model(await self.heartbeat())

    # What a subclass may use.

    async def accept(self) -> None:
        await self.send({"type": "websocket.accept"})
        self.open = True
        self.run(self._beat())
        self.run(self._media_lane())

    async def close(self, code: int) -> None:
        if self.open:
            self.open = False
            with suppress(Exception):
                await self.send({"type": "websocket.close", "code": code})

    async def refuse(self, code: int) -> None:
        """Accept and close at once: only then does a browser see the code."""
        await self.send({"type": "websocket.accept"})
        await self.send({"type": "websocket.close", "code": code})

    def run(self, work: Awaitable[None]) -> None:
        self.tasks.append(asyncio.ensure_future(self._guarded(work)))

    async def send_text(self, text: str) -> None:
        await self._send({"text": text})

    async def send_bytes(self, frame: bytes) -> None:
        await self._send({"bytes": frame})

    async def _send(self, content: dict[str, str | bytes]) -> None:
        if not self.open:
            return
        try:
            await self.send({"type": "websocket.send", **content})
        except Exception as error:
            # The line broke and the goodbye is still on its way here; what was to be said is in the log or the outbox.
            self.open = False
            log.debug("a socket was gone: %s", error)

    async def send_model(self, message: BaseModel) -> None:
        await self.send_text(encode(message))

    async def send_problem(self, problem: Problem, *, reply: str | None = None) -> None:
        await self.send_model(
            ProblemMessage(code=problem.code, detail=problem.detail, errors=problem.errors, in_reply_to=reply)
        )

    # The inside.

    async def _guarded(self, work: Awaitable[None]) -> None:
        try:
            await work
        except asyncio.CancelledError:
            raise
        except Exception:
            log.exception("a socket's task failed")
            await self.close(1011)

    async def _receive(self, message: dict[str, Any]) -> None:
        if not self.open:
            # Closed for a right that was taken away, say: what still comes in is nobody's.
            return
        self.heard = time.monotonic()
        text, frame = message.get("text"), message.get("bytes")
        if text is not None:
            await self._answer(text)
        elif frame is not None:
            await self._enqueue(frame)

    async def _answer(self, text: str) -> None:
        reply: str | None = None
        try:
            if len(text) > TEXT_LIMIT:
                raise Problem(
                    "too_large",
                    f"A text frame holds at most {TEXT_LIMIT} characters.",
                    errors={"": ("too large",)},
                )
            parsed = self._parse(text)
            reply = str(getattr(parsed, "key", None) or parsed.type)
            await self._handler(parsed)(parsed)
        except Problem as problem:
            await self.send_problem(problem, reply=reply or _reply_hint(text))
        except Exception:
            log.exception("a frame failed: %.500r", text)
            await self.send_problem(Problem("internal"), reply=reply or _reply_hint(text))

    def _parse(self, text: str) -> Any:
        try:
            return self.adapter.validate_json(text)
        except ValidationError as error:
            raise from_validation(error, skip=1) from None
        except UnicodeEncodeError:
            raise Problem("malformed", errors={"": ("not valid Unicode",)}) from None

    def _handler(self, parsed: Any) -> Callable[[Any], Awaitable[None]]:
        handler: Callable[[Any], Awaitable[None]] = getattr(self, "on_" + parsed.type.replace(".", "_"))
        return handler

    async def _enqueue(self, frame: bytes) -> None:
        if len(frame) > BINARY_LIMIT:
            await self.send_problem(
                Problem("too_large", f"A binary frame holds at most {BINARY_LIMIT} bytes."),
                reply="binary",
            )
            return
        try:
            self.media.put_nowait(frame)
        except asyncio.QueueFull:
            # Nothing durable is lost: the phone goes on from the last `upload.offset`.
            await self.send_problem(Problem("too_often", "Wait for upload.offset before sending more."), reply="binary")

    async def _media_lane(self) -> None:
        while True:
            frame = await self.media.get()
            try:
                await self.on_bytes(frame)
            except Problem as problem:
                await self.send_problem(problem, reply="binary")
            except Exception:
                log.exception("a binary frame failed")
                await self.send_problem(Problem("internal"), reply="binary")

    async def _beat(self) -> None:
        while True:
            await asyncio.sleep(self.heartbeat_seconds)
            await self.send_model(await self.heartbeat())

    async def _gone(self) -> None:
        self.open = False
        for task in self.tasks:
            task.cancel()
        await self.left()


def _reply_hint(text: str) -> str | None:
    """The key or type of a frame that could not be parsed as a message, if it was JSON at all."""
    if len(text) > TEXT_LIMIT:
        return None
    try:
        loose = json.loads(text)
    except (ValueError, RecursionError):
        return None
    if not isinstance(loose, dict):
        return None
    hint = loose.get("key") or loose.get("type")
    return hint[:64].encode(errors="replace").decode() if isinstance(hint, str) else None
