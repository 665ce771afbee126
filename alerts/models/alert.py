import uuid

from django.conf import settings
from django.db import models

from alerts.models.type import AlertType
from people.models import Device, Zone
from people.roles import Target
from wire.words import AlertStatus, Disposition, Language, PlaceSource, Source

UNKNOWN_TYPE_LEVEL = 1


def choices(words: type) -> list[tuple[str, str]]:
    return [(each.value, each.value) for each in words]  # type: ignore[attr-defined]


class Counter(models.Model):
    """The last number given out; one row, moved in the transaction that uses it."""

    name = models.CharField(primary_key=True, max_length=20)
    value = models.PositiveBigIntegerField(default=0)


class Alert(models.Model):
    """One request for help by one person. `key` is the phone's, so a repeated press finds the same row.

    Milestones are columns. Places are WGS-84 degrees with a 95 % radius in metres.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    key = models.UUIDField(unique=True)
    serial = models.PositiveBigIntegerField(unique=True)
    zone = models.ForeignKey(Zone, on_delete=models.PROTECT)
    status = models.CharField(max_length=12, choices=choices(AlertStatus), default=AlertStatus.RECEIVED.value)
    version = models.PositiveIntegerField(default=1)
    level = models.PositiveSmallIntegerField(default=UNKNOWN_TYPE_LEVEL)
    alert_type = models.ForeignKey(AlertType, null=True, blank=True, on_delete=models.PROTECT)
    verified = models.BooleanField(default=False)
    source = models.CharField(max_length=10, choices=choices(Source), default=Source.WEB.value)
    language = models.CharField(max_length=10, choices=choices(Language), default=Language.CHINESE.value)
    text = models.TextField(blank=True)
    silent = models.BooleanField(default=False)
    drill = models.BooleanField(default=False)
    service = models.BooleanField(default=False, help_text="a request that is no emergency; nobody is woken for it")
    battery = models.PositiveSmallIntegerField(null=True, blank=True)

    lat = models.FloatField(null=True, blank=True)
    lon = models.FloatField(null=True, blank=True)
    accuracy = models.FloatField(null=True, blank=True)
    place_at = models.DateTimeField(null=True, blank=True)
    place_source = models.CharField(max_length=12, choices=choices(PlaceSource), blank=True)

    device = models.ForeignKey(Device, null=True, blank=True, on_delete=models.SET_NULL)
    caller_name = models.CharField(max_length=200, blank=True)
    caller_phone = models.CharField(max_length=200, blank=True)

    pressed_at = models.DateTimeField(null=True, blank=True, help_text="the phone's own time: a claim")
    press_digest = models.CharField(max_length=64, help_text="SHA-256 of the press, to tell a repeat from a change")
    received_at = models.DateTimeField()
    acknowledged_at = models.DateTimeField(null=True, blank=True)
    acknowledged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    dispatched_at = models.DateTimeField(null=True, blank=True)
    on_scene_at = models.DateTimeField(null=True, blank=True)
    cancelled_at = models.DateTimeField(null=True, blank=True)
    cancel_reason = models.CharField(max_length=200, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    disposition = models.CharField(max_length=12, choices=choices(Disposition), blank=True)
    note = models.TextField(blank=True)
    duplicate_of = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="duplicates")

    repeats = models.PositiveIntegerField(default=0, help_text="presses that collapsed into this card")
    escalate_at = models.DateTimeField(null=True, blank=True, help_text="due time while nobody has it in hand")
    escalations = models.PositiveSmallIntegerField(default=0)
    stars = models.PositiveSmallIntegerField(null=True, blank=True)
    rating = models.TextField(blank=True)

    class Meta:
        ordering = ["-received_at"]
        indexes = [
            models.Index(fields=["escalate_at"], condition=models.Q(status="received"), name="alert_due"),
            models.Index(fields=["zone"], condition=~models.Q(status="closed"), name="alert_open"),
            models.Index(fields=["zone", "received_at"], name="alert_zone_received"),
            models.Index(fields=["device", "received_at"], name="alert_device"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(status="closed") | (~models.Q(disposition="") & models.Q(closed_at__isnull=False)),
                name="closed_has_disposition",
            ),
            models.CheckConstraint(
                condition=models.Q(lat__isnull=True, lon__isnull=True)
                | models.Q(lat__gte=-90, lat__lte=90, lon__gte=-180, lon__lte=180),
                name="place_on_earth",
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def number(self) -> str:
        """What is said on the radio: at least four digits."""
        return f"{self.serial:04d}"

    def target(self) -> Target:
        """What `can()` needs to know, but for the responders: those are known above (`queries.target_of`)."""
        return Target(zone=self.zone.path, alert=self.id, device=self.device_id)


class Repeat(models.Model):
    """A press that collapsed into an alert: its key is answered with that alert for ever, its words are kept."""

    key = models.UUIDField(primary_key=True)
    alert = models.ForeignKey(Alert, on_delete=models.CASCADE, related_name="repeated")
    text = models.TextField(blank=True)
    press_digest = models.CharField(max_length=64)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.key)
