"""The media store: a file per upload under DATA_DIR/media. A byte counts as received once it is fsynced."""

import fcntl
import hashlib
import os
from functools import cache
from pathlib import Path
from uuid import UUID

from django.conf import settings

from wire.problems import Problem

COPY = 1024 * 1024


class MediaStore:
    def __init__(self, root: Path) -> None:
        self.root = root

    def path(self, media: UUID) -> Path:
        """Two hex digits of fan-out keep folders small."""
        return self.root / media.hex[:2] / media.hex

    def offset(self, media: UUID) -> int:
        """How many bytes are durable: the file's own length, so that a crash cannot make the two differ."""
        try:
            return self.path(media).stat().st_size
        except FileNotFoundError:
            return 0

    def create(self, media: UUID) -> None:
        path = self.path(media)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(exist_ok=True)
        _sync_folder(path.parent)

    def append(self, media: UUID, *, offset: int, chunk: bytes, limit: int) -> int:
        """Write at `offset`, fsync, return the new offset. Bytes already here are skipped; a hole or bytes beyond
        `limit` raise `offset_mismatch` / `too_large`."""
        path = self.path(media)
        if not path.exists():
            self.create(media)
        with path.open("r+b") as file:
            # Two lines may carry the same file (a socket half open, a new request): one writes, then the other looks.
            fcntl.flock(file, fcntl.LOCK_EX)
            have = file.seek(0, os.SEEK_END)
            if offset > have:
                raise Problem(
                    "offset_mismatch",
                    f"{have} bytes are here; go on from there.",
                    facts={"offset": have},
                )
            fresh = chunk[have - offset :]
            if have + len(fresh) > limit:
                raise Problem("too_large", "More bytes than were announced.", errors={"size": ("exceeded",)})
            if fresh:
                file.write(fresh)
                file.flush()
                os.fsync(file.fileno())
            return have + len(fresh)

    def sha256(self, media: UUID) -> str:
        digest = hashlib.sha256()
        with self.path(media).open("rb") as file:
            while block := file.read(COPY):
                digest.update(block)
        return digest.hexdigest()

    def head(self, media: UUID, *, size: int = 4096) -> bytes:
        with self.path(media).open("rb") as file:
            return file.read(size)

    def copy_path(self, media: UUID, *, thumb: bool = False) -> Path:
        return self.path(media).with_suffix(".thumb" if thumb else ".copy")

    def keep_copies(self, media: UUID, *, copy: bytes, thumb: bytes) -> None:
        """Whole or not at all, also when the power goes. An empty thumbnail is none."""
        for path, content in ((self.copy_path(media), copy), (self.copy_path(media, thumb=True), thumb)):
            if content:
                _write_whole(path, content)

    def discard(self, media: UUID) -> None:
        for path in (self.path(media), self.copy_path(media), self.copy_path(media, thumb=True)):
            path.unlink(missing_ok=True)


def _write_whole(path: Path, content: bytes) -> None:
    fresh = path.with_name(f"{path.name}.new")
    with fresh.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(path)
    _sync_folder(path.parent)


def _sync_folder(folder: Path) -> None:
    """A new file survives a crash only when its folder's entry is on disk too."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@cache
def store() -> MediaStore:
    return MediaStore(Path(settings.DATA_DIR) / "media")
