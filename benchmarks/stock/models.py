"""The tables one press writes to, with the columns of ours that a press fills."""

import uuid

from django.db import models


class Counter(models.Model):
    """The last number given out: `alert` for the numbers said on the radio, `zone:<code>` for a zone's `seq`."""

    name = models.CharField(primary_key=True, max_length=60)
    value = models.PositiveBigIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.name} {self.value}"


class Alert(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    key = models.UUIDField(unique=True)
    serial = models.PositiveBigIntegerField(unique=True)
    zone = models.CharField(max_length=40)
    status = models.CharField(max_length=12, default="received")
    version = models.PositiveIntegerField(default=1)
    level = models.PositiveSmallIntegerField(default=1)
    alert_type = models.CharField(max_length=40, blank=True)
    verified = models.BooleanField(default=False)
    source = models.CharField(max_length=10, default="web")
    language = models.CharField(max_length=10, default="zh-Hans")
    text = models.TextField(blank=True)
    battery = models.PositiveSmallIntegerField(null=True)
    lat = models.FloatField(null=True)
    lon = models.FloatField(null=True)
    accuracy = models.FloatField(null=True)
    place_at = models.DateTimeField(null=True)
    pressed_at = models.DateTimeField(null=True)
    received_at = models.DateTimeField(auto_now_add=True)
    acknowledged_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    escalate_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["zone", "received_at"], name="stock_alert_zone")]

    def __str__(self) -> str:
        return f"{self.serial:04d}"


class Fix(models.Model):
    alert = models.ForeignKey(Alert, on_delete=models.CASCADE, related_name="fixes")
    lat = models.FloatField()
    lon = models.FloatField()
    accuracy = models.FloatField()
    at = models.DateTimeField()
    received_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return f"{self.lat:.5f}, {self.lon:.5f}"


class Entry(models.Model):
    zone = models.CharField(max_length=40)
    seq = models.PositiveBigIntegerField()
    alert = models.ForeignKey(Alert, on_delete=models.PROTECT, related_name="entries")
    kind = models.CharField(max_length=20)
    at = models.DateTimeField(auto_now_add=True)
    by = models.JSONField()
    facts = models.JSONField(default=dict)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["zone", "seq"], name="stock_entry_seq_once")]

    def __str__(self) -> str:
        return f"{self.zone} {self.seq} {self.kind}"
