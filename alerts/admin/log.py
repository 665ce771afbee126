from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from alerts.admin import words
from alerts.models import Entry, Look
from people.admin.base import BY_ZONE, ReadOnlyAdmin


@admin.register(Entry)
class EntryAdmin(ReadOnlyAdmin):
    """Everything that was done, in order. Nothing here can be changed by anybody."""

    list_display = ["seq", "zone", "at", "alert", "sentence", "told"]
    list_filter = ["kind", BY_ZONE]
    list_select_related = ["zone", "alert"]
    search_fields = ["=alert__serial", "by__name", "about_id"]
    date_hierarchy = "at"
    ordering = ["-at", "-seq"]
    fields = ["zone", "seq", "alert", "kind", "at", "by", "facts", "about", "about_id", "handled_at"]

    @admin.display(description=_("what happened"))
    def sentence(self, entry: Entry) -> str:
        return words.sentence(entry)

    @admin.display(description=_("facts"))
    def told(self, entry: Entry) -> str:
        return words.facts(entry)


@admin.register(Look)
class LookAdmin(ReadOnlyAdmin):
    """Who looked at media or whereabouts."""

    path_lookup = "alert__zone__path"
    list_display = ["at", "who", "alert", "what", "what_id"]
    list_filter = ["what"]
    list_select_related = ["alert"]
    search_fields = ["who", "=alert__serial", "what_id"]
    date_hierarchy = "at"
