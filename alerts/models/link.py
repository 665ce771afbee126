import uuid

from django.db import models

from alerts.models.alert import Alert


class LocationLink(models.Model):
    """A one-time address, sent by SMS to somebody who phoned, that asks only for their place.

    The token in it is made from `id` with the server's secret (`alerts.links`); its SHA-256 finds the row.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    alert = models.ForeignKey(Alert, on_delete=models.CASCADE, related_name="links")
    token_hash = models.CharField(max_length=64, unique=True)
    sent_to = models.CharField(max_length=200)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)
    uses = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["made_at"]

    def __str__(self) -> str:
        return f"{self.alert_id} {self.made_at:%Y-%m-%d %H:%M}"
