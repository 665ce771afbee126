"""In the sandboxed child: a photo → small clean JPEGs, and what its EXIF claims. Bytes in, bytes out, no Django."""

import math
from contextlib import suppress
from datetime import UTC, datetime
from io import BytesIO
from typing import Any, BinaryIO

from PIL import Image

FORMATS = {"image/jpeg": "JPEG", "image/png": "PNG", "image/webp": "WEBP"}
"""The one decoder that is let at a file: the one its first bytes ask for."""

PIXELS = {"JPEG": 120_000_000, "PNG": 40_000_000, "WEBP": 40_000_000}
"""JPEG decodes at an eighth of its size; the others must be held whole, at four bytes a pixel."""

LARGE, SMALL = 1600, 320
ORIENTATION, GPS_IFD, EXIF_IFD = 0x0112, 0x8825, 0x8769
TAKEN, ZONE = 0x9003, 0x9011
UPRIGHT = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
"""EXIF orientation → what turns the picture upright."""


class Unreadable(Exception):
    """The file cannot be decoded as what it says it is; the argument is the code to tell."""


def warm() -> None:
    """Once through everything that is imported on first use: in the sandbox no file can be opened any more."""
    exif = Image.Exif()
    exif.get_ifd(GPS_IFD).update({1: "N", 2: (43.0, 57.0, 0.0), 3: "E", 4: (116.0, 6.0, 0.0)})
    exif.get_ifd(EXIF_IFD).update({TAKEN: "2026:01:15 12:00:00", ZONE: "+08:00"})
    for media_type, format in FORMATS.items():
        file = BytesIO()
        Image.new("RGBA" if format != "JPEG" else "RGB", (8, 8)).save(file, format, exif=exif)
        render(file, media_type=media_type)


def render(file: BinaryIO, *, media_type: str) -> tuple[dict[str, Any], bytes, bytes]:
    """Facts, the shown copy (longest side ≤ 1600 pixels) and its thumbnail (≤ 320). Raises Unreadable, or whatever
    Pillow does."""
    format = FORMATS[media_type]
    Image.MAX_IMAGE_PIXELS = None  # asked here, per format, before anything is decoded
    with Image.open(file, formats=[format]) as image:
        if image.width * image.height > PIXELS[format]:
            raise Unreadable("too_many_pixels")
        claim, turn = place_claim(image), _turn(image)
        image.draft("RGB", (LARGE, LARGE))
        shown = _plain(_smaller(_in_colour(image)))
    if turn is not None:
        shown = shown.transpose(turn)
    facts = {"media_type": "image/jpeg", "width": shown.width, "height": shown.height, "exif_place": claim}
    return facts, jpeg(shown, LARGE), jpeg(shown, SMALL)


def _turn(image: Image.Image) -> Image.Transpose | None:
    with suppress(Exception):
        return UPRIGHT[image.getexif()[ORIENTATION]]
    return None


def _in_colour(image: Image.Image) -> Image.Image:
    """A mode that can be made smaller: sixteen bits become eight, a palette becomes colours."""
    if image.mode.startswith("I") or image.mode == "F":
        return image.convert("I").point(lambda value: value * (1 / 256)).convert("L")
    if image.mode in ("P", "PA"):
        return image.convert("RGBA" if "transparency" in image.info or image.mode == "PA" else "RGB")
    return image.convert("L") if image.mode == "1" else image


def _smaller(image: Image.Image) -> Image.Image:
    scale = LARGE / max(image.size)
    if scale >= 1:
        image.load()
        return image
    size = (max(1, round(image.width * scale)), max(1, round(image.height * scale)))
    return image.resize(size, Image.Resampling.LANCZOS, reducing_gap=2.0)


def _plain(image: Image.Image) -> Image.Image:
    """RGB with nothing beside it: a new picture carries no comment, profile or text along. See-through is white."""
    if image.mode in ("RGBA", "LA", "La", "RGBa"):
        image = image.convert("RGBA")
        image = Image.alpha_composite(Image.new("RGBA", image.size, "white"), image)
    clean = Image.new("RGB", image.size)
    clean.paste(image.convert("RGB"))
    return clean


def jpeg(image: Image.Image, longest: int) -> bytes:
    shown = image.copy()
    shown.thumbnail((longest, longest), Image.Resampling.LANCZOS)
    out = BytesIO()
    shown.save(out, "JPEG", quality=80, optimize=True)
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
