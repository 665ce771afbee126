"""Files that mean harm, or are broken in the ways files break: made here, so that none lies about in the repository.

Each says what its sender claims it is, and, where only one end is right, that end. `EVIL` marks what must never come
out again on the other side.
"""

import random
import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from PIL import Image

from tests.clips import clip, exif_of, photo, recording

EVIL = b"EVIL-PAYLOAD"
SCRIPT = b"<script>fetch('/api/desk')/*" + EVIL + b"*/</script>"
NOISE = random.Random(110).randbytes(60_000)


@dataclass(frozen=True)
class Hostile:
    name: str
    claim: str
    body: bytes
    end: str | None = None
    """`ready`, `rejected`, or None where either will do."""


def everything() -> list[Hostile]:
    return [
        *_bombs(),
        *_photos(),
        *_cut_short(),
        *_exif(),
        *_two_at_once(),
        *_no_media(),
        *_lists(),
        *_clips(),
        *_sounds(),
    ]


# Pictures.


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def _png(width: int, height: int, *, data: bytes = b"", depth: int = 8, kind: int = 0, extra: bytes = b"") -> bytes:
    header = _chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, depth, kind, 0, 0, 0))
    body = _chunk(b"IDAT", data) if data else b""
    return b"\x89PNG\r\n\x1a\n" + header + extra + body + _chunk(b"IEND", b"")


def _blank(width: int, height: int) -> bytes:
    return zlib.compress((b"\x00" * (width + 1)) * height, 1)


def _sized(jpeg: bytes, width: int, height: int) -> bytes:
    """The same JPEG with other dimensions in its frame header."""
    at = next(jpeg.index(mark) for mark in (b"\xff\xc0", b"\xff\xc2") if mark in jpeg)
    return jpeg[: at + 5] + struct.pack(">HH", height, width) + jpeg[at + 9 :]


def _bombs() -> Iterator[Hostile]:
    jpeg, flood = photo(), zlib.compress(bytes(80_000_000), 9)
    scans = photo(progressive=True)
    last = scans.rindex(b"\xff\xda")
    for name, body in {
        "png of 48 megapixels in 50 kB": _png(8000, 6000, data=_blank(8000, 6000)),
        "png that says 2 thousand million wide": _png(2**31 - 1, 2**31 - 1, data=_blank(8, 8)),
        "png 50000 square, one bit": _png(50_000, 50_000, data=zlib.compress(bytes(9), 9), depth=1),
        "png 1 high, endless wide": _png(2**31 - 1, 1, data=_blank(8, 1)),
        "jpeg that says 65535 square": _sized(jpeg, 65_535, 65_535),
        "webp 16384 square": _webp_canvas(16_384, 16_384),
        "gif 65535 square": b"GIF89a" + struct.pack("<HH", 65_535, 65_535) + b"\x80\x00\x00" + bytes(20),
    }.items():
        yield Hostile(name, "image/png", body, "rejected")
    picture = _blank(64, 64)
    yield Hostile(
        "png with a text of 80 MB", "image/png", _png(64, 64, data=picture, extra=_chunk(b"zTXt", b"a\0\0" + flood))
    )
    yield Hostile(
        "png with a profile of 80 MB", "image/png", _png(64, 64, data=picture, extra=_chunk(b"iCCP", b"a\0\0" + flood))
    )
    yield Hostile("png whose picture unpacks to 80 MB too many", "image/png", _png(64, 64, data=flood))
    yield Hostile("png of 36 megapixels, allowed", "image/png", _png(6000, 6000, data=_blank(6000, 6000)), "ready")
    yield Hostile("jpeg of 2000 scans", "image/jpeg", scans[:last] + scans[last:-2] * 2000 + scans[-2:])


def _webp_canvas(width: int, height: int) -> bytes:
    size = struct.pack("<I", width - 1)[:3] + struct.pack("<I", height - 1)[:3]
    canvas = b"VP8X" + struct.pack("<I", 10) + b"\x00\x00\x00\x00" + size
    still = photo((16, 16), format="WEBP")[12:]
    return b"RIFF" + struct.pack("<I", 4 + len(canvas) + len(still)) + b"WEBP" + canvas + still


def _photos() -> Iterator[Hostile]:
    frames = [Image.new("RGB", (64, 64), (shade, 0, 0)) for shade in range(0, 250, 5)]
    moving: dict[str, Any] = {"save_all": True, "append_images": frames[1:], "duration": 40}
    yield Hostile("jpeg in CMYK", "image/jpeg", photo(mode="CMYK"), "ready")
    yield Hostile("jpeg in grey", "image/jpeg", photo(mode="L"), "ready")
    yield Hostile("png in sixteen bits", "image/png", photo(format="PNG", mode="I;16"), "ready")
    yield Hostile("png with a palette", "image/png", photo(format="PNG", mode="P"), "ready")
    yield Hostile("png half see-through", "image/png", photo(format="PNG", mode="LA"), "ready")
    yield Hostile("png of one pixel", "image/png", photo((1, 1), format="PNG"), "ready")
    yield Hostile("jpeg one pixel high", "image/jpeg", photo((6000, 1)), "ready")
    for format in ("PNG", "WEBP"):
        out = BytesIO()
        frames[0].save(out, format, **moving)
        yield Hostile(f"moving {format}", "image/webp", out.getvalue(), "ready")
    yield Hostile("png without a picture", "image/png", _png(64, 64), "rejected")
    yield Hostile("png of no size", "image/png", _png(0, 0, data=_blank(1, 1)), "rejected")
    yield Hostile("png with a broken checksum", "image/png", _png(64, 64, data=_blank(64, 64))[:-20] + NOISE[:20])
    yield Hostile("jpeg head, then noise", "image/jpeg", b"\xff\xd8\xff\xe0" + NOISE, "rejected")
    yield Hostile(
        "webp head, then noise", "image/webp", b"RIFF" + struct.pack("<I", 900) + b"WEBPVP8 " + NOISE, "rejected"
    )


def _cut_short() -> Iterator[Hostile]:
    for name, claim, body in (
        ("jpeg", "image/jpeg", photo((1200, 900))),
        ("png", "image/png", photo(format="PNG")),
        ("webp", "image/webp", photo(format="WEBP")),
        ("mp4", "video/mp4", clip()),
        ("webm", "video/webm", clip(format="webm", codec="libvpx", sound="libopus")),
        ("wav", "audio/wav", recording()),
        ("ogg", "audio/ogg", recording(format="ogg", codec="libopus")),
    ):
        for per_cent in (3, 40, 97):
            yield Hostile(f"{name} cut off at {per_cent} %", claim, body[: max(5, len(body) * per_cent // 100)])


def _exif() -> Iterator[Hostile]:
    loop = b"Exif\0\0MM\0*\0\0\0\x08\0\x01\x87\x69\0\x04\0\0\0\x01\0\0\0\x08\0\0\0\x08"
    for name, exif in {
        "noise as EXIF": b"Exif\0\0" + NOISE[:3000],
        "EXIF that points at itself": loop,
        "EXIF place at 900 north": exif_of(lat=(900.0, 0.0, 0.0)),
        "EXIF place of nought": exif_of(lat=(0.0, 0.0, 0.0), lon=(0.0, 0.0, 0.0)),
        "EXIF place with two numbers": exif_of(lat=(43.0, 57.0)),
        "EXIF turned the ninth way": exif_of(orientation=9),
    }.items():
        yield Hostile(name, "image/jpeg", photo(exif=exif), "ready")


def _zip(content: bytes) -> bytes:
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        archive.writestr("Evil.class", EVIL + content)
    return out.getvalue()


def _two_at_once() -> Iterator[Hostile]:
    jpeg, archive = photo(), _zip(b"")
    with_comment = jpeg[:2] + b"\xff\xfe" + struct.pack(">H", len(SCRIPT) + 2) + SCRIPT + jpeg[2:]
    pdf = b"%PDF-1.7 1 0 obj<</S/JavaScript/JS(" + EVIL + b")>>endobj"
    yield Hostile("photo with a script for a comment", "text/html", with_comment, "rejected")
    yield Hostile("photo with a script for a comment, as a photo", "image/jpeg", with_comment, "ready")
    yield Hostile("photo with an archive behind it", "image/jpeg", jpeg + archive, "ready")
    yield Hostile("photo with a document behind it", "image/jpeg", jpeg + pdf, "ready")
    yield Hostile("photo with PHP behind it", "image/jpeg", jpeg + b"<?php system('" + EVIL + b"'); ?>", "ready")
    yield Hostile("GIF and JAR in one", "image/jpeg", b"GIF89a/*" + bytes(40) + b"*/=1;" + archive, "rejected")
    yield Hostile("document with a photo in it", "image/jpeg", pdf + jpeg, "rejected")
    yield Hostile("page with a photo in it", "image/jpeg", b"<!doctype html>" + SCRIPT + jpeg, "rejected")
    png_text = _chunk(b"tEXt", b"Comment\0" + SCRIPT)
    yield Hostile(
        "png with a script for a text", "image/png", _png(64, 64, data=_blank(64, 64), extra=png_text), "ready"
    )
    yield Hostile("clip with an archive behind it", "video/mp4", clip() + archive)
    yield Hostile("photo that says it is a clip", "video/mp4", jpeg, "ready")
    yield Hostile("clip that says it is a photo", "image/jpeg", clip(), "ready")
    yield Hostile("sound that says it is a photo", "image/png", recording(), "ready")


def _no_media() -> Iterator[Hostile]:
    for name, body in {
        "page": b"<html>" + SCRIPT,
        "drawing with a script": b'<svg xmlns="http://www.w3.org/2000/svg" onload="x()">' + SCRIPT + b"</svg>",
        "drawing behind an XML head": b'<?xml version="1.0"?><!DOCTYPE svg [<!ENTITY a "b">]><svg>'
        + SCRIPT
        + b"</svg>",
        "script": b"/*" + EVIL + b"*/alert(1)",
        "program": b"MZ" + NOISE[:4000],
        "program for Linux": b"\x7fELF" + NOISE[:4000],
        "archive": _zip(b""),
        "archive of 80 MB": _zip(bytes(80_000_000)),
        "bitmap": photo((8, 8), format="BMP"),
        "TIFF": photo((8, 8), format="TIFF"),
        "PostScript": b"%!PS-Adobe-3.0 EPSF-3.0\n(" + EVIL + b") run",
        "HEIC": b"\0\0\0\x18ftypheic\0\0\0\0heicmif1" + NOISE[:400],
        "AVIF": b"\0\0\0\x18ftypavif\0\0\0\0avifmif1" + NOISE[:400],
        "noughts": bytes(50_000),
        "ones": b"\xff" * 50_000,
        "one byte": b"\xff",
        "noise": NOISE,
    }.items():
        yield Hostile(f"{name} that says it is a photo", "image/jpeg", body, "rejected")


# Sound and pictures that move.


def _lists() -> Iterator[Hostile]:
    for name, body in {
        "m3u8 of the password file": b"#EXTM3U\n#EXT-X-TARGETDURATION:9\n#EXTINF:9,\nfile:///etc/passwd\n#EXT-X-ENDLIST\n",
        "m3u8 of an address inside": b"#EXTM3U\n#EXTINF:9,\nhttp://127.0.0.1/api/desk\n",
        "concat of the password file": b"ffconcat version 1.0\nfile /etc/passwd\n",
        "ASX": b'<asx version="3.0"><entry><ref href="file:///etc/passwd"/></entry></asx>',
        "PLS": b"[playlist]\nFile1=file:///etc/passwd\nNumberOfEntries=1\n",
        "XSPF": b'<?xml version="1.0"?><playlist><trackList><track><location>file:///etc/passwd</location></track></trackList></playlist>',
        "DASH": b'<?xml version="1.0"?><MPD><BaseURL>file:///etc/passwd</BaseURL></MPD>',
        "SDP": b"v=0\no=- 0 0 IN IP4 127.0.0.1\nc=IN IP4 127.0.0.1\nm=video 5004 RTP/AVP 96\n",
    }.items():
        yield Hostile(name, "video/mp4", body, "rejected")
    yield Hostile(
        "m3u8 behind an ID3 head", "audio/mpeg", b"ID3\x03\0\0\0\0\0\x0a" + bytes(10) + b"#EXTM3U\nfile:///etc/passwd\n"
    )


def _box(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I4s", len(body) + 8, kind) + body


def _clips() -> Iterator[Hostile]:
    head, mp4 = _box(b"ftyp", b"isom\0\0\2\0isomiso2mp41"), clip()
    webm = clip(format="webm", codec="libvpx", sound="libopus")
    nested = b""
    for _ in range(3000):
        nested = _box(b"moov", nested)
    for name, body in {
        "mp4 head, then noise": head + NOISE,
        "mp4 of empty boxes without end": head + _box(b"moov", b"") * 200_000,
        "mp4 of boxes in boxes": head + nested,
        "mp4 with a box of 2^63 bytes": head + struct.pack(">I4sQ", 1, b"moov", 2**63 - 1) + NOISE,
        "mp4 with a box that is larger than all": head + struct.pack(">I4s", 2**31, b"moov") + NOISE,
        "webm head, then noise": webm[:60] + NOISE,
        "webm of elements in elements": webm[:48] + b"\x18\x53\x80\x67\x01\xff\xff\xff\xff\xff\xff\xff" * 5000,
    }.items():
        yield Hostile(name, "video/mp4", body, "rejected")
    away = mp4.replace(b"url \0\0\0\1", b"url \0\0\0\0").replace(b"isom", b"isom")
    yield Hostile("mp4 that says its pictures are elsewhere", "video/mp4", away)
    for kind in (b"stts", b"stsz", b"stco", b"stsc"):
        at = mp4.index(kind) + 8
        yield Hostile(
            f"mp4 with endless {kind.decode()}", "video/mp4", mp4[:at] + b"\x7f\xff\xff\xff" * 2 + mp4[at + 8 :]
        )
    at = mp4.index(b"mp4v") + 28
    yield Hostile("mp4 that says 65535 square", "video/mp4", mp4[:at] + b"\xff" * 4 + mp4[at + 4 :])
    at = webm.index(b"\xb0\x82") + 2 if b"\xb0\x82" in webm else webm.index(b"\xb0\x81") + 2
    yield Hostile("webm that says it is wide", "video/webm", webm[:at] + b"\xff" + webm[at + 1 :])
    noisy = bytearray(mp4)
    for place in random.Random(7).sample(range(len(mp4) // 3, len(mp4)), 200):
        noisy[place] ^= 0xFF
    yield Hostile("mp4 with two hundred wrong bytes", "video/mp4", bytes(noisy))
    yield Hostile("avi", "video/mp4", clip(format="avi", sound=None), "rejected")


def _sounds() -> Iterator[Hostile]:
    wav = recording()
    for name, at, value in (
        ("of four gigabytes", 4, b"\xff\xff\xff\xff"),
        ("of no channel", 22, b"\0\0"),
        ("of 65535 channels", 22, b"\xff\xff"),
        ("of no rate", 24, b"\0\0\0\0"),
        ("of an endless rate", 24, b"\xff\xff\xff\x7f"),
        ("of no bits", 34, b"\0\0"),
    ):
        yield Hostile(f"wav {name}", "audio/wav", wav[:at] + value + wav[at + len(value) :])
    yield Hostile("mp3 with a head of 256 MB", "audio/mpeg", b"ID3\x04\0\0\x7f\x7f\x7f\x7f" + NOISE)
    yield Hostile("mp3 of noise", "audio/mpeg", b"\xff\xfb\x90\x00" + NOISE)
    yield Hostile("ogg of noise", "audio/ogg", b"OggS\0\2" + NOISE)
    yield Hostile("AMR of noise", "audio/amr", b"#!AMR\n" + NOISE)
    yield Hostile("AAC of noise", "audio/aac", b"\xff\xf1\x50\x80" + NOISE)
    yield Hostile("MIDI", "audio/mpeg", b"MThd\0\0\0\6\0\0\0\1\0\x60" + NOISE[:400], "rejected")
