from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import F

from alerts.models import Media
from wire.words import MediaStatus


def claim_rendering(*, media: UUID, lease: timedelta, at: datetime) -> Media | None:
    """Take a due file for as long as `lease`; None when another process has it or nothing is left to do.

    Nothing is recorded: a claim changes nothing that anybody sees.
    """
    due = Media.objects.filter(pk=media, status=MediaStatus.RENDERING, render_at__lte=at)
    taken = due.update(render_at=at + lease, tries=F("tries") + 1)
    return Media.objects.get(pk=media) if taken else None
