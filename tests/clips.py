"""Small real photos, sounds and clips, made anew for each test run."""

import struct
from fractions import Fraction
from functools import cache
from io import BytesIO
from typing import Any

import av
from PIL import Image


def photo(size: tuple[int, int] = (640, 480), *, format: str = "JPEG", mode: str = "RGB", **options: Any) -> bytes:
    """A picture that is light above and dark below."""
    out = BytesIO()
    gradient = Image.linear_gradient("L").rotate(180).resize(size)
    gradient.convert(mode).save(out, format, **options)
    return out.getvalue()


def exif_of(
    *, lat: tuple[Any, ...] = (43.0, 57.0, 0.0), lon: tuple[Any, ...] = (116.0, 6.0, 0.0), orientation: int = 1
) -> Image.Exif:
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x010F] = "A camera with a name"
    exif.get_ifd(0x8825).update({1: "N", 2: lat, 3: "E", 4: lon})
    exif.get_ifd(0x8769).update({0x9003: "2026:01:15 12:00:00", 0x9011: "+08:00"})
    return exif


@cache
def clip(
    *,
    format: str = "mp4",
    codec: str = "mpeg4",
    size: tuple[int, int] = (160, 120),
    seconds: float = 1.0,
    sound: str | None = "aac",
) -> bytes:
    """Moving grey, and a tone unless `sound` is None."""
    out = BytesIO()
    with av.open(out, "w", format=format) as file:
        film: Any = file.add_stream(codec, rate=10)
        film.width, film.height, film.pix_fmt = *size, "yuv420p"
        voice: Any = file.add_stream(sound, rate=48000, layout="mono") if sound else None
        for number in range(int(seconds * 10)):
            picture = Image.new("RGB", size, (20 * number % 255, 90, 120))
            file.mux(film.encode(av.VideoFrame.from_image(picture)))
        file.mux(film.encode(None))
        if voice is not None:
            _tone(file, voice, seconds)
    return out.getvalue()


@cache
def recording(*, format: str = "wav", codec: str = "pcm_s16le", seconds: float = 1.0) -> bytes:
    out = BytesIO()
    with av.open(out, "w", format=format) as file:
        voice: Any = file.add_stream(codec, rate=48000, layout="mono")
        _tone(file, voice, seconds)
    return out.getvalue()


def _tone(file: Any, voice: Any, seconds: float) -> None:
    kind = voice.codec_context.format.name
    samples = voice.codec_context.frame_size or 1024
    beep = (b"\x00\x10" * 24 + b"\x00\xf0" * 24) if kind == "s16" else struct.pack("<48f", *[0.1] * 24, *[-0.1] * 24)
    width = 2 if kind == "s16" else 4
    for number in range(int(seconds * 48000 / samples)):
        frame = av.AudioFrame(format=kind, layout="mono", samples=samples)
        frame.sample_rate, frame.pts, frame.time_base = 48000, number * samples, Fraction(1, 48000)
        plane: Any = frame.planes[0]
        room = plane.buffer_size
        plane.update((beep * (room // len(beep) + 1))[: samples * width].ljust(room, b"\x00"))
        file.mux(voice.encode(frame))
    file.mux(voice.encode(None))


def padded(body: bytes, size: int, *, noise: bytes) -> bytes:
    """An MP4 made `size` bytes long with a box that players skip."""
    rest = size - len(body)
    filling = (noise * (rest // len(noise) + 1))[: rest - 8]
    return body + struct.pack(">I4s", rest, b"free") + filling
