"""A file, or one range of it (RFC 9110, 14): what a player needs to show a clip before it is here, and to wind it."""

import re
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

from asgiref.sync import sync_to_async
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase

BLOCK = 64 * 1024
OPEN_RANGE = 2 * 2**20
"""An open range is answered up to here; a player asks on. So nobody's slow line fills the server's memory."""

RANGE = re.compile(r"bytes=(\d{0,15})-(\d{0,15})")


def file_answer(request: HttpRequest, path: Path, *, media_type: str) -> HttpResponseBase:
    """200 whole, 206 for one range, 416 for one beyond the end. Several ranges, or an odd header: whole, as the RFC
    allows. A condition (If-Range) cannot be met without a validator: whole too."""
    size = path.stat().st_size
    asked = request.headers.get("Range", "") if "If-Range" not in request.headers else ""
    span = asked_span(asked, size)
    if span is not None and span[0] >= span[1]:
        refusal = HttpResponse(status=416)
        refusal["Content-Range"] = f"bytes */{size}"
        return refusal
    first, end = span or (0, size)
    # A plain iterator would be read whole into memory under ASGI.
    under_asgi = hasattr(request, "scope")
    parts = _later(path, first, end) if under_asgi else _now(path, first, end)
    answer = StreamingHttpResponse(parts, status=206 if span else 200, content_type=media_type)
    answer["Accept-Ranges"] = "bytes"
    answer["Content-Length"] = str(end - first)
    if span:
        answer["Content-Range"] = f"bytes {first}-{end - 1}/{size}"
    return answer


def asked_span(header: str, size: int) -> tuple[int, int] | None:
    """The half-open span that a Range header asks for, or None when it is not one range. Empty: it cannot be given."""
    found = RANGE.fullmatch(header.strip())
    if found is None or found[1] == found[2] == "":
        return None
    if found[1] == "":
        return max(0, size - int(found[2])), size if int(found[2]) else 0
    first = int(found[1])
    if found[2] == "":
        return first, min(size, first + OPEN_RANGE)
    last = int(found[2])
    return None if last < first else (first, min(size, last + 1))


def _now(path: Path, first: int, end: int) -> Iterator[bytes]:
    with path.open("rb") as file:
        file.seek(first)
        while first < end and (block := file.read(min(BLOCK, end - first))):
            first += len(block)
            yield block


async def _later(path: Path, first: int, end: int) -> AsyncIterator[bytes]:
    blocks = _now(path, first, end)
    step = sync_to_async(lambda: next(blocks, b""), thread_sensitive=False)
    while block := await step():
        yield block
