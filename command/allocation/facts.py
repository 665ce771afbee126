"""What the engine is told: a need, and the fleet as arrays.

Times are epoch seconds (float), places WGS-84 degrees. A fleet is built once from rows and asked
many times; every sieve over it is then one numpy expression per rule.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple, Self

import numpy as np
from numpy.typing import NDArray

from geo.ecef import Floats, Ints, Mask
from geo.nearest import Places
from geo.point import Point
from wire.words import Language, ResponderKind, TravelMode

Codes = NDArray[np.intp]
Bits = NDArray[np.uint64]

KINDS = tuple(ResponderKind)
MODES = tuple(TravelMode)
LANGUAGES = tuple(Language)
MOST_SKILLS = 64
"""One bit each in a uint64."""
OUT_OF_CONTACT_SECONDS = 15 * 60.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Need:
    """An alert as the engine sees it. `level` and `drill` travel along; one plan ignores both.

    `zone_path`: codes of the zones whose responders are at home here (the alert's own zone and
    those above it, and below where wanted); empty asks nothing. `lent_zones`: neighbours that help.
    `kinds`: what the alert type allows. `reach_m`: nobody farther than this is offered.
    """

    lat: float
    lon: float
    alert_type: str | None = None
    level: int = 1
    skills: frozenset[str] = frozenset()
    kinds: frozenset[ResponderKind] = frozenset(ResponderKind)
    zone_path: tuple[str, ...] = ()
    lent_zones: frozenset[str] = frozenset()
    language: Language | None = None
    offered: frozenset[int] = frozenset()
    declined: frozenset[int] = frozenset()
    reach_m: float | None = None
    contact_seconds: float = OUT_OF_CONTACT_SECONDS
    drill: bool = False

    @property
    def point(self) -> Point:
        """ValueError when the degrees are none."""
        return Point(self.lat, self.lon)


class FleetRow(NamedTuple):
    """One responder; no place is None, None. `engaged`: has a dispatch that is not over."""

    id: int
    name: str
    kind: ResponderKind
    mode: TravelMode
    zone: str
    lat: float | None
    lon: float | None
    position_at: float | None
    on_duty: bool = True
    engaged: bool = False
    skills: Iterable[str] = ()
    languages: Iterable[Language] = ()


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class FleetView:
    """n responders as arrays of length n.

    `places` holds ids, degrees (NaN where unknown) and ECEF; `kinds`, `modes`, `zones` are numbers
    in KINDS, MODES, `zone_codes`; bit i of `skills` is skill_names[i], of `languages` LANGUAGES[i].
    """

    places: Places
    names: tuple[str, ...]
    kinds: Codes
    modes: Codes
    zones: Codes
    zone_codes: tuple[str, ...]
    skills: Bits
    skill_names: tuple[str, ...]
    languages: Bits
    on_duty: Mask
    engaged: Mask
    position_at: Floats
    _skill_bits: dict[str, int] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        bits = {name: 1 << number for number, name in enumerate(self.skill_names)}
        object.__setattr__(self, "_skill_bits", bits)

    @classmethod
    def of(cls, rows: Iterable[FleetRow]) -> Self:
        """ValueError when an id comes twice or more than 64 skills are told apart."""
        fleet = list(rows)
        skills = [tuple(row.skills) for row in fleet]
        skill_names = tuple(sorted({name for names in skills for name in names}))
        if len(skill_names) > MOST_SKILLS:
            raise ValueError(f"more than {MOST_SKILLS} different skills")
        zone_codes = tuple(sorted({row.zone for row in fleet}))
        return cls(
            places=_places(fleet),
            names=tuple(row.name for row in fleet),
            kinds=_codes([row.kind for row in fleet], KINDS),
            modes=_codes([row.mode for row in fleet], MODES),
            zones=_codes([row.zone for row in fleet], zone_codes),
            zone_codes=zone_codes,
            skills=_bits(skills, skill_names),
            skill_names=skill_names,
            languages=_bits([tuple(row.languages) for row in fleet], LANGUAGES),
            on_duty=np.array([row.on_duty for row in fleet], dtype=np.bool_),
            engaged=np.array([row.engaged for row in fleet], dtype=np.bool_),
            position_at=_floats(row.position_at for row in fleet),
        )

    def moved(self, *, lat: Floats, lon: Floats, position_at: Floats) -> Self:
        """The same responders elsewhere: positions change each second, the rest with the shift."""
        places = _placed(self.places.ids, lat, lon)
        return replace(self, places=places, position_at=position_at)

    @property
    def size(self) -> int:
        return len(self.names)

    def skilled(self, skills: Iterable[str]) -> Mask:
        """Who has all of them; nobody when one is a skill that nobody has."""
        bits = [self._skill_bits.get(skill) for skill in skills]
        if None in bits:
            return np.zeros(self.size, dtype=np.bool_)
        asked = np.uint64(sum(bit for bit in bits if bit is not None))
        having: Mask = (self.skills & asked) == asked
        return having

    def speaks(self, row: int, language: Language) -> bool:
        return bool(int(self.languages[row]) >> LANGUAGES.index(language) & 1)

    def at_home_in(self, zones: Iterable[str]) -> Mask:
        wanted = set(zones)
        table = np.array([code in wanted for code in self.zone_codes], dtype=np.bool_)
        return table[self.zones] if self.size else np.zeros(0, dtype=np.bool_)


def _places(fleet: Sequence[FleetRow]) -> Places:
    ids = np.array([row.id for row in fleet], dtype=np.int64)
    if np.unique(ids).size != ids.size:
        raise ValueError("a responder comes twice")
    return _placed(ids, _floats(row.lat for row in fleet), _floats(row.lon for row in fleet))


def _placed(ids: Ints, lat: Floats, lon: Floats) -> Places:
    """A fix of 0, 0 is a receiver without a fix, and one off the globe is none: no place at all."""
    with np.errstate(invalid="ignore"):
        wrong = ~((np.abs(lat) <= 90) & (np.abs(lon) <= 180)) | ((lat == 0) & (lon == 0))
    return Places.of(ids, np.where(wrong, np.nan, lat), np.where(wrong, np.nan, lon))


def _floats(values: Iterable[float | None]) -> Floats:
    return np.array([np.nan if value is None else value for value in values], dtype=np.float64)


def _codes(values: Sequence[str], table: Sequence[str]) -> Codes:
    number = {code: at for at, code in enumerate(table)}
    return np.array([number[value] for value in values], dtype=np.intp)


def _bits(rows: Sequence[Sequence[str]], table: Sequence[str]) -> Bits:
    bit = {name: 1 << at for at, name in enumerate(table)}
    return np.array([sum(bit[name] for name in set(row)) for row in rows], dtype=np.uint64)
