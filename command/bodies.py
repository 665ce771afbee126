"""daphne hands a request on only when all of its body is here, and holds it in memory then. Here it goes on as it
comes, no faster than the application takes it: what arrived before a line broke is kept, and no body fills the memory.

Small bodies (a press) go the usual way.
"""

from typing import Any

from daphne.http_protocol import HTTPFactory, WebRequest
from twisted.internet import reactor as running

reactor: Any = running

SMALL = 64 * 1024
WINDOW = 16
"""Messages that may wait for the application: at most some 1 MB a request."""

PAUSE_SECONDS = 0.02
LINGER = 8 * 2**20
"""Bytes still read, and thrown away, after an early answer: a client that only writes would else never see it."""


class StreamedRequest(WebRequest):  # type: ignore[misc]  # daphne ships no types
    streamed = False
    whole = False
    answered = False
    wasted = 0

    def gotLength(self, length: int | None) -> None:
        """The headers are here; `length` is None for a chunked body."""
        upgrade = self.requestHeaders.hasHeader(b"Upgrade")
        kind = (self.requestHeaders.getRawHeaders(b"Content-Type") or [b""])[0]
        piece = kind.startswith(b"application/offset+octet-stream") and length != 0
        self.streamed = not upgrade and (length is None or length > SMALL or piece)
        super().gotLength(0 if self.streamed else length)
        if self.streamed:
            channel = self.channel
            super().requestReceived(channel._command, channel._path, channel._version)
            if self.application_queue is not None:
                # daphne's word that the body is empty: the application has not heard it yet.
                self.application_queue.get_nowait()

    def handleContentChunk(self, data: bytes) -> None:
        if not self.streamed:
            super().handleContentChunk(data)
        elif self.answered or self.application_queue is None:
            self._waste(len(data))
        else:
            self.application_queue.put_nowait({"type": "http.request", "body": data, "more_body": True})
            if self.application_queue.qsize() >= WINDOW:
                self.channel._networkProducer.pauseProducing()
                reactor.callLater(PAUSE_SECONDS, self._go_on)

    def _go_on(self) -> None:
        if self.channel is None:
            return
        if self.answered or self.application_queue.qsize() < WINDOW // 2:
            self.channel._networkProducer.resumeProducing()
        else:
            reactor.callLater(PAUSE_SECONDS, self._go_on)

    def _waste(self, size: int) -> None:
        self.wasted += size
        if self.wasted > LINGER:
            self.channel.loseConnection()

    def requestReceived(self, command: bytes, path: bytes, version: bytes) -> None:
        """The body is whole."""
        if not self.streamed:
            super().requestReceived(command, path, version)
            return
        self.whole = True
        if self.answered:
            super().finish()
        elif self.application_queue is not None:
            self.application_queue.put_nowait({"type": "http.request", "body": b"", "more_body": False})

    def handle_reply(self, message: dict[str, Any]) -> None:
        if message["type"] == "http.response.start" and self.streamed and not self.whole:
            self.channel.persistent = False
            self.responseHeaders.setRawHeaders(b"Connection", [b"close"])
        super().handle_reply(message)

    def finish(self) -> None:
        """Answered before all was read: the rest is thrown away first, for it is no new request."""
        if self.streamed and not self.whole:
            self.answered = True
            return
        super().finish()


class StreamedFactory(HTTPFactory):  # type: ignore[misc]
    def buildProtocol(self, addr: Any) -> Any:
        protocol = super().buildProtocol(addr)
        protocol.requestFactory = StreamedRequest
        return protocol
