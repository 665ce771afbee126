from datetime import datetime
from uuid import UUID

from alerts import timeline
from alerts.actions.moves import refresh
from alerts.media.inspect import Inspection
from alerts.models import Media
from people.roles import Actor
from wire.problems import Problem
from wire.words import EntryKind, MediaStatus


def finish_upload(*, media: UUID, inspection: Inspection, actor: Actor, at: datetime) -> Media:
    """All bytes are durable: keep the file under what its content showed, or reject it and say why. Once decided it
    stays so. The caller's right was asked when the upload started and again with each piece."""
    row = Media.objects.select_related("alert").filter(pk=media).first()
    if row is None:
        raise Problem("no_upload")
    if row.status != MediaStatus.UPLOADING:
        return row
    row.sha256 = inspection.sha256
    row.status = MediaStatus.READY if inspection.problem is None else MediaStatus.REJECTED
    row.media_type = inspection.media_type or row.media_type
    row.save(update_fields=["sha256", "status", "media_type"])
    refresh(row.alert)
    timeline.record(
        row.alert,
        kind=EntryKind.MEDIA_ADDED if inspection.problem is None else EntryKind.MEDIA_REJECTED,
        actor=actor,
        at=at,
        facts={
            "sha256": row.sha256,
            "media_type": row.media_type,
            "size": row.size,
            "problem": inspection.problem,
        },
        about=row,
        about_kind="media",
    )
    return row
