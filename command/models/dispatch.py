import uuid

from django.conf import settings
from django.db import models

from alerts.models import Alert
from command.models.responder import Responder
from wire.words import DispatchStatus

ACTIVE = ("offered", "accepted", "en_route", "on_scene")


class Dispatch(models.Model):
    """The order that sends one responder to one alert; begins as an offer. Milestones are columns.

    `respond_by` is the due time of an offer; `reasons` are those the dispatcher saw when sending.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    alert = models.ForeignKey(Alert, on_delete=models.PROTECT, related_name="dispatches")
    responder = models.ForeignKey(Responder, on_delete=models.PROTECT, related_name="dispatches")
    status = models.CharField(
        max_length=12,
        choices=[(each.value, each.value) for each in DispatchStatus],
        default=DispatchStatus.OFFERED.value,
    )
    version = models.PositiveIntegerField(default=1)
    offered_at = models.DateTimeField()
    offered_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    respond_by = models.DateTimeField(null=True, blank=True)
    accepted_at = models.DateTimeField(null=True, blank=True)
    en_route_at = models.DateTimeField(null=True, blank=True)
    on_scene_at = models.DateTimeField(null=True, blank=True)
    cleared_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    eta_seconds = models.PositiveIntegerField(null=True, blank=True)
    distance_m = models.FloatField(null=True, blank=True)
    reasons = models.JSONField(default=list)
    decline_reason = models.CharField(max_length=200, blank=True)
    report = models.TextField(blank=True)

    class Meta:
        ordering = ["offered_at"]
        verbose_name_plural = "dispatches"
        constraints = [
            models.UniqueConstraint(
                fields=["alert", "responder"],
                condition=models.Q(status__in=ACTIVE),
                name="one_active_dispatch",
            )
        ]
        indexes = [
            models.Index(fields=["respond_by"], condition=models.Q(status="offered"), name="offer_due"),
            models.Index(fields=["responder"], condition=models.Q(status__in=ACTIVE), name="dispatch_active"),
        ]

    def __str__(self) -> str:
        return f"{self.responder} → {self.alert}"


class Act(models.Model):
    """A responder's act by the key its phone made: repeated, it is answered again and not done again."""

    key = models.UUIDField(primary_key=True)
    responder = models.ForeignKey(Responder, on_delete=models.CASCADE, related_name="acts")
    verb = models.CharField(max_length=20)
    dispatch = models.ForeignKey(Dispatch, null=True, on_delete=models.CASCADE)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.verb} {self.key}"
