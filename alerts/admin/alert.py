from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.contrib import admin
from django.http import HttpResponse
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from alerts.admin import words
from alerts.lifecycle import OPEN
from alerts.models import Alert, Chat, Entry, Fix, Look, Media
from alerts.queries import look
from people.admin.base import BY_ZONE, ReadOnlyAdmin, ReadOnlyInline, Request, Rows, zone_path
from people.admin_site import Concern, concern
from people.models import User
from wire.clock import now
from wire.words import AlertStatus

OLD = timedelta(hours=1)
"""An alert open for longer than this has been forgotten, or needs a supervisor."""


class OpenFilter(admin.SimpleListFilter):
    title = _("open")
    parameter_name = "open"

    def lookups(self, request: Request, model_admin: Any) -> Iterable[tuple[str, Any]]:
        return (("waiting", _("nobody has it in hand")), ("all", _("all open")), ("old", _("open for over an hour")))

    def queryset(self, request: Request, queryset: Rows) -> Rows:
        if self.value() == "waiting":
            return queryset.filter(status=AlertStatus.RECEIVED)
        if self.value() == "old":
            return queryset.filter(status__in=OPEN, received_at__lt=now() - OLD)
        return queryset.filter(status__in=OPEN) if self.value() == "all" else queryset


class EntryInline(ReadOnlyInline):
    model = Entry
    fields = ["at", "sentence", "told"]
    readonly_fields = ["sentence", "told"]
    ordering = ["id"]
    verbose_name_plural = _("timeline")

    @admin.display(description=_("what happened"))
    def sentence(self, entry: Entry) -> str:
        return words.sentence(entry)

    @admin.display(description=_("facts"))
    def told(self, entry: Entry) -> str:
        return words.facts(entry)


class ChatInline(ReadOnlyInline):
    model = Chat
    fields = ["at", "sender", "name", "text"]


class MediaInline(ReadOnlyInline):
    model = Media
    fields = ["at", "file", "media_type", "size", "status", "sha256"]
    readonly_fields = ["file"]

    @admin.display(description=_("file"))
    def file(self, media: Media) -> str:
        """The door records the look."""
        return format_html('<a href="{}">{}</a>', reverse("media", args=[media.pk]), media.name or media.kind)


class FixInline(ReadOnlyInline):
    model = Fix
    fields = ["received_at", "lat", "lon", "accuracy", "at", "speed"]


class LookInline(ReadOnlyInline):
    model = Look
    fields = ["at", "who", "what", "what_id"]


@admin.register(Alert)
class AlertAdmin(ReadOnlyAdmin):
    """The file of an alert. Opening it is a look at somebody's whereabouts, and is recorded."""

    list_display = ["number", "level", "alert_type", "status", "zone", "received_at", "in_hand_after", "disposition"]
    list_filter = [OpenFilter, "status", "level", "alert_type", BY_ZONE, "disposition", "source", "verified", "drill"]
    list_select_related = ["alert_type", "zone"]
    search_fields = ["=serial", "text", "note", "caller_name", "caller_phone", "device__name", "device__phone"]
    date_hierarchy = "received_at"
    inlines = [EntryInline, ChatInline, MediaInline, FixInline, LookInline]
    readonly_fields = ["number"]
    fieldsets = (
        (None, {"fields": ("number", "status", "level", "alert_type", "zone", "text", "note", "disposition")}),
        (_("Who called"), {"fields": ("device", "caller_name", "caller_phone", "verified", "source", "language")}),
        (_("Where"), {"fields": ("lat", "lon", "accuracy", "place_at", "place_source")}),
        (_("When"), {"fields": ("pressed_at", "received_at", ("acknowledged_at", "acknowledged_by"))}),
        (None, {"fields": ("dispatched_at", "on_scene_at", ("cancelled_at", "cancel_reason"))}),
        (None, {"fields": (("closed_at", "closed_by"), "escalations")}),
        (_("More"), {"fields": ("duplicate_of", "battery", "silent", "drill", "stars", "rating")}),
    )

    @admin.display(description=_("in hand after"), ordering="acknowledged_at")
    def in_hand_after(self, alert: Alert) -> str:
        if alert.acknowledged_at is None:
            return ""
        return say("{n} s").format(n=round((alert.acknowledged_at - alert.received_at).total_seconds()))

    def change_view(self, request: Request, object_id: str, *args: Any, **kwargs: Any) -> HttpResponse:
        found = self.get_object(request, object_id)
        if found is not None and isinstance(request.user, User):
            look(found, actor=request.user.actor(), what="timeline", what_id="admin", at=now())
        return super().change_view(request, object_id, *args, **kwargs)


def _alerts_of(user: Any) -> Rows:
    return Alert.objects.filter(zone__path__startswith=zone_path(user))


def _listed(which: str) -> str:
    return f"{reverse('admin:alerts_alert_changelist')}?open={which}"


@concern
def unacknowledged(user: Any) -> Concern:
    count = _alerts_of(user).filter(status=AlertStatus.RECEIVED).count()
    return Concern(say("Alerts nobody has in hand"), count, _listed("waiting"), grave=True)


@concern
def forgotten(user: Any) -> Concern:
    count = _alerts_of(user).filter(status__in=OPEN, received_at__lt=now() - OLD).count()
    return Concern(say("Alerts open for over an hour"), count, _listed("old"))
