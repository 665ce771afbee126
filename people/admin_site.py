"""The admin site as a place of work: who may enter, and what is wrong today before what exists."""

from collections.abc import Callable
from typing import Any, NamedTuple

from django.contrib.admin import AdminSite
from django.contrib.auth.forms import AuthenticationForm
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.template.response import TemplateResponse
from django.utils.translation import gettext_lazy as _

from people.roles import Actor, Right, Role, may_ever


class Concern(NamedTuple):
    """Something a supervisor should see first: how many, in words, and the page that lists them."""

    words: str
    number: int
    url: str
    grave: bool = False


CONCERNS: list[Callable[[Any], Concern]] = []
"""Each gets the user and counts within their zones. The rooms above append theirs."""


def concern(function: Callable[[Any], Concern]) -> Callable[[Any], Concern]:
    CONCERNS.append(function)
    return function


def may_enter(user: Any) -> bool:
    """By role, whatever Django's `is_staff` says; a superuser always, or a fresh installation had no way in."""
    if not user.is_active or not user.is_authenticated:
        return False
    return user.is_superuser or may_ever(Actor(Role(user.role)), Right.ADMIN)


class EntryForm(AuthenticationForm):
    def confirm_login_allowed(self, user: Any) -> None:
        super().confirm_login_allowed(user)
        if not may_enter(user):
            raise ValidationError(_("This account may not use the admin site."), code="no_right")


class GrasslandAdminSite(AdminSite):
    site_header = _("Grassland 110 · administration")
    site_title = _("Grassland 110")
    index_title = _("Today")
    site_url = "/desk/"
    login_form = EntryForm
    enable_nav_sidebar = True

    def has_permission(self, request: HttpRequest) -> bool:
        return may_enter(request.user)

    def index(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> TemplateResponse:
        found = [count(request.user) for count in CONCERNS]
        wrong = [each for each in found if each.number]
        return super().index(request, {"wrong": wrong, **(extra_context or {})})
