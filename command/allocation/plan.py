"""The engine's door: a need and a fleet in, a proposal out. No clock, nothing written."""

from dataclasses import dataclass

from command.allocation.eligible import sift
from command.allocation.explain import Reason, ReasonCode, explain
from command.allocation.facts import KINDS, MODES, FleetView, Need
from command.allocation.score import Ranked, Times, rank
from command.allocation.travel import FAIR, Conditions, Pace
from geo.ecef import Floats, Mask
from geo.nearest import nearest
from wire.words import ResponderKind, TravelMode


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """`responder` is an id; `distance_m` to the millimetre, along the geodesic."""

    responder: int
    name: str
    kind: ResponderKind
    mode: TravelMode
    lat: float
    lon: float
    distance_m: float
    eta_seconds: int
    position_age_seconds: float
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """Candidates best first; `excluded` says reason → how many. The rest were merely later.

    `eligible` counts all who could be sent, so eligible + the excluded = the fleet.
    """

    candidates: tuple[Candidate, ...]
    excluded: dict[str, int]
    eligible: int


def propose(
    need: Need,
    fleet: FleetView,
    *,
    limit: int = 10,
    now: float,
    conditions: Conditions = FAIR,
    routed_seconds: Floats | None = None,
) -> Proposal:
    """The `limit` who can be there first, with reasons.

    `now` in epoch seconds. `routed_seconds`: travel times of a road router, one per responder in
    the fleet's order, NaN where it has none; they stand in for the estimate. ValueError when the
    need has no place on the globe.
    """
    pace = Pace.under(conditions)
    among, excluded = sift(need, fleet, now=now, pace=pace)
    ranked = rank(
        fleet,
        to=need.point,
        among=among,
        limit=limit,
        times=Times(pace, routed=routed_seconds),
    )
    firsts = _firsts(need, fleet, among, ranked)
    return Proposal(
        candidates=tuple(_candidate(need, fleet, one, now=now, conditions=conditions, firsts=firsts) for one in ranked),
        excluded=excluded,
        eligible=int(among.sum()),
    )


def _firsts(need: Need, fleet: FleetView, among: Mask, ranked: list[Ranked]) -> dict[int, tuple[Reason, ...]]:
    """Responder → what it is first in. The nearest of all eligible, who may not be a candidate."""
    firsts: dict[int, tuple[Reason, ...]] = {}
    if ranked:
        firsts[ranked[0].id] = (Reason(ReasonCode.FASTEST),)
        closest = nearest(fleet.places, to=need.point, count=1, among=among)[0]
        firsts[closest.id] = (*firsts.get(closest.id, ()), Reason(ReasonCode.NEAREST))
    return firsts


def _candidate(
    need: Need,
    fleet: FleetView,
    one: Ranked,
    *,
    now: float,
    conditions: Conditions,
    firsts: dict[int, tuple[Reason, ...]],
) -> Candidate:
    # A position heard by another process may be a moment ahead of this one's `now`.
    age = max(0.0, now - float(fleet.position_at[one.row]))
    why = explain(need, fleet, one.row, age_seconds=age, conditions=conditions)
    return Candidate(
        responder=one.id,
        name=fleet.names[one.row],
        kind=KINDS[fleet.kinds[one.row]],
        mode=MODES[fleet.modes[one.row]],
        lat=float(fleet.places.lat[one.row]),
        lon=float(fleet.places.lon[one.row]),
        distance_m=round(one.metres, 3),
        eta_seconds=one.eta_seconds,
        position_age_seconds=age,
        reasons=(*firsts.get(one.id, ()), *why),
    )
