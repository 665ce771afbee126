"""tus 1.0 (creation, checksum): files over plain HTTP, for the service worker and for any tus client.

The same keys, rights, verbs and durable offsets as the socket's lane: what one began the other may finish. The bytes
of a PATCH come through `alerts.api.streams` as they arrive; under another server they are read here.
"""

import base64
import binascii
import json
import mimetypes
from typing import Any
from uuid import UUID, uuid4

from django.conf import settings
from django.urls import reverse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from alerts.actions.start_upload import start_upload
from alerts.api.holding import HoldingView
from alerts.media.arrival import CHECKSUMS, PIECE, Arrival, Checksum, finish_if_whole, refusal_of, upload_of
from alerts.media.store import store
from alerts.models import Media
from alerts.queries import find_alert
from alerts.writer import writer
from people.api.base import parse
from people.roles import Right
from wire.clock import now
from wire.messages.help import UploadBody
from wire.problems import Problem
from wire.words import MediaStatus

VERSION = "1.0.0"
BYTES = "application/offset+octet-stream"
HANDOVER = "grassland.arrivals"
"""The key in the ASGI scope of a list that takes an Arrival: whoever put it there feeds the bytes in."""

NAMES = {
    "filename": "name",
    "name": "name",
    "filetype": "media_type",
    "type": "media_type",
    "media_type": "media_type",
    "key": "key",
    "sha256": "sha256",
}
"""What clients call a thing in Upload-Metadata → what it is called here. Other names are not ours to refuse."""

HEADERS = [
    OpenApiParameter("Tus-Resumable", location="header", required=True, enum=[VERSION]),
    OpenApiParameter("Upload-Offset", location="header", type=int),
    OpenApiParameter("Upload-Checksum", location="header"),
]


class TusView(HoldingView):
    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        if request.method != "OPTIONS" and request.headers.get("Tus-Resumable") != VERSION:
            raise Problem("tus_version", errors={"Tus-Resumable": (f"must be {VERSION}",)})

    def finalize_response(self, request: Request, response: Any, *args: Any, **kwargs: Any) -> Any:
        answer = super().finalize_response(request, response, *args, **kwargs)
        answer["Tus-Resumable"] = VERSION
        answer["Cache-Control"] = "no-store"
        if answer.status_code == 412:
            answer["Tus-Version"] = VERSION
        return answer

    def options(self, request: Any, *args: Any, **kwargs: Any) -> Response:
        limits = settings.MEDIA_LIMITS
        told = {
            "Tus-Version": VERSION,
            "Tus-Extension": "creation,checksum",
            "Tus-Checksum-Algorithm": ",".join(CHECKSUMS),
            "Tus-Max-Size": str(max(size for name, size in limits.items() if name != "alert")),
        }
        return Response(status=204, headers=told)


class UploadsView(TusView):
    """Where files of an alert are announced."""

    @extend_schema(
        request=None,
        parameters=[
            HEADERS[0],
            OpenApiParameter("Upload-Length", location="header", type=int, required=True),
            OpenApiParameter("Upload-Metadata", location="header", description="filename, filetype, key, sha256"),
        ],
        responses={201: None},
    )
    def post(self, request: Request, alert: UUID) -> Response:
        upload = parse(UploadBody, json.dumps(_announced(request)).encode())
        media = writer.call(start_upload, alert=alert, upload=upload, actor=self.actor, at=now())
        if media.status == MediaStatus.REJECTED:
            raise refusal_of(media)
        return Response(status=201, headers={"Location": reverse("upload", args=[media.id])})


class UploadView(TusView):
    """One file on its way."""

    def _mine(self, key: UUID) -> Media:
        media = upload_of(key)
        find_alert(media.alert_id, actor=self.actor, right=Right.ADD_MEDIA)
        return media

    @extend_schema(request=None, parameters=HEADERS[:1], responses={200: None})
    def head(self, request: Request, media: UUID) -> Response:
        found = finish_if_whole(self._mine(media), actor=self.actor)
        if found.status == MediaStatus.REJECTED:
            raise refusal_of(found)
        return Response(headers={"Upload-Offset": str(store().offset(found.id)), "Upload-Length": str(found.size)})

    @extend_schema(request={BYTES: OpenApiTypes.BINARY}, parameters=HEADERS, responses={204: None})
    def patch(self, request: Request, media: UUID) -> Response:
        arrival = self._arrival(request, media)
        scope = getattr(request._request, "scope", {})
        if HANDOVER in scope:
            scope[HANDOVER].append(arrival)
            return Response(status=204)
        try:
            while piece := request._request.read(PIECE):
                arrival.take(piece)
        except Problem:
            arrival.stop()
            raise
        return Response(status=204, headers={"Upload-Offset": str(end(arrival))})

    def _arrival(self, request: Request, key: UUID) -> Arrival:
        """Everything that can be refused is, before the first byte is read."""
        if request.headers.get("Content-Type", "").partition(";")[0].strip().lower() != BYTES:
            raise Problem("media_type", f"Content-Type: {BYTES}", errors={"Content-Type": ("not taken",)})
        offset = _number(request, "Upload-Offset")
        media = self._mine(key)
        if media.status == MediaStatus.REJECTED:
            raise refusal_of(media)
        have = store().offset(media.id)
        if offset != have:
            raise Problem(
                "offset_mismatch", errors={"Upload-Offset": (f"{have} bytes are here",)}, facts={"offset": have}
            )
        length = request.headers.get("Content-Length") or ""
        if length.isdecimal() and int(length) > media.size - have:
            raise Problem("too_large", "More bytes than were announced.", errors={"Content-Length": ("exceeded",)})
        checksum = request.headers.get("Upload-Checksum")
        return Arrival(media, offset=have, actor=self.actor, checksum=Checksum(checksum) if checksum else None)

    def handle_exception(self, exc: Exception) -> Response:
        answer = super().handle_exception(exc)
        if isinstance(exc, Problem) and exc.code == "offset_mismatch":
            answer["Upload-Offset"] = str(exc.facts["offset"])
        return answer


def end(arrival: Arrival) -> int:
    """The offset after the request; raises when it made the file whole and the file is none we can take."""
    media = arrival.end()
    if media.status == MediaStatus.REJECTED:
        raise refusal_of(media)
    return arrival.at


def _announced(request: Request) -> dict[str, Any]:
    told = _metadata(request.headers.get("Upload-Metadata", ""))
    told["size"] = _number(request, "Upload-Length")
    told.setdefault("key", str(uuid4()))
    told["name"] = told.get("name", "")[-200:]
    if "sha256" in told:
        told["sha256"] = told["sha256"].lower()
    if not told.get("media_type"):
        told["media_type"] = mimetypes.guess_type(told["name"])[0] or ""
    return told


def _metadata(header: str) -> dict[str, Any]:
    """`filename c2t5LmpwZw==,filetype …`: names and base64 of UTF-8. Raises naming what cannot be read."""
    told = {}
    for pair in filter(None, (each.strip() for each in header.split(","))):
        name, _, value = pair.partition(" ")
        if name not in NAMES:
            continue
        try:
            told[NAMES[name]] = base64.b64decode(value.strip(), validate=True).decode().replace("\x00", "")
        except (binascii.Error, UnicodeDecodeError):
            raise Problem("wrong_field", f"Upload-Metadata: {name}", errors={name: ("not base64 of UTF-8",)}) from None
    return told


def _number(request: Request, name: str) -> int:
    value = request.headers.get(name, "")
    if not (value.isascii() and value.isdigit()) or len(value) > 15:
        raise Problem("wrong_field", f"{name}: a number of bytes", errors={name: ("not a number of bytes",)})
    return int(value)
