"""What a file really is: by its content, never by its name or claim."""

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

SAME_CONTAINER = {"video/webm": "audio/webm", "video/mp4": "audio/mp4", "video/ogg": "audio/ogg"}
"""A recorder writes sound alone into the same containers; there the claim decides between the two."""


@dataclass(frozen=True, slots=True)
class Inspection:
    """`problem` is a refusal's code (`checksum_mismatch`, `media_type`) or None."""

    sha256: str
    media_type: str | None
    problem: str | None


def sniff(head: bytes, *, claimed: str) -> str | None:
    """The media type the first bytes show, or None when it is nothing that may be shown."""
    guessed = filetype.guess_mime(head)
    if guessed in SAME_CONTAINER and claimed.startswith("audio/"):
        return SAME_CONTAINER[guessed]
    return guessed if guessed in SHOWN else None


def inspect(*, head: bytes, sha256: str, claimed_sha256: str, claimed_type: str) -> Inspection:
    found = sniff(head, claimed=claimed_type)
    if claimed_sha256 and claimed_sha256 != sha256:
        return Inspection(sha256, found, "checksum_mismatch")
    return Inspection(sha256, found, None if found else "media_type")
