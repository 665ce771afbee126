import uuid

from django.conf import settings
from django.db import models

from people.models.device import Device
from people.models.zone import Zone


class VerificationCode(models.Model):
    """A one-time code with which an officer makes a herder's phone a known one, in the officer's zone.

    The code is 128 random bits and lives ten minutes, so a plain SHA-256 keeps it (nothing to guess).
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    code_hash = models.CharField(max_length=64, unique=True)
    zone = models.ForeignKey(Zone, on_delete=models.PROTECT)
    issued_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT)
    issued_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)
    device = models.ForeignKey(Device, null=True, blank=True, on_delete=models.SET_NULL)

    class Meta:
        ordering = ["-issued_at"]

    def __str__(self) -> str:
        return f"{self.zone_id} {self.issued_at:%Y-%m-%d %H:%M}"
