from django.contrib import admin
from django.db import models

from people.admin.base import BY_ZONE, ZoneAdminBase
from people.models import Device


@admin.register(Device)
class DeviceAdmin(ZoneAdminBase):
    """Herders' phones. A phone makes itself known; here an officer says whose it is, or shuts it out."""

    may_add = may_delete = False
    fields = ["id", "status", "name", "household", "phone", "camp", "zone", "user", "language"]
    fields += ["first_seen_at", "verified_at", "verified_by"]
    readonly_fields = ["id", "first_seen_at", "verified_at", "verified_by"]
    autocomplete_fields = ["user"]
    list_display = ["__str__", "status", "phone", "camp", "zone", "language", "first_seen_at"]
    list_filter = ["status", BY_ZONE, "language"]
    list_select_related = ["zone"]
    search_fields = ["name", "phone", "camp", "id"]
    date_hierarchy = "first_seen_at"

    def in_zones(self, path: str) -> models.Q:
        """A phone nobody has placed yet is everybody's to place."""
        return super().in_zones(path) | models.Q(zone__isnull=True)
