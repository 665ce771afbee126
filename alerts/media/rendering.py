"""Who makes the copies, and when: at once in the process where a file arrived, and as a duty of the worker for all
that was left over by one that died. A file is claimed for a while; what was claimed three times in vain is given up."""

import logging
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db import connection

from alerts.actions.claim_rendering import claim_rendering
from alerts.actions.render_media import render_media
from alerts.media.sandbox import Rendering, render
from alerts.media.store import store
from alerts.models import Media
from alerts.writer import writer
from wire.clock import now
from wire.words import MediaStatus

log = logging.getLogger(__name__)

TRIES = 3
AT_ONCE = 20

_photos = ThreadPoolExecutor(1, thread_name_prefix="photos")
_clips = ThreadPoolExecutor(1, thread_name_prefix="clips")
"""A photo is ready in half a second and must not wait behind a minute of video. One child at a time each: copies are
worth less than the processor time of the next alert."""

_under_way: set[UUID] = set()


def render_soon(media: Media) -> None:
    """Make this file's copies as soon as a hand is free. Nobody waits for it; the worker's duty is the net."""
    if media.status != MediaStatus.RENDERING or media.id in _under_way:
        return
    _under_way.add(media.id)
    pool = _photos if media.media_type.startswith("image/") else _clips
    pool.submit(_guarded, media.id)


def render_due(at: datetime) -> int:
    """The duty: hand every due file to a hand; how many there were."""
    due = Media.objects.filter(status=MediaStatus.RENDERING, render_at__lte=at).order_by("render_at")[:AT_ONCE]
    waiting = [media for media in due if media.id not in _under_way]
    for media in waiting:
        render_soon(media)
    return len(waiting)


def _guarded(media: UUID) -> None:
    try:
        make_copies(media, at=now())
    except Exception:
        # Claimed until its lease ends; then the duty comes again.
        log.exception("no copy could be made of %s", media)
    finally:
        _under_way.discard(media)
        connection.close()


def make_copies(media: UUID, *, at: datetime) -> Media | None:
    """Claim, render, keep. None when somebody else has it."""
    seconds = settings.MEDIA_RENDER["seconds"]
    lease = timedelta(seconds=4 * seconds)
    row: Media | None = writer.call(claim_rendering, media=media, lease=lease, at=at)
    if row is None:
        return None
    if row.tries > TRIES:
        rendering = Rendering("not_rendered")
    else:
        path, memory = store().path(row.id), settings.MEDIA_RENDER["memory"]
        rendering = render(path, media_type=row.media_type, memory=memory, seconds=seconds)
    if rendering.problem is None:
        # Before the row says so: a copy that is promised is there.
        store().keep_copies(row.id, copy=rendering.copy, thumb=rendering.thumb)
    done: Media = writer.call(render_media, media=row.id, rendering=rendering, at=now())
    return done
