"""Who may be offered, and why the others not: each counted once, under the first that holds."""

from collections.abc import Iterator, Mapping
from enum import StrEnum

import numpy as np

from command.allocation.facts import KINDS, FleetView, Need
from command.allocation.travel import Pace
from geo.ecef import Mask
from geo.nearest import within_mask
from wire.words import ResponderKind


class Exclusion(StrEnum):
    """In the order they are asked.

    TOO_FAR: beyond the need's reach, or with no way there (a helicopter in a blizzard).
    """

    OFF_DUTY = "off_duty"
    ENGAGED = "engaged"
    OUT_OF_CONTACT = "out_of_contact"
    NO_POSITION = "no_position"
    WRONG_KIND = "wrong_kind"
    LACKS_SKILL = "lacks_skill"
    OTHER_ZONE = "other_zone"
    ALREADY_OFFERED = "already_offered"
    DECLINED = "declined"
    TOO_FAR = "too_far"


_IN_UNIFORM = frozenset(ResponderKind) - {ResponderKind.CIVILIAN}
KINDS_AT_MOST: Mapping[str, frozenset[ResponderKind]] = {
    "strangers": _IN_UNIFORM,
    "theft": _IN_UNIFORM,
    "dispute": _IN_UNIFORM - {ResponderKind.MILITARY},
}
"""The law behind the table of types: whatever is set there, civilians are never offered crime,
border or quarrels, nor soldiers a quarrel over pasture."""


def allowed_kinds(need: Need) -> frozenset[ResponderKind]:
    """What the need allows, within what the law does."""
    return need.kinds & KINDS_AT_MOST.get(need.alert_type or "", frozenset(ResponderKind))


def sift(need: Need, fleet: FleetView, *, now: float, pace: Pace) -> tuple[Mask, dict[str, int]]:
    """The eligible as a mask of length n, and reason → count for the rest (no zeros)."""
    left = np.ones(fleet.size, dtype=np.bool_)
    counts: dict[str, int] = {}
    for reason, applies in _rules(need, fleet, now=now, pace=pace):
        hit = left & applies
        if count := int(np.count_nonzero(hit)):
            counts[reason.value] = count
            left &= ~hit
    if need.reach_m is not None:
        # Last and only for those left, since it is the one rule that measures.
        near = within_mask(fleet.places, of=need.point, metres=need.reach_m, among=left)
        if far := int(np.count_nonzero(left & ~near)):
            counts[Exclusion.TOO_FAR.value] = counts.get(Exclusion.TOO_FAR.value, 0) + far
            left = near
    return left, counts


def _rules(need: Need, fleet: FleetView, *, now: float, pace: Pace) -> Iterator[tuple[Exclusion, Mask]]:
    yield Exclusion.OFF_DUTY, ~fleet.on_duty
    yield Exclusion.ENGAGED, fleet.engaged
    placed = fleet.places.known & np.isfinite(fleet.position_at)
    yield Exclusion.OUT_OF_CONTACT, placed & (now - fleet.position_at > need.contact_seconds)
    yield Exclusion.NO_POSITION, ~placed
    allowed = allowed_kinds(need)
    yield Exclusion.WRONG_KIND, ~np.array([kind in allowed for kind in KINDS])[fleet.kinds]
    if need.skills:
        yield Exclusion.LACKS_SKILL, ~fleet.skilled(need.skills)
    if need.zone_path:
        yield Exclusion.OTHER_ZONE, ~fleet.at_home_in((*need.zone_path, *need.lent_zones))
    if need.offered:
        yield Exclusion.ALREADY_OFFERED, _among(fleet, need.offered)
    if need.declined:
        yield Exclusion.DECLINED, _among(fleet, need.declined)
    yield Exclusion.TOO_FAR, ~pace.can_go[fleet.modes]


def _among(fleet: FleetView, ids: frozenset[int]) -> Mask:
    return np.isin(fleet.places.ids, np.fromiter(ids, dtype=np.int64))
