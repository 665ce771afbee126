from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from people.actions.save_zone import save_zone
from people.admin.base import ModelForm, Request, Rows, ZoneAdminBase
from people.admin.fields import BoundaryField, NamesField
from people.jurisdiction import forget_jurisdiction
from people.models import User, Zone


class ZoneForm(ModelForm):
    names = NamesField(required=False)
    boundary = BoundaryField(
        required=False,
        widget=forms.Textarea(attrs={"rows": 8, "spellcheck": "false"}),
        help_text=_("GeoJSON Polygon or MultiPolygon, WGS-84, longitude first; empty for a zone that groups others"),
    )

    class Meta:
        model = Zone
        fields = ["code", "name", "names", "parent", "boundary", "takes_unplaced"]

    def clean_parent(self) -> Zone | None:
        parent: Zone | None = self.cleaned_data["parent"]
        here = self.instance.path if self.instance.path else None
        if parent is not None and here and parent.path.startswith(here):
            raise ValidationError(_("A zone cannot lie below itself."), code="cycle")
        return parent


@admin.register(Zone)
class ZoneAdmin(ZoneAdminBase):
    form = ZoneForm
    path_lookup = "path"
    list_display = ["name", "code", "path", "has_boundary", "takes_unplaced"]
    search_fields = ["name", "code", "names"]
    readonly_fields = ["path"]

    @admin.display(boolean=True, description=_("boundary"))
    def has_boundary(self, zone: Zone) -> bool:
        return zone.boundary is not None

    def get_readonly_fields(self, request: Request, obj: Any = None) -> list[str]:
        """A code is a key. The top of one's own subtree hangs where others have put it."""
        if obj is None:
            return ["path"]
        user = request.user
        is_top = isinstance(user, User) and not user.is_superuser and obj.pk == user.zone_id
        return ["path", "code", *(["parent"] if is_top else [])]

    def get_form(self, request: Request, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        form = super().get_form(request, obj, change, **kwargs)
        is_new_below = obj is None and not request.user.is_superuser
        if is_new_below:
            form.base_fields["parent"].required = True
        return form

    def save_model(self, request: Request, obj: Zone, form: Any, change: bool) -> None:
        save_zone(obj)
        forget_jurisdiction()

    def delete_model(self, request: Request, obj: Zone) -> None:
        obj.delete()
        forget_jurisdiction()

    def delete_queryset(self, request: Request, queryset: Rows) -> None:
        queryset.delete()
        forget_jurisdiction()
