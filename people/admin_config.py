"""Stands in INSTALLED_APPS where `django.contrib.admin` would. A module of its own: it is read before any model is."""

from django.apps import apps
from django.contrib.admin.apps import AdminConfig
from django.db.models import Model
from django.utils.translation import gettext_lazy

OURS = ("people", "alerts", "command")


def put_into_words(model: type[Model]) -> None:
    """Let a model's, its fields' and its choices' names go through the catalogue when they are shown.

    Done here once instead of in every field: the models stay readable, and migrations see what the models say.
    """
    # A plural that the model does not give is lazy too: its name with an s, so it is taken before the name is put.
    if isinstance(model._meta.verbose_name, str):
        model._meta.verbose_name_plural = gettext_lazy(str(model._meta.verbose_name_plural))
        model._meta.verbose_name = gettext_lazy(model._meta.verbose_name)
    for field in model._meta.local_fields:
        # What Django itself has put into words is lazy already, and no plain text.
        if isinstance(field.verbose_name, str):
            field.verbose_name = gettext_lazy(field.verbose_name)
        if isinstance(field.help_text, str) and field.help_text:
            field.help_text = gettext_lazy(field.help_text)
        if field.choices:
            field.choices = [(value, gettext_lazy(str(label))) for value, label in field.flatchoices]


class GrasslandAdminConfig(AdminConfig):
    default_site = "people.admin_site.GrasslandAdminSite"

    def ready(self) -> None:
        super().ready()
        for label in OURS:
            config = apps.get_app_config(label)
            config.verbose_name = gettext_lazy(str(config.verbose_name))
            for model in config.get_models():
                put_into_words(model)
