from django.db import models

from alerts.models.alert import Alert, choices
from wire.words import MediaStatus


class Media(models.Model):
    """A photo, voice or clip. `id` is the key the phone made; the bytes lie in the media store under it.

    `media_type` is the phone's claim until the upload is complete, then what the content showed.
    """

    id = models.UUIDField(primary_key=True)
    alert = models.ForeignKey(Alert, on_delete=models.CASCADE, related_name="media")
    name = models.CharField(max_length=200, blank=True)
    media_type = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField(help_text="bytes")
    sha256 = models.CharField(max_length=64, blank=True)
    claimed_sha256 = models.CharField(max_length=64, blank=True)
    status = models.CharField(max_length=10, choices=choices(MediaStatus), default=MediaStatus.UPLOADING.value)
    sender = models.CharField(max_length=100, blank=True)
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "id"]
        verbose_name_plural = "media"

    def __str__(self) -> str:
        return self.name or str(self.id)

    @property
    def kind(self) -> str:
        family = self.media_type.partition("/")[0]
        return {"image": "photo", "audio": "audio"}.get(family, "video")
