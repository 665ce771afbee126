from django.db import models

from alerts.models.alert import Alert


class Fix(models.Model):
    """One location report of an alert: WGS-84 degrees, 95 % radius in metres. `at` is the phone's claim."""

    alert = models.ForeignKey(Alert, on_delete=models.CASCADE, related_name="fixes")
    lat = models.FloatField()
    lon = models.FloatField()
    accuracy = models.FloatField()
    at = models.DateTimeField()
    altitude = models.FloatField(null=True, blank=True)
    speed = models.FloatField(null=True, blank=True)
    heading = models.FloatField(null=True, blank=True)
    received_at = models.DateTimeField()

    class Meta:
        ordering = ["received_at", "id"]
        verbose_name_plural = "fixes"

    def __str__(self) -> str:
        return f"{self.lat:.5f}, {self.lon:.5f} ± {self.accuracy:.0f} m"
