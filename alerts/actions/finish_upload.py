from datetime import datetime
from uuid import UUID

from django.conf import settings

from alerts import timeline
from alerts.actions.moves import refresh
from alerts.media.inspect import Inspection
from alerts.models import Media
from people.roles import Actor
from wire.problems import Problem
from wire.words import EntryKind, MediaStatus


def finish_upload(*, media: UUID, inspection: Inspection, actor: Actor, at: datetime) -> Media:
    """All bytes are durable: leave the file for a copy to be made of it, or reject it and say why. Once decided it
    stays so. The caller's right was asked when the upload started and again with each piece."""
    row = Media.objects.select_related("alert").filter(pk=media).first()
    if row is None:
        raise Problem("no_upload")
    if row.status != MediaStatus.UPLOADING:
        return row
    problem = inspection.problem or _too_large(row, inspection)
    row.sha256 = inspection.sha256
    row.media_type = inspection.media_type or row.media_type
    row.status = MediaStatus.RENDERING if problem is None else MediaStatus.REJECTED
    row.why = problem or ""
    row.render_at = at if problem is None else None
    row.save(update_fields=["sha256", "media_type", "status", "why", "render_at"])
    refresh(row.alert)
    timeline.record(
        row.alert,
        kind=EntryKind.MEDIA_ADDED if problem is None else EntryKind.MEDIA_REJECTED,
        actor=actor,
        at=at,
        facts={"sha256": row.sha256, "media_type": row.media_type, "size": row.size, "problem": problem},
        about=row,
        about_kind="media",
    )
    return row


def _too_large(row: Media, inspection: Inspection) -> str | None:
    """A photo announced as a video is still held to a photo's limit."""
    family = (inspection.media_type or "").partition("/")[0]
    return "too_large" if row.size > settings.MEDIA_LIMITS.get(family, row.size) else None
