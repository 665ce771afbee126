"""The end of an upload, whichever lane its last byte came by; and a lane for bytes that come as a stream."""

import base64
import binascii
import hashlib
import tempfile
from typing import IO
from uuid import UUID

from alerts.actions.finish_upload import finish_upload
from alerts.media.inspect import Inspection, inspect
from alerts.media.rendering import render_soon
from alerts.media.store import MediaStore, store
from alerts.models import Media
from alerts.writer import writer
from people.roles import Actor
from wire.clock import now
from wire.problems import Problem
from wire.words import MediaStatus

PIECE = 256 * 1024
"""Bytes that share an fsync."""

CHECKSUMS = ("sha256", "sha1")


def look_inside(media: Media) -> Inspection:
    files = store()
    return inspect(
        head=files.head(media.id),
        sha256=files.sha256(media.id),
        claimed_sha256=media.claimed_sha256,
        claimed_type=media.media_type,
    )


def finish_if_whole(media: Media, *, actor: Actor) -> Media:
    """Decide about a file all of whose bytes are here; also one whose server died just before it could."""
    if media.status != MediaStatus.UPLOADING or store().offset(media.id) < media.size:
        return media
    inspection = look_inside(media)
    done: Media = writer.call(finish_upload, media=media.id, inspection=inspection, actor=actor, at=now())
    render_soon(done)
    return done


def refusal_of(media: Media) -> Problem:
    """Why a file was rejected, as whoever sent it is told."""
    if media.why in ("checksum_mismatch", "too_large"):
        return Problem(media.why)
    return Problem("media_type", errors={"media_type": (media.why or "not taken",)})


class Arrival:
    """One request's bytes, from `offset` on, in bounded memory. What `take` was given is durable after the next full
    piece, or after `stop`. With a checksum nothing counts until all of it agrees."""

    def __init__(self, media: Media, *, offset: int, actor: Actor, checksum: "Checksum | None" = None) -> None:
        self.media, self.at, self.actor, self.checksum = media, offset, actor, checksum
        self._room = media.size - offset
        self._files: MediaStore = store()
        self._waiting = bytearray()
        self._aside: IO[bytes] | None = tempfile.TemporaryFile() if checksum else None  # noqa: SIM115

    def take(self, piece: bytes) -> None:
        """Raises `too_large` for bytes beyond what was announced; those before them stay."""
        self._put(piece[: self._room])
        self._room -= len(piece)
        if self._room < 0:
            raise Problem("too_large", "More bytes than were announced.", errors={"Upload-Length": ("exceeded",)})

    def _put(self, piece: bytes) -> None:
        if self._aside is not None and self.checksum is not None:
            self.checksum.update(piece)
            self._aside.write(piece)
            return
        self._waiting += piece
        if len(self._waiting) >= PIECE:
            self._keep()

    def _keep(self) -> None:
        if self._waiting:
            chunk = bytes(self._waiting)
            self._waiting.clear()
            self.at = self._files.append(self.media.id, offset=self.at, chunk=chunk, limit=self.media.size)

    def stop(self) -> None:
        """The line was cut or the bytes refused: keep what came, unless it cannot be checked any more."""
        if self._aside is not None:
            self._aside.close()
        else:
            self._keep()

    def end(self) -> Media:
        """The request came whole; and with it perhaps the file."""
        if self._aside is not None and self.checksum is not None:
            if not self.checksum.agrees():
                self._aside.close()
                raise Problem("piece_damaged", errors={"Upload-Checksum": ("does not agree",)})
            self._aside.seek(0)
            while chunk := self._aside.read(PIECE):
                self.at = self._files.append(self.media.id, offset=self.at, chunk=chunk, limit=self.media.size)
            self._aside.close()
        self._keep()
        return finish_if_whole(self.media, actor=self.actor)


class Checksum:
    """`Upload-Checksum: sha256 <base64>`."""

    def __init__(self, header: str) -> None:
        name, _, value = header.strip().partition(" ")
        if name not in CHECKSUMS:
            raise Problem("wrong_field", "Upload-Checksum: sha256 or sha1", errors={"Upload-Checksum": ("unknown",)})
        try:
            self._claimed = base64.b64decode(value.strip(), validate=True)
        except binascii.Error:
            raise Problem("wrong_field", errors={"Upload-Checksum": ("not base64",)}) from None
        self._digest = hashlib.new(name, usedforsecurity=False)

    def update(self, piece: bytes) -> None:
        self._digest.update(piece)

    def agrees(self) -> bool:
        return self._digest.digest() == self._claimed


def upload_of(key: UUID) -> Media:
    media = Media.objects.filter(pk=key).first()
    if media is None:
        raise Problem("no_upload")
    return media
