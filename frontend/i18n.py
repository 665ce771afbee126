"""Which language a page is answered in, and the words its script needs (built from the same catalogues as ours)."""

import json
import re
from pathlib import Path
from typing import Any

from django.http import HttpRequest

Words = dict[str, str] | list[str]

DIST = Path(__file__).resolve().parent / "dist"
DEFAULT = "zh-Hans"
COOKIE = "language"
COOKIE_SECONDS = 365 * 86_400
# each by its own name, in its own script
LANGUAGES = (("zh-Hans", "中文"), ("mn-Mong", "ᠮᠣᠩᠭᠣᠯ"), ("mn-Cyrl", "Монгол"), ("en", "English"))
# our tags → the names of gettext's catalogues
GETTEXT = {"zh-Hans": "zh-hans", "mn-Mong": "mn-mong", "mn-Cyrl": "mn", "en": "en"}
_KNOWN = dict(LANGUAGES)
_PIECE = re.compile(r"\s*([A-Za-z*-]+)\s*(?:;\s*q=([0-9.]+))?\s*$")

_kept: dict[Path, tuple[int, Any]] = {}


def is_language(tag: str | None) -> bool:
    return tag in _KNOWN


def language_of(request: HttpRequest) -> str:
    """The reader's own choice, then the account's, then the browser's, then Chinese."""
    chosen = request.COOKIES.get(COOKIE)
    if chosen in _KNOWN:
        return chosen
    user = getattr(request, "user", None)
    if user is not None and user.is_authenticated and is_language(getattr(user, "language", None)):
        return str(user.language)
    return from_header(request.headers.get("Accept-Language", ""))


def from_header(header: str) -> str:
    """The best language of an `Accept-Language` header that we speak."""
    wishes = [match for match in map(_PIECE.match, header.split(",")[:20]) if match]
    for wish in sorted(wishes, key=lambda match: -_weight(match[2])):
        found = _from_tag(wish[1].lower())
        if found:
            return found
    return DEFAULT


def _weight(text: str | None) -> float:
    try:
        return float(text or 1)
    except ValueError:
        return 0.0


def _from_tag(tag: str) -> str | None:
    """`mn-CN` is written in the vertical script, `mn` alone and `mn-MN` in Cyrillic."""
    first, _, rest = tag.partition("-")
    if first == "mn":
        return "mn-Mong" if "mong" in rest or "cn" in rest.split("-") else "mn-Cyrl"
    return {"zh": "zh-Hans", "en": "en"}.get(first)


def catalogue(page: str, *, language: str) -> Words:
    """The words of one page as the build wrote them; empty when nothing was built (the page is English then)."""
    return _read(DIST / "i18n" / f"{page}.{language}.json", parse=json.loads) or {}


def built(name: str) -> str:
    """The text of a built file such as `herder.js`; empty when nothing was built."""
    return _read(DIST / name, parse=str) or ""


def _read(path: Path, *, parse: Any) -> Any:
    """Read again only when the file changed."""
    try:
        changed = path.stat().st_mtime_ns
        known = _kept.get(path)
        if known is None or known[0] != changed:
            known = _kept[path] = (changed, parse(path.read_text(encoding="utf-8")))
    except FileNotFoundError:
        return None
    return known[1]
