import asyncio
import time
from collections import deque

from pydantic import TypeAdapter

from alerts import cards
from alerts.actions.send_chat import send_chat
from alerts.live import live
from alerts.writer import writer
from command.consumers.staff import StaffConsumer
from command.queries.desk import snapshot
from command.screens import screens
from people.handshake import active_user
from people.roles import Right, may_ever
from wire.clock import now
from wire.consumers import encode
from wire.messages import desk as wire
from wire.messages.common import ChatMessage, Heartbeat
from wire.messages.help import SendChat
from wire.push import Behind, Frame
from wire.reading import read

WINDOW = 256
"""Frames sent and not acknowledged, at which pushing stops: daphne itself never pushes back."""
PATIENCE_SECONDS = 30.0


class DeskConsumer(StaffConsumer):
    """A dispatcher's screen: a snapshot, then the log of its zones from there on, never with a hole."""

    adapter = TypeAdapter(wire.FromDesk)
    heartbeat_seconds = 2.0

    def __init__(self) -> None:
        super().__init__()
        self.zones: frozenset[str] = frozenset()
        self.cursor: dict[str, int] = {}
        self.unacknowledged: deque[tuple[str, int]] = deque()
        self.acknowledged = asyncio.Event()
        self.turn = asyncio.Lock()

    async def connect(self) -> None:
        user = await self.find_user()
        if user is None:
            await self.refuse(4401)
        elif not may_ever(user.actor(), Right.USE_DESK) or user.zone is None:
            await self.refuse(4403)
        else:
            self.know(user)
            await self.accept()
            await self.on_resync(None)
            screens.desks.join(self.zones, self)
            self.run(self._pump())

    async def left(self) -> None:
        await super().left()
        screens.desks.leave(self.zones, self)

    async def heartbeat(self) -> Heartbeat:
        return Heartbeat(at=now(), head=live.log.heads(self.zones))

    async def on_resync(self, message: wire.Resync | None) -> None:
        # Who asks anew has done with what they did not acknowledge. The pump may wait for that very acknowledgement
        # with the turn in its hands: open the window, else the two wait for each other.
        self.unacknowledged.clear()
        self.acknowledged.set()
        async with self.turn:
            await self._send_snapshot()

    async def on_ack(self, message: wire.Ack) -> None:
        while self.unacknowledged and self._is_acknowledged(message):
            self.unacknowledged.popleft()
        self.acknowledged.set()

    def _is_acknowledged(self, message: wire.Ack) -> bool:
        zone, last = self.unacknowledged[0]
        return message.seq.get(zone, -1) >= last

    async def on_chat(self, message: SendChat) -> None:
        chat = await writer.submit(
            send_chat,
            alert=message.alert,
            key=message.key,
            text=message.text,
            actor=self.actor,
            at=now(),
        )
        await self.send_model(ChatMessage(**dict(cards.chat_card(chat))))

    async def show_positions(self, frame: bytes) -> None:
        """May be skipped, and is, for a screen that has stopped acknowledging."""
        if self.open and len(self.unacknowledged) < WINDOW:
            await self.send_bytes(frame)

    async def _send_snapshot(self) -> None:
        user = await read(active_user, self.user_id)
        if user is None:
            await self.close(4403)
            return
        whole = await read(snapshot, user=user, now=now())
        if frozenset(whole.seq) != self.zones:
            screens.desks.leave(self.zones, self)
            self.zones = frozenset(whole.seq)
            screens.desks.join(self.zones, self)
        self.cursor = dict(whole.seq)
        self.unacknowledged.clear()
        await self.send_text(await asyncio.to_thread(encode, whole))

    async def _pump(self) -> None:
        """One task per screen. The bell is taken before the log is looked at, so that no ring is missed."""
        while self.open:
            bell = live.log.bell()
            async with self.turn:
                try:
                    for zone in sorted(self.zones):
                        await self._continue(zone)
                except Behind:
                    await self._send_snapshot()
                    continue
            await bell.wait()

    async def _continue(self, zone: str) -> None:
        for frame in live.log.zone(zone).after(self.cursor.get(zone, 0)):
            await self._has_room()
            if not self.open:
                return
            await self._push(frame)

    async def _push(self, frame: Frame) -> None:
        await self.send_text(frame.text)
        for text in frame.beside:
            await self.send_text(text)
        self.cursor[frame.zone] = frame.last
        self.unacknowledged.append((frame.zone, frame.last))

    async def _has_room(self) -> None:
        since = time.monotonic()
        while len(self.unacknowledged) >= WINDOW and self.open:
            self.acknowledged.clear()
            left = PATIENCE_SECONDS - (time.monotonic() - since)
            try:
                await asyncio.wait_for(self.acknowledged.wait(), max(left, 0.001))
            except TimeoutError:
                await self.close(4009)
