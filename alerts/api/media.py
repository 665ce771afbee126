import time
from datetime import timedelta
from uuid import UUID

from django.http.response import HttpResponseBase
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request

from alerts.api.holding import HoldingView
from alerts.api.ranges import file_answer
from alerts.media.store import store
from alerts.models import Alert, Look, Media
from alerts.queries import find_alert, look, target_of
from people.rights import require
from people.roles import Right
from wire.clock import now
from wire.problems import Problem
from wire.words import MediaStatus

SANDBOX = "default-src 'none'; img-src 'self'; media-src 'self'; sandbox"
SAME_LOOK = timedelta(minutes=5)
"""A player asks for a clip in many ranges: within this time they are one look."""

WAIT_SECONDS, LOOK_AGAIN_SECONDS = 5.0, 0.1


class MediaView(HoldingView):
    """The re-encoded copy, for whoever may see it (`size=thumb`: small); with `original=1` the file as it came, for a
    supervisor. The look is on record before the first byte."""

    @extend_schema(
        parameters=[OpenApiParameter("size", enum=["thumb"]), OpenApiParameter("original", enum=["1"])],
        responses={(200, "application/octet-stream"): OpenApiTypes.BINARY},
    )
    def get(self, request: Request, media: UUID) -> HttpResponseBase:
        row = Media.objects.filter(pk=media).first()
        if row is None:
            raise Problem("not_found")
        original = request.query_params.get("original") == "1"
        alert = find_alert(row.alert_id, actor=self.actor, right=Right.SEE_MEDIA)
        if not original:
            return self._copy(request, row, alert)
        require(self.actor, Right.SEE_ORIGINAL, target_of(alert))
        return self._original(request, row, alert)

    def _copy(self, request: Request, row: Media, alert: Alert) -> HttpResponseBase:
        thumb = request.query_params.get("size") == "thumb"
        _wait_for_copy(row)
        if row.status != MediaStatus.READY or (thumb and not row.thumb_size):
            raise Problem("not_found", "There is nothing to show of this file.", facts={"status": row.status})
        self._note(row, alert, what="media")
        kind = "image/jpeg" if thumb else row.copy_type
        answer = file_answer(request._request, store().copy_path(row.id, thumb=thumb), media_type=kind)
        return _guarded(answer, f'inline; filename="{row.id}.{kind.partition("/")[2]}"')

    def _original(self, request: Request, row: Media, alert: Alert) -> HttpResponseBase:
        """Never shown in the page: it may be anything."""
        if row.status == MediaStatus.UPLOADING:
            raise Problem("not_found", "The file has not arrived whole.")
        self._note(row, alert, what="original")
        answer = file_answer(request._request, store().path(row.id), media_type="application/octet-stream")
        return _guarded(answer, f'attachment; filename="{row.id}.original"')

    def _note(self, row: Media, alert: Alert, *, what: str) -> None:
        """A part counts as the look it belongs to."""
        at, key = now(), str(row.id)
        if "Range" in self.request.headers and self.actor.user is not None:
            mine = Look.objects.filter(user_id=self.actor.user, what=what, what_id=key, at__gte=at - SAME_LOOK)
            if mine.exists():
                return
        look(alert, actor=self.actor, what=what, what_id=key, at=at)


def _wait_for_copy(row: Media) -> None:
    """Whoever asks on the heels of the last byte gets the picture, not the news that it is being made."""
    deadline = time.monotonic() + WAIT_SECONDS
    while row.status == MediaStatus.RENDERING and time.monotonic() < deadline:
        time.sleep(LOOK_AGAIN_SECONDS)
        row.refresh_from_db()


def _guarded(answer: HttpResponseBase, disposition: str) -> HttpResponseBase:
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cache-Control"] = "private, no-store"
    answer["Content-Security-Policy"] = SANDBOX
    answer["Content-Disposition"] = disposition
    return answer
