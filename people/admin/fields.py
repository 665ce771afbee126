"""Form fields for what is stored as JSON: what is wrong is said in words, and nothing unreadable is stored."""

from collections.abc import Iterable, Sequence
from enum import StrEnum
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from geo.geojson import BadGeometry, parse_geometry
from wire.words import Language

LABELS = {
    Language.CHINESE: "中文",
    Language.ENGLISH: "English",
    Language.MONGOLIAN_CYRILLIC: "Монгол",
    Language.MONGOLIAN_SCRIPT: "ᠮᠣᠩᠭᠣᠯ",
}


class NamesWidget(forms.MultiWidget):
    """A line per language, the language's own name in it while it is empty."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        lines: dict[str, forms.Widget | type[forms.Widget]] = {
            language.value.replace("-", "_"): forms.TextInput(attrs={"placeholder": label, "aria-label": label})
            for language, label in LABELS.items()
        }
        super().__init__(lines, attrs)

    def decompress(self, value: Any) -> list[str]:
        known = value if isinstance(value, dict) else {}
        return [str(known.get(language, "")) for language in LABELS]


class NamesField(forms.MultiValueField):
    """Names by language: {"zh-Hans": …, "en": …}, empty ones left out."""

    widget = NamesWidget

    def __init__(self, **options: Any) -> None:
        lines = tuple(forms.CharField(required=False, max_length=100) for _language in LABELS)
        super().__init__(fields=lines, require_all_fields=False, **options)

    def compress(self, data_list: Sequence[str]) -> dict[str, str]:
        pairs = zip(LABELS, data_list or (), strict=False)
        return {language.value: name for language, name in pairs if name}

    def has_changed(self, initial: Any, data: Any) -> bool:
        return super().has_changed(NamesWidget().decompress(initial), data)


class WordsField(forms.CharField):
    """Short words with commas between them, stored as a list without repeats."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("help_text", _("words with commas between them"))
        super().__init__(required=False, max_length=500, **options)

    def prepare_value(self, value: Any) -> Any:
        return ", ".join(value) if isinstance(value, list | tuple) else value

    def to_python(self, value: Any) -> Any:
        text = super().to_python(value) or ""
        return list(dict.fromkeys(word for each in text.replace("，", ",").split(",") if (word := each.strip())))

    def validate(self, value: Any) -> None:
        for word in value:
            if len(word) > 40:
                raise ValidationError(_("“%(word)s” is too long."), params={"word": word[:20]})

    def run_validators(self, value: Any) -> None:
        """The limits are those of each word."""

    def has_changed(self, initial: Any, data: Any) -> bool:
        return list(initial or []) != list(self.to_python(data))


class ChoicesField(forms.MultipleChoiceField):
    """Some of an enumeration's words, as boxes to tick; stored in the order of the enumeration."""

    def __init__(self, words: Iterable[StrEnum], **options: Any) -> None:
        choices = [(word.value, word.value) for word in words]
        super().__init__(choices=choices, required=False, widget=forms.CheckboxSelectMultiple, **options)

    def clean(self, value: Any) -> list[str]:
        chosen = set(super().clean(value))
        return [word for word, _label in self.choices if word in chosen]  # type: ignore[union-attr, misc]


class BoundaryField(forms.JSONField):
    """A GeoJSON Polygon or MultiPolygon; a fault is told with its path."""

    def clean(self, value: Any) -> Any:
        data = super().clean(value)
        if data is None:
            return None
        try:
            return parse_geometry(data).as_json()
        except BadGeometry as error:
            raise ValidationError(
                _("This is no area: at %(path)s it %(reason)s."),
                code="bad_geometry",
                params={"path": error.path, "reason": error.reason},
            ) from None
