"""The place in a sentence, as people send it by SMS: typed in any spelling that `parse_coordinates` knows, as a
`geo:` address, or as a link of a map.

Links of Amap and Tencent carry GCJ-02 and are turned back into WGS-84; Baidu's shift is its own and such a link is
left to a human, unless it says that it is WGS-84.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple
from unicodedata import normalize
from urllib.parse import unquote

from geo.coordinates import parse_coordinates
from geo.datum import Shifted, from_gcj02
from geo.point import Point

_LONGEST = 2000
_LINK = re.compile(r"(?:https?://|geo:|androidamap://|iosamap://|qqmap://|baidumap://)\S+", re.IGNORECASE)
_PAIR = r"(-?\d{1,3}\.\d+)\s*,\s*(-?\d{1,3}\.\d+)"
_IN_LINK = re.compile(rf"(?:[?&@/=:]|coord:){_PAIR}")
_NAMED = re.compile(
    r"[?&](?:[sm]?lat|latitude)=(-?\d{1,3}\.\d+)&(?:.*?&)?(?:[sm]?lon|s?lng|longitude)=(-?\d{1,3}\.\d+)"
)
_SHIFTED = ("amap", "gaode", "map.qq.com", "qqmap")
_BAIDU = "baidu"
# What a position may be written with; a sentence is cut where anything else begins.
_SIDE = r"北纬|南纬|东经|西经|纬度|经度|latitude|longitude|lat|lon|lng"
_RUN = re.compile(
    rf"(?:(?<![a-z])(?:[nsew]|{_SIDE})(?![a-z])|(?<![a-z])[nsew](?=\d)|(?<=\d)[nsew](?![a-z])|[\d.,;:=+\-\s°º˚′´'’‘`″\"”“度分秒、])+",
    re.IGNORECASE,
)
_ACCURACY = re.compile(r"(?:±|\+/-|\+-)\s*(\d{1,5})\s*(?:m|м|米)?", re.IGNORECASE)
_FRACTION = re.compile(r"\d\.(\d+)")
_METRES_PER_DEGREE = 111_000


class Found(NamedTuple):
    """`accuracy` in metres: as written (±20 m), else what the digits can say."""

    point: Point
    accuracy: float


def find_coordinates(text: str) -> Found | None:
    """The first place in the text, or None."""
    plain = normalize("NFKC", text[:_LONGEST].replace("º", "°").replace("˚", "°"))
    stated = _ACCURACY.search(plain)
    for point, accuracy in _candidates(plain):
        if (point.lat, point.lon) != (0, 0):
            return Found(point, float(stated[1]) if stated and float(stated[1]) else accuracy)
    return None


def _candidates(text: str) -> Iterator[tuple[Point, float]]:
    for link in _LINK.findall(text):
        point = _of_link(unquote(link))
        if point is not None:
            yield point, 100.0
    words = _ACCURACY.sub(" | ", _LINK.sub(" | ", text))
    for run in _RUN.findall(words):
        yield from _of_run(run)


def _of_link(link: str) -> Point | None:
    lower = link.lower()
    if _BAIDU in lower and "wgs84" not in lower:
        return None
    named = _NAMED.search(link)
    pair = named or _IN_LINK.search(link)
    if pair is None:
        return None
    shifted = any(name in lower for name in _SHIFTED)
    first, second = float(pair[1]), float(pair[2])
    # Amap alone writes longitude first.
    lat, lon = (second, first) if abs(first) > 90 else (first, second)
    try:
        return from_gcj02(Shifted(lat, lon)) if shifted else Point(lat, lon)
    except ValueError:
        return None


def _of_run(run: str) -> Iterator[tuple[Point, float]]:
    """The run itself, or without what does not belong to it at its ends ("at 3, 43.95 116.1.")."""
    pieces = run.split()
    spans = ((start, end) for start in range(len(pieces)) for end in range(len(pieces), start, -1))
    for start, end in sorted(spans, key=lambda span: (span[0] - span[1], span[0]))[:200]:
        words = " ".join(pieces[start:end]).lstrip(",;:.=、").rstrip(",;:.=、-")
        point = parse_coordinates(words) if _is_precise(words) else None
        if point is not None:
            yield point, _coarseness(words)
            return


def _is_precise(words: str) -> bool:
    """Two bare whole numbers are a date, a herd or a telephone, not a place."""
    return bool(_FRACTION.search(words) or re.search(r"[°度]", words) or re.search(_SIDE + r"|[NSEWnsew]", words))


def _coarseness(words: str) -> float:
    """Metres that the last digit stands for, at least 30."""
    fractions = _FRACTION.findall(words)
    has_minutes = re.search(r"['′’´分]", words) is not None
    has_seconds = re.search(r"[\"″”秒]|''", words) is not None
    unit = _METRES_PER_DEGREE / (3600 if has_seconds else 60 if has_minutes else 1)
    digits = min((len(each) for each in fractions), default=0)
    return max(30.0, round(unit / 10.0**digits))
