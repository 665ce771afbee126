from typing import Any

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin
from django.contrib.auth.forms import AdminUserCreationForm, UserChangeForm
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from people.admin.base import BY_ZONE, Request, Rows, ZoneAdminBase
from people.models import User
from people.models.user import STAFF_ROLES
from people.roles import Role

NEED_A_ZONE = frozenset({Role.DISPATCHER, Role.SUPERVISOR})
ONLY_FROM_ABOVE = frozenset({Role.SYSTEM_ADMIN, Role.AUDITOR})
"""Roles that a supervisor cannot give: they watch over supervisors, or over everybody's accounts."""


class _NeedsZone:
    """Who answers for a zone must have one."""

    cleaned_data: dict[str, Any]

    def clean_zone(self) -> Any:
        zone = self.cleaned_data.get("zone")
        if zone is None and self.cleaned_data.get("role") in NEED_A_ZONE:
            raise ValidationError(_("A dispatcher or supervisor needs a zone."), code="required")
        return zone


class ChangeForm(_NeedsZone, UserChangeForm):  # type: ignore[type-arg]
    pass


class AddForm(_NeedsZone, AdminUserCreationForm):  # type: ignore[type-arg]
    pass


@admin.register(User)
class UserAdmin(ZoneAdminBase, DjangoUserAdmin):  # type: ignore[type-arg]
    """Accounts are closed, not deleted: the timeline names them."""

    form = ChangeForm
    add_form = AddForm
    roles = frozenset({Role.SUPERVISOR, Role.SYSTEM_ADMIN})
    may_delete = False
    list_display = ["username", "name", "role", "zone", "is_active", "last_login"]
    list_filter = ["role", BY_ZONE, "is_active"]
    list_select_related = ["zone"]
    search_fields = ["username", "name", "phone"]
    ordering = ["username"]
    filter_horizontal = ()
    readonly_fields = ["last_login", "date_joined"]
    fieldsets = (
        (None, {"fields": ("username", "password")}),
        (_("Who"), {"fields": ("name", "phone", "language")}),
        (_("What they may do"), {"fields": ("role", "zone", "is_active", "is_superuser")}),
        (_("When"), {"fields": ("last_login", "date_joined")}),
    )
    add_fieldsets = (
        (None, {"fields": ("username", "name", "role", "zone", "usable_password", "password1", "password2")}),
    )

    def get_queryset(self, request: Request) -> Rows:
        rows = super().get_queryset(request)
        return rows if request.user.is_superuser else rows.filter(is_superuser=False)

    def in_zones(self, path: str) -> models.Q:
        """A system administrator looks after accounts everywhere; see `get_queryset` for whom not."""
        return models.Q() if path == "?" else super().in_zones(path)

    def get_readonly_fields(self, request: Request, obj: Any = None) -> list[str]:
        return ["last_login", "date_joined", *([] if request.user.is_superuser else ["is_superuser"])]

    def formfield_for_choice_field(self, db_field: Any, request: Request, **kwargs: Any) -> Any:
        if db_field.name == "role" and not request.user.is_superuser:
            kwargs["choices"] = [each for each in STAFF_ROLES if each[0] not in ONLY_FROM_ABOVE]
        return super().formfield_for_choice_field(db_field, request, **kwargs)
