from datetime import datetime
from uuid import UUID

from alerts import timeline
from alerts.actions.moves import refresh
from alerts.media.sandbox import Rendering
from alerts.models import Media
from people.roles import SYSTEM
from wire.problems import Problem
from wire.words import EntryKind, MediaStatus


def render_media(*, media: UUID, rendering: Rendering, at: datetime) -> Media:
    """What became of a file whose copies lie in the store already: it may be shown, or it is rejected and why. The
    place in a photo's EXIF is kept as the camera's claim; it never becomes the alert's place by itself."""
    row = Media.objects.select_related("alert").filter(pk=media).first()
    if row is None:
        raise Problem("no_upload")
    if row.status != MediaStatus.RENDERING:
        return row
    facts = rendering.facts
    row.status = MediaStatus.READY if rendering.problem is None else MediaStatus.REJECTED
    row.why = rendering.problem or ""
    row.render_at = None
    row.copy_type, row.copy_size, row.thumb_size = (
        facts.get("media_type", ""),
        len(rendering.copy),
        len(rendering.thumb),
    )
    row.width, row.height, row.duration = facts.get("width"), facts.get("height"), facts.get("duration")
    row.exif_place = facts.get("exif_place")
    row.save()
    refresh(row.alert)
    timeline.record(
        row.alert,
        kind=EntryKind.MEDIA_READY if rendering.problem is None else EntryKind.MEDIA_REJECTED,
        actor=SYSTEM,
        at=at,
        facts=_told(row) if rendering.problem is None else {"problem": row.why, "detail": facts.get("detail", "")},
        about=row,
        about_kind="media",
    )
    return row


def _told(row: Media) -> dict[str, object]:
    told = {"media_type": row.copy_type, "width": row.width, "height": row.height, "duration": row.duration}
    known: dict[str, object] = {name: value for name, value in told.items() if value is not None}
    return known | ({"claimed_place": row.exif_place} if row.exif_place else {})
