from typing import Any

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from alerts.admin.alert import AlertAdmin
from command.models import Dispatch
from people.admin.base import ReadOnlyAdmin, ReadOnlyInline


@admin.register(Dispatch)
class DispatchAdmin(ReadOnlyAdmin):
    path_lookup = "alert__zone__path"
    list_display = ["alert", "responder", "status", "offered_at", "answered_after", "on_scene_at", "ended_at"]
    list_filter = ["status", "responder__kind", ("alert__zone", admin.RelatedOnlyFieldListFilter)]
    list_select_related = ["alert", "responder"]
    search_fields = ["=alert__serial", "responder__name"]
    date_hierarchy = "offered_at"

    @admin.display(description=_("answered after"))
    def answered_after(self, dispatch: Dispatch) -> str:
        if dispatch.accepted_at is None:
            return ""
        return str(_("{n} s")).format(n=round((dispatch.accepted_at - dispatch.offered_at).total_seconds()))


class DispatchInline(ReadOnlyInline):
    model = Dispatch
    fields = [
        "responder",
        "status",
        "offered_at",
        "accepted_at",
        "en_route_at",
        "on_scene_at",
        "cleared_at",
        "decline_reason",
        "report",
    ]


# An alert's file shows who was sent; the room below cannot know.
inlines: list[Any] = AlertAdmin.inlines
inlines.insert(1, DispatchInline)
