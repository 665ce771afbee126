from django.db import models

from command.models.responder import Responder


class Position(models.Model):
    """A responder's latest place: WGS-84 degrees, 95 % radius in metres, server time, and the phone's claimed time.

    Written in batches, once a second at most; the process's Fleet holds the newest.
    """

    responder = models.OneToOneField(Responder, primary_key=True, on_delete=models.CASCADE, related_name="position")
    lat = models.FloatField()
    lon = models.FloatField()
    accuracy = models.FloatField()
    at = models.DateTimeField(db_index=True)
    claimed_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.lat:.5f}, {self.lon:.5f}"
