"""The land: a banner that does not exist, on the real steppe between Xilinhot and Dalai Nur.

Degrees are WGS-84. No border of any state is drawn; the numbered stones mark the banner's own edge.
"""

import random
from collections.abc import Iterator
from itertools import pairwise
from typing import Any, NamedTuple

from geo.point import Point

WEST, EAST, SOUTH, NORTH = 114.8, 117.6, 42.6, 45.0
SPLIT = 43.6
"""The parallel both halves share as an edge."""
LAKE = (116.53, 43.20, 116.78, 43.42)
"""West, south, east, north of Dalai Nur: nobody camps or drives there."""


class Land(NamedTuple):
    """A zone of the demo; names in zh-Hans, en, mn-Cyrl, mn-Mong."""

    code: str
    names: tuple[str, str, str, str]
    parent: str | None
    ring: tuple[tuple[float, float], ...] = ()
    takes_unplaced: bool = False

    @property
    def boundary(self) -> dict[str, Any] | None:
        if not self.ring:
            return None
        return {"type": "Polygon", "coordinates": [[list(corner) for corner in self.ring]]}


_NORTH_RING = (
    (WEST, SPLIT), (EAST, SPLIT), (117.64, 43.9), (117.61, 44.3), (117.66, 44.7), (EAST, NORTH),
    (116.9, 45.04), (116.3, 45.01), (115.6, 45.06), (WEST, NORTH), (114.75, 44.5), (114.77, 44.0), (WEST, SPLIT),
)  # fmt: skip
_SOUTH_RING = (
    (WEST, SPLIT), (114.74, 43.2), (114.78, 42.9), (WEST, SOUTH), (115.5, 42.55), (116.2, 42.58), (116.9, 42.54),
    (EAST, SOUTH), (117.65, 42.95), (117.62, 43.3), (EAST, SPLIT), (WEST, SPLIT),
)  # fmt: skip
LANDS = (
    Land("altan", ("阿勒坦旗", "Altan Banner", "Алтан хошуу", "ᠠᠯᠲᠠᠨ ᠬᠣᠰᠢᠭᠤ"), None),
    Land("north", ("北区", "North", "Хойд", "ᠬᠣᠶᠢᠲᠤ"), "altan", _NORTH_RING, takes_unplaced=True),
    Land("south", ("南区", "South", "Өмнөд", "ᠡᠮᠦᠨᠡᠲᠦ"), "altan", _SOUTH_RING),
)


def zone_of(spot: Point) -> str:
    return "north" if spot.lat >= SPLIT else "south"


class Site(NamedTuple):
    """A named place; names in zh-Hans, en, mn-Cyrl."""

    kind: str
    names: tuple[str, str, str]
    spot: Point


def _sites(kind: str, *rows: tuple[str, str, str, float, float]) -> list[Site]:
    return [Site(kind, (zh, en, mn), Point(lat, lon)) for zh, en, mn, lat, lon in rows]


TOWNS = _sites(
    "town",
    ("阿勒坦镇", "Altan Town", "Алтан хот", 43.944, 116.044),
    ("赛罕镇", "Saikhan", "Сайхан", 44.58, 116.02),
    ("乌兰淖尔镇", "Ulaan Nuur", "Улаан нуур", 43.30, 115.42),
    ("查干浩特", "Tsagaan Khot", "Цагаан хот", 42.92, 116.85),
)
STATIONS = _sites(
    "station",
    ("阿勒坦派出所", "Altan police station", "Алтан цагдаагийн хэсэг", 43.951, 116.085),
    ("赛罕派出所", "Saikhan police station", "Сайхан цагдаагийн хэсэг", 44.57, 116.05),
    ("东滩检查站", "East Flat checkpoint", "Зүүн тал шалган нэвтрүүлэх", 44.12, 117.21),
    ("北坡哨所", "North Slope post", "Хойд энгэр харуул", 44.86, 115.48),
    ("乌兰淖尔派出所", "Ulaan Nuur police station", "Улаан нуур цагдаагийн хэсэг", 43.31, 115.45),
    ("查干浩特派出所", "Tsagaan Khot police station", "Цагаан хот цагдаагийн хэсэг", 42.93, 116.87),
    ("阿勒坦卫生院", "Altan clinic", "Алтан эмнэлэг", 43.938, 116.055),
    ("湖滨草原消防站", "Lakeside fire station", "Нуурын гал сөнөөгч", 43.47, 116.52),
)
GACHAS = _sites(
    "gacha",
    ("巴彦嘎查", "Bayan gacha", "Баян гацаа", 44.05, 115.62),
    ("宝力根嘎查", "Buligen gacha", "Булган гацаа", 44.21, 116.38),
    ("哈日图嘎查", "Khartu gacha", "Хартай гацаа", 44.36, 115.15),
    ("阿尔山嘎查", "Arshan gacha", "Аршаан гацаа", 44.63, 116.78),
    ("德日斯嘎查", "Deres gacha", "Дэрс гацаа", 43.82, 117.12),
    ("古日班嘎查", "Gurvan gacha", "Гурван гацаа", 43.42, 115.92),
    ("胡鲁斯嘎查", "Khuls gacha", "Хулс гацаа", 43.12, 116.31),
    ("沙日淖嘎查", "Shar Nuur gacha", "Шар нуур гацаа", 42.83, 115.71),
)
CAMPS = _sites(
    "camp",
    ("苏和冬营盘", "Sukhe's winter camp", "Сүхийн өвөлжөө", 43.99, 116.21),
    ("娜仁夏营盘", "Naran's summer camp", "Нарангийн зуслан", 44.17, 115.93),
    ("巴雅尔冬营盘", "Bayar's winter camp", "Баярын өвөлжөө", 44.31, 116.62),
    ("其木格夏营盘", "Chimeg's summer camp", "Чимэгийн зуслан", 44.48, 115.41),
    ("朝鲁冬营盘", "Chuluun's winter camp", "Чулууны өвөлжөө", 44.74, 116.34),
    ("图雅冬营盘", "Tuya's winter camp", "Туяагийн өвөлжөө", 43.71, 115.31),
    ("敖登夏营盘", "Odon's summer camp", "Одонгийн зуслан", 43.88, 116.74),
    ("达来冬营盘", "Dalai's winter camp", "Далайн өвөлжөө", 43.49, 116.25),
    ("孟和冬营盘", "Munkh's winter camp", "Мөнхийн өвөлжөө", 43.22, 115.14),
    ("高娃夏营盘", "Gua's summer camp", "Гуагийн зуслан", 43.05, 117.02),
    ("布和冬营盘", "Bukhe's winter camp", "Бөхийн өвөлжөө", 42.79, 116.28),
    ("萨日娜夏营盘", "Sarnai's summer camp", "Сарнайн зуслан", 43.34, 117.31),
)
_WELL_SPOTS = (
    (44.02, 115.88), (44.27, 116.15), (44.52, 116.51), (44.11, 116.91),
    (43.37, 115.66), (43.16, 116.05), (42.96, 115.32), (42.74, 116.66),
)  # fmt: skip


def wells() -> list[Site]:
    return [
        Site("well", (f"{number}号井", f"Well {number}", f"{number}-р худаг"), Point(lat, lon))
        for number, (lat, lon) in enumerate(_WELL_SPOTS, start=1)
    ]


def stones() -> list[Site]:
    """Twenty numbered stones, evenly along the northern edge from west to east."""
    edge = [corner for corner in reversed(_NORTH_RING) if corner[1] > SPLIT]
    lengths = [abs(b[0] - a[0]) + abs(b[1] - a[1]) for a, b in pairwise(edge)]
    return [
        Site("marker", (f"{number}号界石", f"Stone {number}", f"{number}-р чулуу"), spot)
        for number, spot in enumerate(_along(edge, lengths, count=20), start=1)
    ]


def _along(edge: list[tuple[float, float]], lengths: list[float], *, count: int) -> Iterator[Point]:
    """Points a hair inside the line, so that each lies in the zone."""
    for step in range(count):
        left = sum(lengths) * step / (count - 1)
        leg = 0
        while leg < len(lengths) - 1 and left > lengths[leg]:
            left -= lengths[leg]
            leg += 1
        (x1, y1), (x2, y2) = edge[leg], edge[leg + 1]
        share = left / lengths[leg]
        lon, lat = x1 + (x2 - x1) * share, y1 + (y2 - y1) * share
        yield Point(round(lat + (44.2 - lat) * 0.01, 4), round(lon + (116.2 - lon) * 0.01, 4))


def sites() -> list[Site]:
    return [*TOWNS, *STATIONS, *GACHAS, *CAMPS, *wells(), *stones()]


def is_dry(spot: Point) -> bool:
    west, south, east, north = LAKE
    return not (west <= spot.lon <= east and south <= spot.lat <= north)


def near(centre: Point, *, chance: random.Random, spread: float) -> Point:
    """A dry place around another, `spread` degrees of latitude about it, in the same half and inside the banner."""
    for _ in range(20):
        lat = min(NORTH - 0.02, max(SOUTH + 0.02, chance.gauss(centre.lat, spread)))
        lon = min(EAST - 0.02, max(WEST + 0.02, chance.gauss(centre.lon, spread * 1.38)))
        spot = Point(round(lat, 6), round(lon, 6))
        if is_dry(spot) and zone_of(spot) == zone_of(centre):
            return spot
    return centre
