from django.db import models

from alerts.models.alert import Alert, choices
from wire.words import MediaStatus


class Media(models.Model):
    """A photo, voice or clip. `id` is the key the phone made; the bytes lie in the media store under it.

    `media_type` is the phone's claim until the upload is complete, then what the content showed. People see the
    re-encoded copy (`copy_type`, and a thumbnail of `thumb_size` bytes); the original is kept as it came.
    """

    id = models.UUIDField(primary_key=True)
    alert = models.ForeignKey(Alert, on_delete=models.CASCADE, related_name="media")
    name = models.CharField(max_length=200, blank=True)
    media_type = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField(help_text="bytes")
    sha256 = models.CharField(max_length=64, blank=True)
    claimed_sha256 = models.CharField(max_length=64, blank=True)
    status = models.CharField(max_length=10, choices=choices(MediaStatus), default=MediaStatus.UPLOADING.value)
    why = models.CharField(max_length=40, blank=True, help_text="why it was rejected: a code")
    sender = models.CharField(max_length=100, blank=True)
    at = models.DateTimeField()

    render_at = models.DateTimeField(null=True, blank=True, help_text="due time of making the copy, or of trying again")
    tries = models.PositiveSmallIntegerField(default=0)
    copy_type = models.CharField(max_length=100, blank=True)
    copy_size = models.PositiveBigIntegerField(default=0, help_text="bytes")
    thumb_size = models.PositiveBigIntegerField(default=0, help_text="bytes; 0: there is none")
    width = models.PositiveIntegerField(null=True, blank=True, help_text="pixels, of the copy")
    height = models.PositiveIntegerField(null=True, blank=True)
    duration = models.FloatField(null=True, blank=True, help_text="seconds, of the copy")
    exif_place = models.JSONField(
        null=True, blank=True, help_text="where and when the camera says it was: lat, lon (WGS-84), at; a claim"
    )

    class Meta:
        ordering = ["at", "id"]
        verbose_name_plural = "media"
        indexes = [models.Index(fields=["render_at"], condition=models.Q(status="rendering"), name="media_due")]

    def __str__(self) -> str:
        return self.name or str(self.id)

    @property
    def kind(self) -> str:
        family = (self.copy_type or self.media_type).partition("/")[0]
        return {"image": "photo", "audio": "audio"}.get(family, "video")
