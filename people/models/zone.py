from django.db import models


class Zone(models.Model):
    """An area of jurisdiction in a tree. `path` is the codes from the root, `/banner/north/`: a subtree is a prefix.

    `boundary` is a GeoJSON Polygon or MultiPolygon in WGS-84, or null for a zone that only groups others.
    """

    code = models.SlugField(primary_key=True, max_length=40)
    name = models.CharField(max_length=100)
    names = models.JSONField(default=dict, blank=True, help_text="name by language: zh-Hans, mn-Cyrl, mn-Mong, en")
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="children")
    path = models.CharField(max_length=400, unique=True, editable=False)
    boundary = models.JSONField(null=True, blank=True)
    takes_unplaced = models.BooleanField(
        default=False, help_text="alerts without a place, or outside every zone, come here"
    )

    class Meta:
        ordering = ["path"]

    def __str__(self) -> str:
        return self.name

    def path_under_parent(self) -> str:
        return f"{self.parent.path if self.parent else '/'}{self.code}/"
