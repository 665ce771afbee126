"""In front of Django, which looks at a request only when all of it is here: a file's bytes are kept as they come.

A phone whose line breaks after nine tenths of a clip has nine tenths here, also when the line is only half dead and
the same phone is already asking on another. Everybody else's body is bounded before it is held.
"""

import asyncio
import json
import logging
import re
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from alerts.api.tus import HANDOVER, VERSION, end
from alerts.media.arrival import Arrival
from wire.problems import Problem
from wire.reading import keep_connections

Message = dict[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Application = Callable[[dict[str, Any], Any, Any], Awaitable[None]]

BODY_LIMIT = 4 * 2**20
"""Bytes of any other request: a zone's boundary fits, a flood does not."""

UPLOAD = re.compile(r"/api/media/[0-9a-fA-F-]{36}/upload")

log = logging.getLogger(__name__)

_pool = ThreadPoolExecutor(4, thread_name_prefix="tus")


class Streamed:
    def __init__(self, django: Application) -> None:
        self.django = django

    async def __call__(self, scope: dict[str, Any], receive: Receive, send: Send) -> None:
        if _is_piece(scope):
            await self._piece({**scope, "method": "PATCH"}, receive, send)
        else:
            await self._bounded(scope, receive, send)

    async def _bounded(self, scope: dict[str, Any], receive: Receive, send: Send) -> None:
        length = _header(scope, b"content-length")
        if length.isdigit() and int(length) > BODY_LIMIT:
            await _refuse(send, Problem("too_large", f"At most {BODY_LIMIT} bytes."))
            return
        body = Bounded(receive)
        await self.django(scope, body, send)
        if body.exceeded:
            await _refuse(send, Problem("too_large", f"At most {BODY_LIMIT} bytes."))

    async def _piece(self, scope: dict[str, Any], receive: Receive, send: Send) -> None:
        """Django says whether this phone may send these bytes; then they are taken as they come."""
        arrivals: list[Arrival] = []
        said: list[Message] = []

        async def keep(message: Message) -> None:
            said.append(message)

        await self.django({**scope, HANDOVER: arrivals}, _nothing(), keep)
        if not arrivals:
            for message in said:
                await send(message)
            return
        try:
            offset = await _pour(receive, arrivals[0])
        except Problem as problem:
            await _refuse(send, problem)
            return
        if offset is not None:
            start = said[0]
            start["headers"] = [*start["headers"], (b"Upload-Offset", str(offset).encode())]
            for message in said:
                await send(message)


class Bounded:
    """`receive` that stops at the limit: to Django the line broke."""

    def __init__(self, receive: Receive) -> None:
        self.receive, self.size, self.exceeded = receive, 0, False

    async def __call__(self) -> Message:
        message = await self.receive()
        self.size += len(message.get("body", b""))
        if self.size > BODY_LIMIT:
            self.exceeded = True
            return {"type": "http.disconnect"}
        return message


def _nothing() -> Receive:
    """A body of no bytes, and a line that holds."""
    told = False

    async def receive() -> Message:
        nonlocal told
        if told:
            await asyncio.Event().wait()
        told = True
        return {"type": "http.request", "body": b"", "more_body": False}

    return receive


async def _pour(receive: Receive, arrival: Arrival) -> int | None:
    """The offset at the end of the request, or None when the line broke. Raises the Problem to tell."""
    try:
        while True:
            message = await receive()
            if message["type"] == "http.disconnect":
                await _off_loop(arrival.stop)
                return None
            if piece := message.get("body", b""):
                await _off_loop(arrival.take, piece)
            if not message.get("more_body", False):
                offset: int = await _off_loop(end, arrival)
                return offset
    except Problem:
        await _off_loop(arrival.stop)
        raise
    except Exception:
        log.exception("a piece of a file could not be kept")
        raise Problem("unavailable") from None


async def _off_loop(work: Callable[..., Any], *args: Any) -> Any:
    def guarded() -> Any:
        keep_connections()
        return work(*args)

    return await asyncio.get_running_loop().run_in_executor(_pool, guarded)


async def _refuse(send: Send, problem: Problem) -> None:
    body = json.dumps(problem.body()).encode()
    headers = [
        (b"Content-Type", b"application/json"),
        (b"Content-Length", str(len(body)).encode()),
        (b"Tus-Resumable", VERSION.encode()),
        (b"X-Content-Type-Options", b"nosniff"),
        (b"Cache-Control", b"no-store"),
    ]
    if "offset" in problem.facts:
        headers.append((b"Upload-Offset", str(problem.facts["offset"]).encode()))
    await send({"type": "http.response.start", "status": problem.status, "headers": headers})
    await send({"type": "http.response.body", "body": body})


def _is_piece(scope: dict[str, Any]) -> bool:
    """A PATCH to an upload, or a POST that means one (old phones and some proxies know no PATCH)."""
    if scope["type"] != "http" or not UPLOAD.fullmatch(scope["path"]):
        return False
    meant = _header(scope, b"x-http-method-override").upper() if scope["method"] == "POST" else ""
    return scope["method"] == "PATCH" or meant == "PATCH"


def _header(scope: dict[str, Any], name: bytes) -> str:
    found = next((value for key, value in scope.get("headers", ()) if key.lower() == name), b"")
    return bytes(found).decode("latin-1")
