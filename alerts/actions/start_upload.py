from datetime import datetime
from uuid import UUID

from django.conf import settings

from alerts import timeline
from alerts.actions.moves import the_alert
from alerts.models import Alert, Media
from people.roles import Actor, Right
from wire.messages.help import UploadBody
from wire.problems import Problem
from wire.words import EntryKind, MediaStatus


def start_upload(*, alert: UUID, upload: UploadBody, actor: Actor, at: datetime) -> Media:
    """Announce a file, or find it again to go on. Raises `media_type`, `too_large`, or `conflict` for a key that
    announced something else."""
    found = the_alert(alert, actor=actor, right=Right.ADD_MEDIA)
    media = Media.objects.filter(pk=upload.key).first()
    if media is not None:
        if media.alert_id != found.id or media.size != upload.size:
            raise Problem("conflict", "This key announced another file.", errors={"key": ("used before",)})
        return media
    _check(found, upload)
    media = Media.objects.create(
        id=upload.key,
        alert=found,
        name=upload.name,
        media_type=upload.media_type.partition(";")[0].strip().lower(),
        size=upload.size,
        claimed_sha256=upload.sha256 or "",
        sender=actor.role.value,
        at=at,
    )
    timeline.record(
        found,
        kind=EntryKind.UPLOAD_STARTED,
        actor=actor,
        at=at,
        facts={"name": media.name, "media_type": media.media_type, "size": media.size},
        about=media,
        about_kind="media",
    )
    return media


def _check(alert: Alert, upload: UploadBody) -> None:
    family = upload.media_type.partition("/")[0].lower()
    limit = settings.MEDIA_LIMITS.get(family)
    if limit is None:
        raise Problem(
            "media_type",
            "Photos, sound and video can be taken.",
            errors={"media_type": ("not taken",)},
        )
    if upload.size > limit:
        raise Problem("too_large", f"At most {limit} bytes.", errors={"size": (f"at most {limit}",)})
    kept = Media.objects.filter(alert=alert).exclude(status=MediaStatus.REJECTED).values_list("size", flat=True)
    if sum(kept) + upload.size > settings.MEDIA_LIMITS["alert"]:
        raise Problem("too_large", "This alert's files are full.", errors={"size": ("alert is full",)})
