"""What keeps screens live in this process: the log, the groups of phones, and the reader that fills holes.

The writer's commits arrive here first. What other processes committed is read from the database: at once when the
channel layer wakes us, in any case every second. The layer carries nothing but the wake-up, so losing it delays
screens of other processes by a second and loses nothing.
"""

import asyncio
import logging
from collections.abc import Callable, Coroutine, Iterable
from contextlib import suppress
from typing import Any
from uuid import UUID

from channels.layers import get_channel_layer
from django.conf import settings

from alerts import cards, changes
from alerts.models import Chat, Entry, ZoneHead
from alerts.queries import herder_card_of
from alerts.writer import writer
from wire.groups import Groups
from wire.messages.common import ChatMessage
from wire.messages.help import AlertMessage
from wire.push import Frame, Log, Touched
from wire.reading import read
from wire.words import EntryKind

log = logging.getLogger(__name__)

POLL_SECONDS = 1.0
CATCH_UP = 500
WAKE = "wake"


class Live:
    def __init__(self) -> None:
        self.log = Log()
        self.phones: Groups[UUID, Any] = Groups()
        self.loop: asyncio.AbstractEventLoop | None = None
        self.starters: list[Callable[[], Coroutine[Any, Any, None]]] = []
        self._tasks: set[asyncio.Task[None]] = set()
        self._wake = asyncio.Event()
        self._told: set[UUID] = set()
        self._waking = False

    @property
    def running(self) -> bool:
        return self.loop is not None

    async def start(self) -> None:
        """Take the heads as they are, start the writer and the readers. Once per process."""
        if self.loop is not None:
            return
        for code, head in (await read(_heads)).items():
            self.log.zone(code, head=head)
        self.loop = asyncio.get_running_loop()
        self.log.on_touched.append(self._tell_phones)
        writer.start(self._from_writer)
        self.spawn(self._tail())
        if settings.REDIS_URL:
            self.spawn(self._listen())
        for starter in self.starters:
            self.spawn(starter())

    def spawn(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.ensure_future(work)
        self._tasks.add(task)
        task.add_done_callback(self._ended)

    def _ended(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        if not task.cancelled() and task.exception() is not None:
            log.error("a task of the live side failed", exc_info=task.exception())

    # From this process.

    def _from_writer(self, frames: list[Frame], touched: list[Touched]) -> None:
        assert self.loop is not None
        self.loop.call_soon_threadsafe(self._deliver, frames, touched)

    def _deliver(self, frames: list[Frame], touched: list[Touched]) -> None:
        self.log.publish(frames, touched)
        if self.log.missing:
            self._wake.set()
        if settings.REDIS_URL and not self._waking:
            self._waking = True
            self.spawn(self._wake_others())

    # From other processes.

    async def _tail(self) -> None:
        while True:
            with suppress(TimeoutError):
                await asyncio.wait_for(self._wake.wait(), POLL_SECONDS)
            self._wake.clear()
            try:
                await self.catch_up()
            except Exception:
                log.exception("could not read what other processes wrote; trying again")

    async def catch_up(self) -> None:
        """Fill every zone's log up to the database's head."""
        for code, head in (await read(_heads)).items():
            zone = self.log.zone(code)
            while zone.head < head:
                frames, touched = await read(_after, code, zone.head)
                if not frames or frames[0].first != zone.head + 1:
                    break
                self.log.publish(frames, touched)
        self.log.missing.clear()

    async def _listen(self) -> None:
        while True:
            try:
                layer = get_channel_layer()
                channel = await layer.new_channel()
                await layer.group_add(WAKE, channel)
                while True:
                    # Memberships expire (group_expiry), so they are renewed more often than that.
                    try:
                        await asyncio.wait_for(layer.receive(channel), 600)
                        self._wake.set()
                    except TimeoutError:
                        await layer.group_add(WAKE, channel)
            except Exception as error:
                log.warning("no wake-ups from other processes (%s); polling goes on", error)
                await asyncio.sleep(5)

    async def _wake_others(self) -> None:
        await asyncio.sleep(0.02)
        self._waking = False
        try:
            await asyncio.wait_for(get_channel_layer().group_send(WAKE, {"type": "wake"}), 2)
        except Exception as error:
            log.warning("other processes were not woken (%s); they poll", error)

    # Phones.

    def _tell_phones(self, touched: Iterable[Touched]) -> None:
        for row in touched:
            if row.alert is None or row.alert not in self.phones or changes.is_first_word(row.kind):
                continue
            self.refresh_phones(row.alert)
            if row.kind == EntryKind.CHAT_SENT:
                self.spawn(self._pass_on(row.alert, row.about_id))

    def refresh_phones(self, alert: UUID) -> None:
        """Send the herder's card anew to the phones of this alert, once however often it is asked meanwhile."""
        if alert in self.phones and alert not in self._told:
            self._told.add(alert)
            self.spawn(self._refresh(alert))

    async def _refresh(self, alert: UUID) -> None:
        self._told.discard(alert)
        card = await read(herder_card_of, alert)
        if card is not None:
            for phone in self.phones.members(alert):
                await phone.show(AlertMessage(alert=card))

    async def _pass_on(self, alert: UUID, chat: str) -> None:
        message = await read(_chat, chat)
        for phone in self.phones.members(alert):
            await phone.show(message)


def _chat(chat: str) -> ChatMessage:
    return ChatMessage(**dict(cards.chat_card(Chat.objects.get(pk=chat))))


def _heads() -> dict[str, int]:
    return dict(ZoneHead.objects.values_list("zone_id", "head"))


def _after(zone: str, seq: int) -> tuple[list[Frame], list[Touched]]:
    entries = list(Entry.objects.filter(zone_id=zone, seq__gt=seq).order_by("seq")[:CATCH_UP])
    return (changes.frames_of(entries, {}), changes.touched_by(entries)) if entries else ([], [])


live = Live()
