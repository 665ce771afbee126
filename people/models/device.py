import uuid

from django.conf import settings
from django.db import models

from people.models.zone import Zone
from people.roles import Actor, Role
from wire.words import DeviceStatus, Language


class Device(models.Model):
    """A herder's phone, known by a key and secret of its own making. `id` is that key.

    The secret is 16 or more random characters, so a plain SHA-256 of it keeps it (nothing to guess).
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    secret_hash = models.CharField(max_length=64)
    status = models.CharField(
        max_length=12,
        choices=[(each.value, each.value) for each in DeviceStatus],
        default=DeviceStatus.UNVERIFIED.value,
    )
    language = models.CharField(
        max_length=10,
        choices=[(each.value, each.value) for each in Language],
        default=Language.CHINESE.value,
    )
    name = models.CharField(max_length=100, blank=True)
    phone = models.CharField(max_length=40, blank=True)
    household = models.CharField(max_length=100, blank=True)
    camp = models.CharField(max_length=100, blank=True)
    health_note = models.TextField(blank=True, help_text="shown to the desk, with an alert, and to nobody else")
    zone = models.ForeignKey(Zone, null=True, blank=True, on_delete=models.SET_NULL)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL)
    first_seen_at = models.DateTimeField()
    verified_at = models.DateTimeField(null=True, blank=True)
    verified_by = models.CharField(max_length=100, blank=True, help_text="the officer's name on that day")

    class Meta:
        ordering = ["-first_seen_at"]

    def __str__(self) -> str:
        return self.name or str(self.id)

    def actor(self) -> Actor:
        return Actor(role=Role.DEVICE, name=self.name, device=self.id, language=self.language)
