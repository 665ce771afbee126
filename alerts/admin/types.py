from typing import Any

from django import forms
from django.contrib import admin
from django.db import models
from django.utils.translation import gettext_lazy as _

from alerts.models import AlertType
from people.admin.base import ModelForm, ZoneAdminBase
from people.admin.fields import ChoicesField, NamesField, WordsField
from wire.words import ResponderKind

LEVELS = [(1, _("Danger to life")), (2, _("Urgent")), (3, _("Help")), (4, _("Service"))]


class TypeForm(ModelForm):
    names = NamesField()
    level = forms.TypedChoiceField(choices=LEVELS, coerce=int)
    skills = WordsField(help_text=_("skills a responder needs, with commas between them; empty: none"))
    kinds = ChoicesField(ResponderKind, help_text=_("kinds that may be sent; none ticked: all"))

    class Meta:
        model = AlertType
        fields = ["code", "names", "level", "skills", "kinds", "service", "order"]


@admin.register(AlertType)
class AlertTypeAdmin(ZoneAdminBase):
    """Kinds of help hold for all zones."""

    form = TypeForm
    list_display = ["__str__", "code", "level", "service", "skills", "kinds", "order"]
    list_filter = ["level", "service"]
    search_fields = ["code", "names"]

    def in_zones(self, path: str) -> models.Q:
        return models.Q()

    def get_readonly_fields(self, request: Any, obj: Any = None) -> list[str]:
        """A code is a key, and the word on the wire."""
        return ["code"] if obj else []
