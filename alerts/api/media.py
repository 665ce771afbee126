from uuid import UUID

from django.http import FileResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request

from alerts.media.store import store
from alerts.models import Media
from alerts.queries import find_alert, look
from people.api.base import ApiView
from people.roles import Right
from wire.consumers import now
from wire.problems import Problem
from wire.words import MediaStatus

SANDBOX = "default-src 'none'; img-src 'self'; media-src 'self'; sandbox"


class MediaView(ApiView):
    """The file, for whoever may see it; the look is on record before the first byte."""

    @extend_schema(responses={(200, "application/octet-stream"): OpenApiTypes.BINARY})
    def get(self, request: Request, media: UUID) -> FileResponse:
        row = Media.objects.filter(pk=media).first()
        if row is None:
            raise Problem("not_found")
        alert = find_alert(row.alert_id, actor=self.actor, right=Right.SEE_MEDIA)
        if row.status != MediaStatus.READY:
            raise Problem("not_found", "The file has not arrived whole.")
        look(alert, actor=self.actor, what="media", what_id=str(row.id), at=now())
        response = FileResponse(store().path(row.id).open("rb"), content_type=row.media_type)
        response["X-Content-Type-Options"] = "nosniff"
        response["Cache-Control"] = "private, no-store"
        response["Content-Security-Policy"] = SANDBOX
        response["Content-Disposition"] = f'inline; filename="{row.id}"'
        return response
