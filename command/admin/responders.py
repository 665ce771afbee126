from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.contrib import admin
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from command.models import Dispatch, Responder, Shift
from command.models.dispatch import ACTIVE
from people.admin.base import BY_ZONE, ModelForm, ReadOnlyAdmin, Request, Rows, ZoneAdminBase, zone_path
from people.admin.fields import ChoicesField, WordsField
from people.admin_site import Concern, concern
from wire.clock import now
from wire.words import Language

ON_DUTY = Exists(Shift.objects.filter(responder=OuterRef("pk"), ended_at__isnull=True))
ENGAGED = Exists(Dispatch.objects.filter(responder=OuterRef("pk"), status__in=set(ACTIVE) - {"offered"}))


def silent(rows: Rows) -> Rows:
    """Those on duty, on no task, of whom nothing was heard for too long."""
    limit = now() - timedelta(seconds=settings.TIMERS["out_of_contact"])
    unheard = Q(position__isnull=True) | Q(position__at__lt=limit)
    return rows.filter(unheard, ON_DUTY, ~ENGAGED, active=True)


class DutyFilter(admin.SimpleListFilter):
    title = _("duty")
    parameter_name = "duty"

    def lookups(self, request: Request, model_admin: Any) -> Iterable[tuple[str, Any]]:
        return (("on", _("On duty")), ("off", _("Off duty")), ("silent", _("Out of contact")))

    def queryset(self, request: Request, queryset: Rows) -> Rows:
        if self.value() == "silent":
            return silent(queryset)
        if self.value() in ("on", "off"):
            return queryset.filter(ON_DUTY if self.value() == "on" else ~ON_DUTY)
        return queryset


class ResponderForm(ModelForm):
    skills = WordsField()
    languages = ChoicesField(Language)

    class Meta:
        model = Responder
        fields = ["name", "kind", "zone", "user", "mode", "skills", "languages", "phone", "active"]


@admin.register(Responder)
class ResponderAdmin(ZoneAdminBase):
    """People and crews that can be sent. They are put out of use, not deleted: the timeline names them."""

    form = ResponderForm
    may_delete = False
    list_display = ["name", "kind", "zone", "mode", "is_on_duty", "heard_at", "phone", "active"]
    list_filter = [DutyFilter, "kind", BY_ZONE, "mode", "active"]
    list_select_related = ["zone", "position"]
    search_fields = ["name", "phone", "user__username"]
    autocomplete_fields = ["user"]

    def get_queryset(self, request: Request) -> Rows:
        rows: Rows = super().get_queryset(request).annotate(on_duty=ON_DUTY)
        return rows

    @admin.display(boolean=True, description=_("On duty"), ordering="on_duty")
    def is_on_duty(self, responder: Any) -> bool:
        return bool(responder.on_duty)

    @admin.display(description=_("last heard"), ordering="position__at")
    def heard_at(self, responder: Any) -> Any:
        """Off duty nobody is followed."""
        return responder.position.at if responder.on_duty and hasattr(responder, "position") else None


@admin.register(Shift)
class ShiftAdmin(ReadOnlyAdmin):
    path_lookup = "responder__zone__path"
    list_display = ["responder", "started_at", "ended_at"]
    list_filter = ["responder__kind", ("ended_at", admin.EmptyFieldListFilter)]
    list_select_related = ["responder"]
    search_fields = ["responder__name"]
    date_hierarchy = "started_at"


@concern
def out_of_contact(user: Any) -> Concern:
    count = silent(Responder.objects.filter(zone__path__startswith=zone_path(user))).count()
    url = f"{reverse('admin:command_responder_changelist')}?duty=silent"
    return Concern(say("Responders on duty and out of contact"), count, url)
