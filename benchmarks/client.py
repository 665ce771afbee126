"""A websocket client light enough not to be what is measured.

A bare asyncio protocol: no extensions, a zero mask (legal, and the frame can be sent as it is), and one callback per
text frame with the moment its bytes arrived. At 500 sockets a general client would take longer to read a fan-out
than the server takes to write it.
"""

import asyncio
import base64
import os
import struct
from collections.abc import Callable
from time import perf_counter
from urllib.parse import urlsplit

OnText = Callable[["Socket", bytes, float], None]

TEXT, CLOSE, PING, PONG = 1, 8, 9, 10


def encoded(payload: bytes, opcode: int = TEXT) -> bytes:
    """One whole client frame."""
    size = len(payload)
    if size < 126:
        head = struct.pack("!BB", 0x80 | opcode, 0x80 | size)
    elif size < 65536:
        head = struct.pack("!BBH", 0x80 | opcode, 0x80 | 126, size)
    else:
        head = struct.pack("!BBQ", 0x80 | opcode, 0x80 | 127, size)
    return head + b"\0\0\0\0" + payload


class Socket(asyncio.Protocol):
    """One connection; `on_text` gets every text frame with the moment its bytes arrived."""

    def __init__(self, request: bytes, on_text: OnText) -> None:
        self.request = request
        self.on_text = on_text
        self.opened: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self.transport: asyncio.Transport | None = None
        self.is_open = False
        self._kept = bytearray()

    def send(self, frame: bytes) -> None:
        """ConnectionError when the server has gone."""
        if self.transport is None or self.transport.is_closing():
            raise ConnectionError("the server closed a socket under load")
        self.transport.write(frame)

    def close(self) -> None:
        if self.transport is not None:
            self.send(encoded(struct.pack("!H", 1000), CLOSE))
            self.transport.close()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport
        transport.write(self.request)

    def connection_lost(self, exc: Exception | None) -> None:
        self.is_open = False
        if not self.opened.done():
            self.opened.set_exception(ConnectionError("closed during the handshake"))

    def data_received(self, data: bytes) -> None:
        at = perf_counter()
        self._kept += data
        if not self.is_open and not self._shake_hands():
            return
        self._read_frames(at)

    def _shake_hands(self) -> bool:
        end = self._kept.find(b"\r\n\r\n")
        if end < 0:
            return False
        status = bytes(self._kept[: self._kept.find(b"\r\n")])
        del self._kept[: end + 4]
        if b" 101 " not in status:
            self.opened.set_exception(ConnectionError(status.decode("latin-1")))
            return False
        self.is_open = True
        self.opened.set_result(None)
        return True

    def _read_frames(self, at: float) -> None:
        kept, here = self._kept, 0
        while len(kept) - here >= 2:
            start, size = _body(kept, here)
            if start == 0 or len(kept) < start + size:
                break
            opcode = kept[here] & 15
            payload = bytes(kept[start : start + size])
            here = start + size
            if opcode == TEXT:
                self.on_text(self, payload, at)
            elif opcode == PING:
                self.send(encoded(payload, PONG))
        if here:
            del kept[:here]


def _body(kept: bytearray, here: int) -> tuple[int, int]:
    """Where the payload of the frame at `here` starts and its size; (0, 0) when the head is not all there."""
    size = kept[here + 1] & 127
    if size < 126:
        return here + 2, size
    wide = 2 if size == 126 else 8
    if len(kept) < here + 2 + wide:
        return 0, 0
    return here + 2 + wide, int.from_bytes(kept[here + 2 : here + 2 + wide], "big")


async def connect(url: str, on_text: OnText, *, token: str = "", patience: float = 30.0) -> Socket:
    """An open socket. ConnectionError when it is refused, TimeoutError after `patience` seconds."""
    parts = urlsplit(url)
    assert parts.hostname is not None
    assert parts.port is not None
    lines = [
        f"GET {parts.path} HTTP/1.1",
        f"Host: {parts.netloc}",
        "Upgrade: websocket",
        "Connection: Upgrade",
        f"Sec-WebSocket-Key: {base64.b64encode(os.urandom(16)).decode()}",
        "Sec-WebSocket-Version: 13",
        *([f"Authorization: Token {token}"] if token else []),
    ]
    request = ("\r\n".join(lines) + "\r\n\r\n").encode()
    loop = asyncio.get_running_loop()
    async with asyncio.timeout(patience):
        _, socket = await loop.create_connection(lambda: Socket(request, on_text), parts.hostname, parts.port)
        await socket.opened
    return socket
