"""A line between a browser and the server that can be cut, or made to swallow what the server answers."""

import asyncio
import contextlib
import threading
from collections.abc import Iterator

from tests.server import Server

PIECE = 65_536


class CuttingLine:
    """Listens on a port of its own and passes bytes on. All methods may be called from the test's thread."""

    def __init__(self, server: Server) -> None:
        self.server = server
        self.is_down = False
        self.swallows = False
        self.swallowed = 0
        self._writers: set[asyncio.StreamWriter] = set()
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)

    @property
    def http(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def open(self) -> None:
        self._thread.start()
        self.port = asyncio.run_coroutine_threadsafe(self._listen(), self._loop).result(5)

    def close(self) -> None:
        asyncio.run_coroutine_threadsafe(self._end(), self._loop).result(5)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(5)

    async def _end(self) -> None:
        passing = asyncio.all_tasks() - {asyncio.current_task()}
        for task in passing:
            task.cancel()
        await asyncio.gather(*passing, return_exceptions=True)

    def down(self) -> None:
        """Whoever is connected is cut off, and nobody gets through any more."""
        self.is_down = True
        self.cut()

    def up(self) -> None:
        self.is_down = self.swallows = False

    def cut(self) -> None:
        async def drop() -> None:
            for writer in list(self._writers):
                writer.transport.abort()

        asyncio.run_coroutine_threadsafe(drop(), self._loop).result(5)

    async def _listen(self) -> int:
        listener = await asyncio.start_server(self._carry, "127.0.0.1", 0)
        return int(listener.sockets[0].getsockname()[1])

    async def _carry(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if self.is_down:
            writer.transport.abort()
            return
        try:
            there, back = await asyncio.open_connection("127.0.0.1", self.server.port)
        except OSError:
            writer.transport.abort()
            return
        self._writers |= {writer, back}
        with contextlib.suppress(asyncio.CancelledError):
            await asyncio.gather(self._pass(reader, back, is_answer=False), self._pass(there, writer, is_answer=True))
        self._writers -= {writer, back}

    async def _pass(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, *, is_answer: bool) -> None:
        with contextlib.suppress(OSError):
            while piece := await reader.read(PIECE):
                if is_answer and self.swallows:
                    self.swallowed += len(piece)
                    continue
                writer.write(piece)
                await writer.drain()
        writer.close()


@contextlib.contextmanager
def cutting(server: Server) -> Iterator[CuttingLine]:
    line = CuttingLine(server)
    line.open()
    try:
        yield line
    finally:
        line.close()
