from django.conf import settings
from django.db import models

from people.models import Zone
from wire.words import ResponderKind, TravelMode


class Responder(models.Model):
    """A person or crew that can be sent. Its number also names it in position frames.

    Its status is never stored: it follows from shift, dispatches and the age of its position.
    """

    name = models.CharField(max_length=100)
    kind = models.CharField(max_length=12, choices=[(each.value, each.value) for each in ResponderKind])
    zone = models.ForeignKey(Zone, on_delete=models.PROTECT, related_name="responders")
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="responder",
    )
    mode = models.CharField(
        max_length=12,
        choices=[(each.value, each.value) for each in TravelMode],
        default=TravelMode.CAR.value,
    )
    skills = models.JSONField(default=list, blank=True)
    languages = models.JSONField(default=list, blank=True)
    phone = models.CharField(max_length=40, blank=True)
    active = models.BooleanField(default=True)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name
