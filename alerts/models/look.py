from django.conf import settings
from django.db import models

from alerts.models.alert import Alert


class Look(models.Model):
    """Somebody looked at media or whereabouts: who, at what, when."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT)
    who = models.CharField(max_length=100)
    alert = models.ForeignKey(Alert, on_delete=models.CASCADE, related_name="looks")
    what = models.CharField(max_length=20, help_text="timeline, media")
    what_id = models.CharField(max_length=40, blank=True)
    at = models.DateTimeField()

    class Meta:
        ordering = ["-at"]

    def __str__(self) -> str:
        return f"{self.who} → {self.what} {self.what_id}"
