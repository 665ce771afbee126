"""In the sandboxed child: a photo → small clean JPEGs, and what its EXIF claims. Bytes in, bytes out, no Django."""

import math
from contextlib import suppress
from datetime import UTC, datetime
from io import BytesIO
from typing import Any, BinaryIO

from PIL import Image, ImageOps, JpegImagePlugin, PngImagePlugin, WebPImagePlugin

FORMATS = {"image/jpeg": "JPEG", "image/png": "PNG", "image/webp": "WEBP"}
"""The one decoder that is let at a file: the one its first bytes ask for."""

PIXELS = {"JPEG": 120_000_000, "PNG": 40_000_000, "WEBP": 40_000_000}
"""JPEG decodes at an eighth of its size; the others must be held whole, at four bytes a pixel."""

LARGE, SMALL = 1600, 320
GPS_IFD, EXIF_IFD = 0x8825, 0x8769
TAKEN, ZONE = 0x9003, 0x9011

LOADED = (JpegImagePlugin, PngImagePlugin, WebPImagePlugin)
"""Imported before the sandbox closes: afterwards no file can be opened."""


class Unreadable(Exception):
    """The file cannot be decoded as what it says it is; the argument is the code to tell."""


def render(file: BinaryIO, *, media_type: str) -> tuple[dict[str, Any], bytes, bytes]:
    """Facts, the shown copy (longest side ≤ 1600) and its thumbnail (≤ 320). Raises Unreadable, or whatever Pillow does."""
    format = FORMATS[media_type]
    Image.MAX_IMAGE_PIXELS = None  # asked here, per format, before anything is decoded
    with Image.open(file, formats=[format]) as image:
        if image.width * image.height > PIXELS[format]:
            raise Unreadable("too_many_pixels")
        claim = place_claim(image)
        image.draft("RGB", (LARGE, LARGE))
        upright = _upright(_plain(image))
    copy, thumb = _jpeg(upright, LARGE), _jpeg(upright, SMALL)
    facts = {"media_type": "image/jpeg", "width": upright.width, "height": upright.height, "exif_place": claim}
    return facts, copy, thumb


def _plain(image: Image.Image) -> Image.Image:
    """RGB at no more than the size that is shown; what was see-through is white."""
    if image.mode.startswith("I;16") or image.mode in ("I", "F"):
        image = image.convert("I").point(lambda value: value * (1 / 256)).convert("L")
    if image.mode in ("P", "PA", "1"):
        image = image.convert("RGBA" if "transparency" in image.info or image.mode == "PA" else "RGB")
    exif = image.getexif() if isinstance(image, JpegImagePlugin.JpegImageFile) else None
    orientation = exif.get(0x0112) if exif else None
    scale = LARGE / max(image.size)
    if scale < 1:
        size = (max(1, round(image.width * scale)), max(1, round(image.height * scale)))
        image = image.resize(size, Image.Resampling.LANCZOS, reducing_gap=2.0)
    if image.mode in ("RGBA", "LA", "La", "RGBa"):
        image = image.convert("RGBA")
        white = Image.new("RGBA", image.size, "white")
        image = Image.alpha_composite(white, image)
    clean = Image.new("RGB", image.size)
    clean.paste(image.convert("RGB"))
    if isinstance(orientation, int) and 2 <= orientation <= 8:
        clean.getexif()[0x0112] = orientation
    return clean


def _upright(image: Image.Image) -> Image.Image:
    return ImageOps.exif_transpose(image)


def _jpeg(image: Image.Image, longest: int) -> bytes:
    """Without any metadata: neither place nor camera nor comment goes on."""
    shown = image.copy()
    shown.thumbnail((longest, longest), Image.Resampling.LANCZOS)
    out = BytesIO()
    shown.save(out, "JPEG", quality=80, optimize=True, exif=b"")
    return out.getvalue()


def place_claim(image: Image.Image) -> dict[str, Any] | None:
    """Where and when the camera says it was: a claim, WGS-84 degrees and RFC 3339. Broken EXIF claims nothing."""
    claim: dict[str, Any] = {}
    with suppress(Exception):
        exif = image.getexif()
        gps = exif.get_ifd(GPS_IFD)
        with suppress(Exception):
            claim |= _position(gps)
        with suppress(Exception):
            claim |= _moment(exif.get_ifd(EXIF_IFD), gps)
    return claim or None


def _position(gps: dict[int, Any]) -> dict[str, float]:
    lat, lon = _degrees(gps[2], gps.get(1)), _degrees(gps[4], gps.get(3))
    on_earth = abs(lat) <= 90 and abs(lon) <= 180 and (lat, lon) != (0.0, 0.0)
    return {"lat": round(lat, 7), "lon": round(lon, 7)} if on_earth else {}


def _degrees(parts: Any, side: Any) -> float:
    degrees, minutes, seconds = (float(each) for each in parts)
    value = degrees + minutes / 60 + seconds / 3600
    if not math.isfinite(value):
        raise ValueError("not a number")
    return -value if str(side).strip("\x00 ").upper() in ("S", "W") else value


def _moment(exif: dict[int, Any], gps: dict[int, Any]) -> dict[str, str]:
    """The satellites' time when there is one, else the camera's with its own offset; without offset it is no moment."""
    if 29 in gps and 7 in gps:
        hour, minute, second = (int(float(each)) for each in gps[7])
        day = datetime.strptime(str(gps[29]).strip("\x00 "), "%Y:%m:%d")
        return {"at": day.replace(hour=hour, minute=minute, second=second, tzinfo=UTC).isoformat()}
    taken = datetime.strptime(f"{exif[TAKEN]}{exif[ZONE]}".replace("\x00", ""), "%Y:%m:%d %H:%M:%S%z")
    return {"at": taken.astimezone(UTC).isoformat()}
