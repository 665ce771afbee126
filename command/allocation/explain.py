"""Why a candidate stands where it stands: codes and figures, for the pages to put into words."""

from enum import StrEnum
from typing import NamedTuple

from command.allocation.eligible import allowed_kinds
from command.allocation.facts import KINDS, MODES, FleetView, Need
from command.allocation.travel import Conditions, Ground, Snow
from wire.words import ResponderKind, TravelMode

FRESH_SECONDS = 120
"""A position up to this age is drawn solid on the map."""


class ReasonCode(StrEnum):
    FASTEST = "fastest"
    NEAREST = "nearest"
    HAS_SKILL = "has_skill"
    RIGHT_KIND = "right_kind"
    SPEAKS = "speaks"
    OWN_ZONE = "own_zone"
    LENT_ZONE = "lent_zone"
    FRESH_POSITION = "fresh_position"
    STALE_POSITION = "stale_position"
    WAY = "way"
    OFF_ROAD = "off_road"
    NIGHT = "night"
    SNOW = "snow"


class Reason(NamedTuple):
    """Values: the skill, kind, language, mode or snow as its word; the age in whole seconds."""

    code: ReasonCode
    value: int | str | None = None


def explain(
    need: Need, fleet: FleetView, row: int, *, age_seconds: float, conditions: Conditions
) -> tuple[Reason, ...]:
    """What speaks for this responder and what bears on the way; never empty, most telling first."""
    return (
        *_fitness(need, fleet, row),
        *_home(need, fleet, row),
        _freshness(age_seconds),
        *_way(MODES[fleet.modes[row]], conditions),
    )


def _fitness(need: Need, fleet: FleetView, row: int) -> list[Reason]:
    reasons = [Reason(ReasonCode.HAS_SKILL, skill) for skill in sorted(need.skills)]
    if allowed_kinds(need) != frozenset(ResponderKind):
        reasons.append(Reason(ReasonCode.RIGHT_KIND, KINDS[fleet.kinds[row]].value))
    if need.language is not None and fleet.speaks(row, need.language):
        reasons.append(Reason(ReasonCode.SPEAKS, need.language.value))
    return reasons


def _home(need: Need, fleet: FleetView, row: int) -> list[Reason]:
    if not need.zone_path:
        return []
    zone = fleet.zone_codes[fleet.zones[row]]
    own = zone in need.zone_path
    return [Reason(ReasonCode.OWN_ZONE if own else ReasonCode.LENT_ZONE)]


def _freshness(age_seconds: float) -> Reason:
    fresh = age_seconds <= FRESH_SECONDS
    code = ReasonCode.FRESH_POSITION if fresh else ReasonCode.STALE_POSITION
    return Reason(code, round(age_seconds))


def _way(mode: TravelMode, conditions: Conditions) -> list[Reason]:
    reasons = [Reason(ReasonCode.WAY, mode.value)]
    if mode is not TravelMode.HELICOPTER and conditions.ground is Ground.STEPPE:
        reasons.append(Reason(ReasonCode.OFF_ROAD))
    if conditions.night:
        reasons.append(Reason(ReasonCode.NIGHT))
    if conditions.snow is not Snow.NONE:
        reasons.append(Reason(ReasonCode.SNOW, conditions.snow.value))
    return reasons
