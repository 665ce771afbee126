"""The people: six who log in by name, some hundred responders, a dozen herders. Nobody of them exists.

Everything follows from one seed, so that a demo looks the same each time.
"""

import random
import uuid
from collections.abc import Iterator
from typing import NamedTuple

from command.demo.geography import CAMPS, GACHAS, STATIONS, TOWNS, Site, near, wells, zone_of
from geo.point import Point
from people.roles import Role
from wire.words import Language, ResponderKind, TravelMode

PASSWORD = "grassland"  # noqa: S105  printed for everybody who starts the demo
NAMESPACE = uuid.UUID("7d1f6a52-3c0e-4a8e-9b7e-5a110a110110")
ZH, MN, CYRL, EN = Language.CHINESE, Language.MONGOLIAN_SCRIPT, Language.MONGOLIAN_CYRILLIC, Language.ENGLISH
POLICE, PARTY, GOVERNMENT = ResponderKind.POLICE, ResponderKind.PARTY, ResponderKind.GOVERNMENT
MILITARY, CIVILIAN = ResponderKind.MILITARY, ResponderKind.CIVILIAN
CAR, BIKE, HORSE, PLOUGH = TravelMode.CAR, TravelMode.MOTORBIKE, TravelMode.HORSE, TravelMode.PLOUGH


class Unit(NamedTuple):
    """Somebody who can be sent, and the account they log in with."""

    username: str
    name: str
    kind: ResponderKind
    zone: str
    spot: Point
    mode: TravelMode
    skills: tuple[str, ...]
    languages: tuple[Language, ...]
    phone: str
    on_duty: bool = True

    @property
    def role(self) -> Role:
        return Role.CIVILIAN if self.kind is CIVILIAN else Role.OFFICER


class Login(NamedTuple):
    username: str
    name: str
    role: Role
    zone: str
    what: str


LOGINS = (
    Login("saran", "Saran · 萨仁", Role.DISPATCHER, "north", "dispatcher north"),
    Login("temur", "Temur · 特木尔", Role.DISPATCHER, "south", "dispatcher south"),
    Login("wei", "Wei · 魏主任", Role.SUPERVISOR, "altan", "supervisor (admin site)"),
    Login("bat", "Bat · 巴特", Role.OFFICER, "north", "police responder"),
    Login("chen", "Chen · 陈书记", Role.OFFICER, "north", "party responder"),
    Login("dawa", "Dawa · 达瓦", Role.CIVILIAN, "north", "civilian responder"),
)
BAT = Point(43.953, 116.102)
CHEN = Point(43.931, 116.148)
DAWA = Point(43.982, 116.047)
NAMED_UNITS = (
    Unit("bat", "Bat · 巴特", POLICE, "north", BAT, CAR, ("medical", "search"), (ZH, MN), "199-0111-0001"),
    Unit("chen", "Chen · 陈书记", PARTY, "north", CHEN, CAR, ("medical",), (ZH,), "199-0111-0002"),
    Unit("dawa", "Dawa · 达瓦", CIVILIAN, "north", DAWA, BIKE, ("herding", "search"), (MN, CYRL, ZH), "199-0111-0003"),
)


class Crew(NamedTuple):
    """How many of a sort, what they are called (English, Chinese), and how they move: modes are drawn from."""

    kind: ResponderKind
    strength: int
    called: tuple[str, str]
    modes: tuple[TravelMode, ...]
    skills: tuple[str, ...]


CREWS = (
    Crew(POLICE, 24, ("Police crew", "警组"), (CAR, CAR, CAR, BIKE), ("medical", "search", "interpreter")),
    Crew(POLICE, 5, ("Mounted police", "马背警组"), (HORSE,), ("medical", "search", "border")),
    Crew(PARTY, 17, ("Party team", "党员小队"), (CAR, CAR, BIKE), ("medical", "interpreter")),
    Crew(GOVERNMENT, 9, ("Township team", "苏木工作组"), (CAR, CAR, BIKE), ("medical", "herding", "towing")),
    Crew(GOVERNMENT, 5, ("Snow plough", "除雪车"), (PLOUGH,), ("snow", "towing")),
    Crew(GOVERNMENT, 3, ("Ambulance", "救护车"), (CAR,), ("medical", "medical")),
    Crew(GOVERNMENT, 3, ("Fire crew", "消防组"), (CAR,), ("fire", "medical")),
    Crew(MILITARY, 10, ("Patrol", "巡逻分队"), (CAR, HORSE), ("border", "search", "medical")),
    Crew(MILITARY, 4, ("Engineer squad", "工兵班"), (CAR, PLOUGH), ("towing", "snow", "medical")),
)
HERDER_COUNT = 37
GIVEN_NAMES = (
    ("Enkhbat", "恩和巴特"), ("Naranbaatar", "那仁巴特尔"), ("Odontuya", "敖登图雅"), ("Sukhbat", "苏和巴特"),
    ("Gerel", "格日勒"), ("Munkhjargal", "孟和吉雅"), ("Altantsetseg", "阿拉坦其其格"), ("Buren", "布仁"),
    ("Chuluun", "朝鲁"), ("Delger", "德力格尔"), ("Erdene", "额尔德尼"), ("Khaliun", "哈伦"), ("Jargal", "吉日嘎拉"),
    ("Nomin", "诺敏"), ("Oyuun", "奥云"), ("Sarnai", "萨日娜"), ("Togtokh", "陶格陶"), ("Uyanga", "乌仁嘎"),
    ("Zorig", "卓力格"), ("Tumen", "图门"),
)  # fmt: skip
BYNAMES = (("of the well", "井上"), ("of the ridge", "坡上"), ("the younger", "小"), ("the elder", "老"))


def units() -> list[Unit]:
    """The three of name, then the crews and the volunteers; the same every time."""
    chance = random.Random(110)  # noqa: S311  a demo's dice
    return [*NAMED_UNITS, *_numbered(chance)]


def _numbered(chance: random.Random) -> Iterator[Unit]:
    number = 0
    for crew in CREWS:
        for index in range(1, crew.strength + 1):
            number += 1
            yield _crew_member(crew, index, number, chance)
    for index in range(HERDER_COUNT):
        number += 1
        yield _volunteer(index, number, chance)


def _post(chance: random.Random, homes: list[Site]) -> tuple[str, Point]:
    """Where somebody is, six in ten of them in the north."""
    wanted = "north" if chance.random() < 0.6 else "south"
    home = chance.choice([each for each in homes if zone_of(each.spot) == wanted])
    return wanted, near(home.spot, chance=chance, spread=0.14)


def _crew_member(crew: Crew, index: int, number: int, chance: random.Random) -> Unit:
    zone, spot = _post(chance, [*STATIONS, *STATIONS, *TOWNS, *GACHAS])
    english, chinese = crew.called
    return Unit(
        username=f"r{number:03d}",
        name=f"{english} {index} · {chinese}{index}",
        kind=crew.kind,
        zone=zone,
        spot=spot,
        mode=chance.choice(crew.modes),
        skills=_some(crew.skills, chance),
        languages=(ZH, MN) if chance.random() < 0.6 else (ZH,),
        phone=f"199-0110-{number:04d}",
        on_duty=number % 10 != 0,
    )


def _volunteer(index: int, number: int, chance: random.Random) -> Unit:
    zone, spot = _post(chance, [*CAMPS, *CAMPS, *GACHAS, *wells()])
    (english, chinese), (byname, before) = GIVEN_NAMES[index % 20], BYNAMES[index // 20]
    return Unit(
        username=f"r{number:03d}",
        name=f"{english} {byname} · {before}{chinese}",
        kind=CIVILIAN,
        zone=zone,
        spot=spot,
        mode=chance.choice((BIKE, BIKE, HORSE, CAR)),
        skills=_some(("herding", "medical", "search", "towing"), chance),
        languages=chance.choice(((MN, ZH), (MN, CYRL), (ZH,), (MN, ZH, EN))),
        phone=f"199-0110-{number:04d}",
        on_duty=number % 10 != 0,
    )


def _some(skills: tuple[str, ...], chance: random.Random) -> tuple[str, ...]:
    """One or two of the crew's skills, none twice."""
    return tuple(dict.fromkeys(chance.sample(skills, k=min(len(skills), chance.choice((1, 2, 2))))))


class Herder(NamedTuple):
    """A fictional caller with a phone of their own. `secret` is public: these phones are a demo's."""

    key: uuid.UUID
    secret: str
    name: str
    phone: str
    camp: Site
    language: Language
    verified: bool


def herders() -> list[Herder]:
    """One at every camp; every fourth phone was never shown to an officer."""
    return [
        Herder(
            key=uuid.uuid5(NAMESPACE, f"herder-{index}"),
            secret=f"demo-herder-secret-{index:02d}",
            name=" · ".join(GIVEN_NAMES[-1 - index]),
            phone=f"199-0112-{index:04d}",
            camp=camp,
            language=(MN, ZH, CYRL)[index % 3],
            verified=index % 4 != 3,
        )
        for index, camp in enumerate(CAMPS)
    ]
