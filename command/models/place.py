from django.db import models

from people.models import Zone

KINDS = [(each, each) for each in ("camp", "well", "marker", "station", "gacha", "town")]


class Place(models.Model):
    """A named place of the steppe: where there are no streets, people say these."""

    name = models.CharField(max_length=100)
    names = models.JSONField(default=dict, blank=True)
    kind = models.CharField(max_length=10, choices=KINDS)
    zone = models.ForeignKey(Zone, on_delete=models.CASCADE, related_name="places")
    lat = models.FloatField()
    lon = models.FloatField()

    class Meta:
        ordering = ["kind", "name"]

    def __str__(self) -> str:
        return self.name
