"""What a file really is: by its content, never by its name or claim.

This decides which one decoder may look at it; whether it is whole and sound is found out in the sandbox, and what
people see is only ever a copy made there. So a file that is two things at once (a photo with a program behind it) is
shown as the photo, and a list of addresses is nothing at all.
"""

from dataclasses import dataclass

import filetype

SHOWN = {
    "image/jpeg",
    "image/png",
    "image/webp",
    "audio/mpeg",
    "audio/mp4",
    "audio/x-wav",
    "audio/wav",
    "audio/ogg",
    "audio/aac",
    "audio/amr",
    "video/mp4",
    "video/webm",
    "video/quicktime",
    "video/3gpp",
}
"""What can be kept. Anything with markup or script in it (SVG, HTML, PDF) is not media here."""

SAME_CONTAINER = {
    "video/webm": "audio/webm",
    "video/mp4": "audio/mp4",
    "video/3gpp": "audio/mp4",
    "video/ogg": "audio/ogg",
}
"""A recorder writes sound alone into the same containers; there the claim decides between the two."""

SAME = {"image/apng": "image/png"}
"""Other names of what is known."""

BRANDS = {b"M4A ": "audio/mp4", b"M4B ": "audio/mp4", b"qt  ": "video/quicktime"}
PICTURE_BRANDS = {b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1", b"avif", b"avis", b"crx ", b"jp2 "}

ONE_FRAME = {b"\xff\xf1", b"\xff\xf9", b"\xff\xfa", b"\xff\xfb", b"\xff\xf2", b"\xff\xf3"}
"""Two bytes that begin AAC and MP3 frames, and much else besides: there the claim must be sound too."""


@dataclass(frozen=True, slots=True)
class Inspection:
    """`problem` is a refusal's code (`checksum_mismatch`, `media_type`) or None."""

    sha256: str
    media_type: str | None
    problem: str | None


def sniff(head: bytes, *, claimed: str) -> str | None:
    """The media type the first bytes show, or None when it is nothing that may be shown."""
    guessed = _boxes(head) if head[4:8] == b"ftyp" else filetype.guess_mime(head)
    guessed = SAME.get(guessed or "", guessed)
    if head[:2] in ONE_FRAME and not claimed.startswith("audio/"):
        return None
    if guessed in SAME_CONTAINER and claimed.startswith("audio/"):
        return SAME_CONTAINER[guessed]
    return guessed if guessed in SHOWN else None


def _boxes(head: bytes) -> str | None:
    """ISO media (MP4 and its kin) by its brand: phones write a dozen of them, and some are still pictures."""
    brand = head[8:12]
    if brand in PICTURE_BRANDS or len(brand) < 4:
        return None
    if brand in BRANDS:
        return BRANDS[brand]
    return "video/3gpp" if brand.startswith((b"3gp", b"3g2")) else "video/mp4"


def inspect(*, head: bytes, sha256: str, claimed_sha256: str, claimed_type: str) -> Inspection:
    found = sniff(head, claimed=claimed_type)
    if claimed_sha256 and claimed_sha256 != sha256:
        return Inspection(sha256, found, "checksum_mismatch")
    return Inspection(sha256, found, None if found else "media_type")
