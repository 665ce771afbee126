from django.db import models

from alerts.models.alert import Alert, choices
from people.models import Zone
from wire.words import EntryKind


class ZoneHead(models.Model):
    """The last `seq` given out in a zone; moved last in the transaction that writes the entries."""

    zone = models.OneToOneField(Zone, primary_key=True, on_delete=models.PROTECT)
    head = models.PositiveBigIntegerField(default=0)


class Entry(models.Model):
    """One recorded fact. Append-only; `seq` is gapless per zone.

    `about`/`about_id` name what changed beside the alert (dispatch, chat, media, fix, responder), so that a screen's
    cards can be built from entries alone. `handled_at` null marks work for the worker: the entry is the outbox.
    """

    zone = models.ForeignKey(Zone, on_delete=models.PROTECT)
    seq = models.PositiveBigIntegerField()
    alert = models.ForeignKey(Alert, null=True, blank=True, on_delete=models.PROTECT, related_name="entries")
    kind = models.CharField(max_length=20, choices=choices(EntryKind))
    at = models.DateTimeField()
    by = models.JSONField()
    facts = models.JSONField(default=dict)
    about = models.CharField(max_length=12, blank=True)
    about_id = models.CharField(max_length=40, blank=True)
    responder_id = models.PositiveBigIntegerField(null=True, blank=True)
    handled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["zone", "seq"]
        verbose_name_plural = "entries"
        constraints = [models.UniqueConstraint(fields=["zone", "seq"], name="entry_seq_once")]
        indexes = [
            models.Index(fields=["alert", "seq"], name="entry_alert"),
            models.Index(fields=["at"], condition=models.Q(handled_at__isnull=True), name="entry_outbox"),
        ]

    def __str__(self) -> str:
        return f"{self.zone_id} {self.seq} {self.kind}"
