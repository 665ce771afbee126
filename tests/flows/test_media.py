"""Photos and clips over a bad line: they arrive whole, next to nothing is sent twice, and no alert waits for them."""

import asyncio
import hashlib
import json
import random
import struct
import time
from dataclasses import dataclass, field
from io import BytesIO
from uuid import uuid4

import httpx
import pytest
from PIL import Image

from tests.people_of_the_story import XILIN, Desk, Message, Phone, staff, upload_frame
from tests.server import Server

pytestmark = pytest.mark.flow

CHUNK = 24 * 1024
WINDOW = 8
"""Frames that may be unacknowledged, as in our page."""


@dataclass
class File:
    body: bytes
    media_type: str
    name: str = "file"
    key: str = field(default_factory=lambda: str(uuid4()))

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.body).hexdigest()

    def announcement(self, alert: str) -> Message:
        about = {"key": self.key, "name": self.name, "media_type": self.media_type, "size": len(self.body)}
        return {"type": "upload.start", "alert": alert, "sha256": self.sha256, **about}

    def piece(self, offset: int) -> bytes:
        return self.body[offset : offset + CHUNK]


def a_photo(size: int, *, seed: int = 1) -> File:
    """A real JPEG, filled up to `size` with noise behind its end mark."""
    buffer = BytesIO()
    Image.new("RGB", (640, 480), (200, 220, 240)).save(buffer, "JPEG")
    picture = buffer.getvalue()
    return File(picture + random.Random(seed).randbytes(size - len(picture)), "image/jpeg", "sky.jpg")


def a_clip(size: int) -> File:
    """An MP4 by its first box; the rest is one box of noise."""
    head = bytes.fromhex("0000001866747970") + b"mp42\x00\x00\x00\x00mp42isom"
    rest = size - len(head)
    return File(
        head + struct.pack(">I4s", rest, b"mdat") + random.Random(2).randbytes(rest - 8), "video/mp4", "herd.mp4"
    )


class Cut(Exception):
    """The line broke."""


@dataclass
class Line:
    """A phone on a line that breaks when so many bytes were sent. It goes on where the centre says, a window ahead."""

    server: Server
    breaks: list[int]
    press_after: int = 1 << 60
    key: str = field(default_factory=lambda: str(uuid4()))
    sent: int = 0
    broken: int = 0
    waited: float | None = None
    offsets: list[int] = field(default_factory=list)
    """Where the centre told it to go on, each time it started."""

    def phone(self) -> Phone:
        phone = Phone(self.server)
        phone.key, phone.secret = self.key, self.key
        return phone

    async def raise_alert(self) -> str:
        async with self.phone() as phone:
            await phone.hello()
            return str((await phone.press(place=XILIN))["id"])

    async def deliver(self, file: File, *, alert: str) -> Message:
        """The `upload.done` of this file, over as many sockets as it takes."""
        while True:
            try:
                async with self.phone() as phone:
                    await phone.hello()
                    return await self._send(phone, file, alert)
            except Cut:
                self.broken += 1

    async def _send(self, phone: Phone, file: File, alert: str) -> Message:
        await phone.say(**file.announcement(alert))
        durable = ahead = (await phone.hear("upload.offset"))["offset"]
        self.offsets.append(durable)
        while True:
            while ahead < len(file.body) and ahead - durable < WINDOW * CHUNK:
                await self._frame(phone, file, ahead)
                ahead += len(file.piece(ahead))
            message = json.loads(await phone.socket.recv())
            assert message["type"] != "problem", message
            if message["type"] == "upload.done":
                return dict(message)
            if message["type"] == "upload.offset":
                durable = message["offset"]

    async def _frame(self, phone: Phone, file: File, offset: int) -> None:
        frame = upload_frame(file.key, offset, file.piece(offset))
        if self.breaks and self.sent >= self.breaks[0]:
            self.breaks.pop(0)
            await _break_within(phone, frame)
            raise Cut
        self.sent += len(file.piece(offset))
        await phone.socket.send(frame)
        if self.sent >= self.press_after and self.waited is None:
            began = time.monotonic()
            await phone.press(place=XILIN, text="In the middle of a clip")
            self.waited = time.monotonic() - began


async def _break_within(phone: Phone, frame: bytes) -> None:
    """Half of a websocket frame (FIN and binary, masked with zeros), then nothing any more."""
    header = struct.pack(">BBQI", 0x82, 0x80 | 127, len(frame), 0)
    phone.socket.transport.write(header + frame[: len(frame) // 2])
    await asyncio.sleep(0.01)
    phone.socket.transport.abort()
    await phone.socket.wait_closed()


def fetch(server: Server, media: str) -> httpx.Response:
    return staff(server, "saran").get(f"/api/media/{media}")


def original(server: Server, media: str) -> httpx.Response:
    """As it came, which a supervisor alone may have: everybody else sees a copy."""
    return staff(server, "wei").get(f"/api/media/{media}?original=1")


async def test_over_a_line_cut_five_times_a_photo_and_a_clip_arrive_whole(server: Server) -> None:
    photo, clip = a_photo(2_000_000), a_clip(10_000_000)
    line = Line(server, breaks=[500_000, 1_500_000, 3_000_000, 6_000_000, 9_000_000], press_after=7_000_000)
    alert = await line.raise_alert()
    for file in (photo, clip):
        done = await line.deliver(file, alert=alert)
        assert (done["media"]["media_type"], done["media"]["sha256"]) == (file.media_type, file.sha256)
        kept = await asyncio.to_thread(original, server, file.key)
        assert hashlib.sha256(kept.content).hexdigest() == file.sha256
    whole = len(photo.body) + len(clip.body)
    assert line.broken == 5
    assert line.sent - whole <= whole * 0.1
    assert min(line.offsets[1:3] + line.offsets[4:]) > 0, "it began anew"
    assert line.waited is not None
    assert line.waited <= 1.0, "an alert waited behind a clip"


async def test_after_a_cut_the_start_tells_what_is_really_on_the_disk(server: Server) -> None:
    line = Line(server, breaks=[300_000])
    alert, photo = await line.raise_alert(), a_photo(500_000, seed=3)
    await line.deliver(photo, alert=alert)
    first, second = line.offsets
    assert first == 0
    assert 300_000 - WINDOW * CHUNK <= second <= 325_000
    async with line.phone() as phone:
        await phone.hello()
        await phone.say(**photo.announcement(alert))
        again = await phone.hear("upload.done")
    assert again["media"]["sha256"] == photo.sha256


async def test_the_desk_sees_the_file_begin_and_end(server: Server) -> None:
    line, photo = Line(server, breaks=[]), a_photo(60_000)
    async with Desk(server) as desk:
        alert = await line.raise_alert()
        await line.deliver(photo, alert=alert)
        said = []
        while "ready" not in said:
            card = await desk.changes("desk.media", where=lambda each: each["media"]["id"] == photo.key)
            said.append(card["media"]["status"])
        assert (card["alert"], card["media"]["kind"]) == (alert, "photo")
        assert said == sorted(said, key=["uploading", "rendering", "ready"].index)


async def refusal(server: Server, file: File, **otherwise: object) -> Message:
    """Announce and send all of it; the problem it is answered with."""
    line = Line(server, breaks=[])
    alert = await line.raise_alert()
    async with line.phone() as phone:
        await phone.hello()
        await phone.say(**(file.announcement(alert) | otherwise))
        for offset in range(0, len(file.body), CHUNK):
            await phone.socket.send(upload_frame(file.key, offset, file.piece(offset)))
        return await phone.hear("problem")


async def test_a_file_that_is_not_the_one_announced_is_refused_and_never_shown(server: Server) -> None:
    photo = a_photo(50_000)
    problem = await refusal(server, photo, sha256="0" * 64)
    assert (problem["code"], problem["in_reply_to"]) == ("checksum_mismatch", photo.key)
    assert (await asyncio.to_thread(fetch, server, photo.key)).status_code == 404


async def test_a_text_that_says_it_is_a_photo_is_refused_and_never_shown(server: Server) -> None:
    text = File(b"<script>alert('no photo')</script>" * 100, "image/jpeg", "innocent.jpg")
    problem = await refusal(server, text)
    assert (problem["code"], problem["in_reply_to"]) == ("media_type", text.key)
    assert (await asyncio.to_thread(fetch, server, text.key)).status_code == 404


async def test_a_file_too_large_is_refused_before_its_first_byte_and_names_its_size(server: Server) -> None:
    problem = await refusal(server, File(b"", "image/jpeg"), size=10**9)
    assert problem["code"] == "too_large"
    assert list(problem["errors"]) == ["size"]


async def test_what_is_half_here_is_not_shown(server: Server) -> None:
    line, photo = Line(server, breaks=[]), a_photo(100_000)
    alert = await line.raise_alert()
    async with line.phone() as phone:
        await phone.hello()
        await phone.say(**photo.announcement(alert))
        await phone.socket.send(upload_frame(photo.key, 0, photo.piece(0)))
        await phone.hear("upload.offset", where=lambda each: each["offset"] == CHUNK)
        assert (await asyncio.to_thread(fetch, server, photo.key)).status_code == 404


async def test_another_phone_neither_appends_nor_starts(server: Server) -> None:
    line, photo = Line(server, breaks=[]), a_photo(100_000)
    alert = await line.raise_alert()
    async with line.phone() as phone, Phone(server) as stranger:
        await phone.hello()
        await stranger.hello()
        await phone.say(**photo.announcement(alert))
        await phone.hear("upload.offset")
        await stranger.socket.send(upload_frame(photo.key, 0, b"something else"))
        assert (await stranger.hear("problem"))["code"] == "no_upload"
        await stranger.say(**photo.announcement(alert))
        assert (await stranger.hear("problem"))["code"] == "not_found"
        await phone.say(**photo.announcement(alert))
        assert (await phone.hear("upload.offset"))["offset"] == 0


async def test_a_hole_is_answered_with_where_to_go_on(server: Server) -> None:
    line, photo = Line(server, breaks=[]), a_photo(100_000)
    alert = await line.raise_alert()
    async with line.phone() as phone:
        await phone.hello()
        await phone.say(**photo.announcement(alert))
        await phone.hear("upload.offset")
        await phone.socket.send(upload_frame(photo.key, CHUNK, photo.piece(CHUNK)))
        assert (await phone.hear("upload.offset"))["offset"] == 0
        assert (await phone.hear("problem"))["code"] == "offset_mismatch"
