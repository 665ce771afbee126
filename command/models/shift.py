from django.db import models

from command.models.responder import Responder


class Shift(models.Model):
    """A duty period; a responder has at most one that is open. Position is shared only while one is."""

    responder = models.ForeignKey(Responder, on_delete=models.CASCADE, related_name="shifts")
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-started_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["responder"],
                condition=models.Q(ended_at__isnull=True),
                name="one_open_shift",
            )
        ]

    def __str__(self) -> str:
        return f"{self.responder} {self.started_at:%d %b %H:%M}"
