"""What an SMS says beside its words: in which language, from where, and whether it is a new call. Pure."""

import base64
import re
from binascii import Error
from dataclasses import dataclass
from uuid import UUID

from geo.coordinates_in_text import Found, find_coordinates
from wire.words import Language

# Words that open another alert while one is open. 新 begins names of places too, so something else must follow it.
_NEW = re.compile(r"\s*(?:new\b|шинэ\b|ᠰᠢᠨ᠎ᠡ|新(?:警|求助|的|(?![\u3400-\u9fff])))", re.IGNORECASE)
_KEY = re.compile(r"#([A-Za-z0-9_-]{22})(?![A-Za-z0-9_-])")
_SCRIPTS = (
    (re.compile("[\u1800-\u18af]"), Language.MONGOLIAN_SCRIPT),
    (re.compile("[\u0400-\u04ff]"), Language.MONGOLIAN_CYRILLIC),
    (re.compile("[\u3400-\u9fff]"), Language.CHINESE),
    (re.compile("[A-Za-z]{3}"), Language.ENGLISH),
)
_LINK = re.compile(r"\w+:\S+")


@dataclass(frozen=True, slots=True)
class Said:
    """`key` is that of the press, when our page wrote the SMS: the press and its SMS are one alert."""

    text: str
    place: Found | None
    language: Language | None
    key: UUID | None
    asks_anew: bool


def read_sms(text: str) -> Said:
    key, words = _key_of(text)
    return Said(
        text=words,
        place=find_coordinates(words),
        language=language_of(words),
        key=key,
        asks_anew=_NEW.match(words) is not None,
    )


def language_of(text: str) -> Language | None:
    """By its script; None when there are no words in it."""
    words = _LINK.sub(" ", text)
    return next((language for script, language in _SCRIPTS if script.search(words)), None)


def number_of(phone: str) -> str:
    """A number by which two spellings of one telephone agree: digits alone, without China's prefix."""
    digits = re.sub(r"\D", "", phone)
    return re.sub(r"^(?:00)?86(?=1\d{10}$)", "", digits)


def _key_of(text: str) -> tuple[UUID | None, str]:
    mark = _KEY.search(text)
    if mark is None:
        return None, text
    try:
        key = UUID(bytes=base64.urlsafe_b64decode(mark[1] + "=="))
    except (ValueError, Error):
        return None, text
    return key, " ".join((text[: mark.start()] + text[mark.end() :]).split())
