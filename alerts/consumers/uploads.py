"""Files over the same socket: announced, then binary frames of 16 bytes key, 8 bytes offset, bytes."""

import asyncio
import struct
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import TypeVar
from uuid import UUID

from alerts.actions.finish_upload import finish_upload
from alerts.actions.start_upload import start_upload
from alerts.cards import media_card
from alerts.media.arrival import look_inside, refusal_of
from alerts.media.rendering import render_soon
from alerts.media.store import store
from alerts.models import Media
from alerts.writer import writer
from people.roles import Actor
from wire.clock import now
from wire.consumers import TypedConsumer
from wire.messages.common import UploadOffset
from wire.messages.help import UploadBody, UploadDone
from wire.problems import Problem
from wire.words import MediaStatus

Result = TypeVar("Result")

HEADER = struct.Struct(">16sQ")

_pool = ThreadPoolExecutor(2, thread_name_prefix="media")
"""Files wait for their own disk threads: no alert, read or verb ever stands behind one."""


class Uploads:
    """The uploads announced on one socket."""

    def __init__(self, consumer: TypedConsumer) -> None:
        self.consumer = consumer
        self.open: dict[UUID, Media] = {}

    async def start(self, alert: UUID, upload: UploadBody, *, actor: Actor) -> None:
        media = await writer.submit(start_upload, alert=alert, upload=upload, actor=actor, at=now())
        if media.status != MediaStatus.UPLOADING:
            await self._tell_done(media)
            return
        self.open[media.id] = media
        offset = await _off_loop(store().offset, media.id)
        await self.consumer.send_model(UploadOffset(key=media.id, offset=offset))
        if offset >= media.size:
            await self._finish(media, actor)

    async def take(self, frame: bytes, *, actor: Actor) -> None:
        if len(frame) <= HEADER.size:
            raise Problem(
                "malformed",
                "A binary frame is 16 bytes key, 8 bytes offset, then bytes.",
                errors={"": ("too short",)},
            )
        raw, offset = HEADER.unpack_from(frame)
        media = self.open.get(UUID(bytes=raw))
        if media is None:
            raise Problem(
                "no_upload",
                "key: send upload.start first.",
                errors={"key": ("no upload was started",)},
            )
        append = partial(store().append, media.id, offset=offset, chunk=frame[HEADER.size :], limit=media.size)
        try:
            durable = await _off_loop(append)
        except Problem as problem:
            if problem.code == "offset_mismatch":
                await self.consumer.send_model(UploadOffset(key=media.id, offset=problem.facts["offset"]))
            raise
        await self.consumer.send_model(UploadOffset(key=media.id, offset=durable))
        if durable == media.size:
            await self._finish(media, actor)

    async def _finish(self, media: Media, actor: Actor) -> None:
        self.open.pop(media.id, None)
        inspection = await _off_loop(look_inside, media)
        kept = await writer.submit(finish_upload, media=media.id, inspection=inspection, actor=actor, at=now())
        render_soon(kept)
        await self._tell_done(kept)

    async def _tell_done(self, media: Media) -> None:
        if media.status == MediaStatus.REJECTED:
            await self.consumer.send_problem(refusal_of(media), reply=str(media.id))
            return
        card = media_card(media, offset=media.size)
        await self.consumer.send_model(UploadDone(key=media.id, media=card))


async def _off_loop(work: Callable[..., Result], *args: object) -> Result:
    return await asyncio.get_running_loop().run_in_executor(_pool, partial(work, *args))
