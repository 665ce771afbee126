from django.contrib.auth.models import AbstractUser
from django.db import models

from people.models.zone import Zone
from people.roles import Actor, Role
from wire.words import Language

STAFF_ROLES = [
    (role.value, role.value.replace("_", " ")) for role in Role if role not in (Role.CALLER, Role.DEVICE, Role.SYSTEM)
]


class User(AbstractUser):
    """Somebody who logs in. Herders do not."""

    role = models.CharField(max_length=20, choices=STAFF_ROLES, default=Role.CIVILIAN.value)
    zone = models.ForeignKey(Zone, null=True, blank=True, on_delete=models.PROTECT, related_name="users")
    name = models.CharField(max_length=100, blank=True)
    phone = models.CharField(max_length=40, blank=True)
    language = models.CharField(
        max_length=10,
        choices=[(each.value, each.value) for each in Language],
        default=Language.CHINESE.value,
    )

    def __str__(self) -> str:
        return self.name or self.username

    def actor(self) -> Actor:
        """Who this user is to `can()`. Reads the zone, so fetch it along (`select_related("zone")`)."""
        return Actor(
            role=Role(self.role),
            name=self.name or self.username,
            user=self.pk,
            zone=self.zone.path if self.zone else None,
            language=self.language,
        )
