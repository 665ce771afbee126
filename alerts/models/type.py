from django.db import models
from django.utils.translation import get_language

SERVICE_LEVEL = 4


class AlertType(models.Model):
    """A kind of help: its level, and who can be sent to it.

    level 1 danger to life, 2 urgent, 3 help, 4 service. `kinds` empty means every kind of responder.
    """

    code = models.SlugField(primary_key=True, max_length=40)
    names = models.JSONField(default=dict, help_text="name by language: zh-Hans, mn-Cyrl, mn-Mong, en")
    level = models.PositiveSmallIntegerField(default=2)
    skills = models.JSONField(default=list, blank=True, help_text="skills a responder needs")
    kinds = models.JSONField(default=list, blank=True, help_text="kinds that may be sent; empty: all")
    service = models.BooleanField(default=False, help_text="no emergency: it has a list of its own at the desk")
    order = models.PositiveSmallIntegerField(default=100)

    class Meta:
        ordering = ["order", "code"]

    def __str__(self) -> str:
        """In the language of whoever reads the admin site."""
        chinese = (get_language() or "").startswith("zh")
        return str(self.names.get("zh-Hans" if chinese else "en") or self.code)
