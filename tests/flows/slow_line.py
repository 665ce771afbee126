"""A 2G line: slow, far, and cut now and then. Each connection has its own."""

import asyncio
import contextlib
import random
from types import TracebackType
from typing import Self

from tests.server import Server

PIECE = 4096


class SlowLine:
    """Passes bytes on at `rate` bytes a second each way, `delay` seconds late; each piece cuts its connection with
    probability `cuts`, before it is through."""

    def __init__(self, server: Server, *, rate: float, delay: float, cuts: float, seed: int = 110) -> None:
        self.server, self.rate, self.delay, self.cuts = server, rate, delay, cuts
        self.chance = random.Random(seed)
        self.connections = self.cut = 0

    @property
    def http(self) -> str:
        return f"http://127.0.0.1:{self._listener.sockets[0].getsockname()[1]}"

    async def __aenter__(self) -> Self:
        self._listener = await asyncio.start_server(self._carry, "127.0.0.1", 0)
        return self

    async def __aexit__(self, kind: type | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._listener.close()

    async def _carry(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        there, back = await asyncio.open_connection("127.0.0.1", self.server.port)
        ways = [asyncio.create_task(self._pass(reader, back)), asyncio.create_task(self._pass(there, writer))]
        await asyncio.wait(ways, return_when=asyncio.FIRST_COMPLETED)
        for way in ways:
            way.cancel()
        for end in (writer, back):
            end.transport.abort()

    async def _pass(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Ends when either side closes, or when chance cuts it."""
        late: asyncio.Queue[tuple[float, bytes]] = asyncio.Queue()
        clock = asyncio.get_running_loop()
        arriving = asyncio.create_task(self._arrive(late, writer))
        with contextlib.suppress(OSError, asyncio.CancelledError):
            while piece := await reader.read(PIECE):
                await asyncio.sleep(len(piece) / self.rate)
                if self.chance.random() < self.cuts:
                    self.cut += 1
                    break
                late.put_nowait((clock.time() + self.delay, piece))
        arriving.cancel()

    async def _arrive(self, late: "asyncio.Queue[tuple[float, bytes]]", writer: asyncio.StreamWriter) -> None:
        while True:
            due, piece = await late.get()
            await asyncio.sleep(due - asyncio.get_running_loop().time())
            writer.write(piece)
            await writer.drain()
