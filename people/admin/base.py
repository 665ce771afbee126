"""What every page of the admin site shares: rights by role, and nothing outside one's own zones."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import admin
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.http import HttpRequest

from people.models import User, Zone
from people.roles import Role

if TYPE_CHECKING:
    ModelAdmin = admin.ModelAdmin[Any]
    TabularInline = admin.TabularInline[Any, Any]
    ModelForm = forms.ModelForm[Any]
    Rows = models.QuerySet[Any]
    Request = HttpRequest
else:
    ModelAdmin, TabularInline, ModelForm = admin.ModelAdmin, admin.TabularInline, forms.ModelForm
    Rows, Request = models.QuerySet, HttpRequest

BY_ZONE = ("zone", admin.RelatedOnlyFieldListFilter)


def zone_path(user: Any) -> str:
    """The path of the subtree this user sees: all for a superuser, nothing for somebody without a zone."""
    if user.is_superuser:
        return "/"
    return user.zone.path if user.zone else "?"


class ZoneAdminBase(ModelAdmin):
    """Rows of the user's own subtree. `path_lookup` leads to the path of a row's zone.

    `roles` may enter; the three flags say what they may do there.
    """

    path_lookup = "zone__path"
    roles = frozenset({Role.SUPERVISOR})
    may_add = True
    may_change = True
    may_delete = True
    show_full_result_count = False
    list_per_page = 50

    def get_queryset(self, request: Request) -> Rows:
        path = zone_path(request.user)
        rows = super().get_queryset(request)
        return rows if path == "/" else rows.filter(self.in_zones(path))

    def in_zones(self, path: str) -> models.Q:
        return models.Q(**{f"{self.path_lookup}__startswith": path})

    def _enters(self, request: Request) -> bool:
        user = request.user
        if isinstance(user, AnonymousUser) or not isinstance(user, User):
            return False
        return user.is_active and (user.is_superuser or user.role in self.roles)

    def has_module_permission(self, request: Request) -> bool:
        return self._enters(request)

    def has_view_permission(self, request: Request, obj: Any = None) -> bool:
        return self._enters(request)

    def has_add_permission(self, request: Request) -> bool:
        return self.may_add and self._enters(request)

    def has_change_permission(self, request: Request, obj: Any = None) -> bool:
        return self.may_change and self._enters(request)

    def has_delete_permission(self, request: Request, obj: Any = None) -> bool:
        return self.may_delete and self._enters(request)

    def formfield_for_foreignkey(self, db_field: Any, request: Request, **kwargs: Any) -> Any:
        """Only zones of one's own subtree can be chosen."""
        if db_field.related_model is Zone:
            kwargs["queryset"] = Zone.objects.filter(path__startswith=zone_path(request.user))
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


class ReadOnlyAdmin(ZoneAdminBase):
    """What happened can be read here and changed nowhere."""

    may_add = may_change = may_delete = False


class ReadOnlyInline(TabularInline):
    extra = 0
    can_delete = False

    def has_view_permission(self, request: Request, obj: Any = None) -> bool:
        return True

    def has_add_permission(self, request: Request, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: Request, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: Request, obj: Any = None) -> bool:
        return False
