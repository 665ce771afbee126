from django.conf import settings
from django.db import models

from alerts.models.alert import Alert, choices
from wire.words import Speaker


class Chat(models.Model):
    """Words exchanged on an alert. `id` is the key its sender made."""

    id = models.UUIDField(primary_key=True)
    alert = models.ForeignKey(Alert, on_delete=models.CASCADE, related_name="chats")
    sender = models.CharField(max_length=12, choices=choices(Speaker))
    user = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT)
    name = models.CharField(max_length=100, blank=True)
    text = models.TextField()
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "id"]

    def __str__(self) -> str:
        return f"{self.name or self.sender}: {self.text[:40]}"
