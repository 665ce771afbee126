"""The engine's only caller: facts in from the database and the fleet, a plan out. Writes nothing."""

from datetime import datetime
from uuid import UUID

from alerts.live import live
from alerts.models import Alert
from alerts.queries import find_alert
from command.allocation.facts import Need
from command.allocation.plan import Candidate, Proposal, propose
from command.allocation.travel import Conditions
from command.fleet import fleet
from command.lifecycle import ACTIVE, DECLINED, EXPIRED
from command.models import Dispatch
from command.queries.responders import load_fleet
from people.jurisdiction import jurisdiction
from people.roles import Actor, Right
from wire.messages import cards as wire
from wire.words import Language, ResponderKind

NIGHT_HOURS = frozenset({*range(0, 6), *range(20, 24)})
"""Local hours counted as dark: the mean of the year at 44° N; the desk will set conditions per zone."""
LOCAL_OFFSET_HOURS = 8
NO_PLACE = "alert_without_place"


def conditions_at(at: datetime) -> Conditions:
    return Conditions(night=(at.hour + LOCAL_OFFSET_HOURS) % 24 in NIGHT_HOURS)


def need_of(alert: Alert, *, actor: Actor) -> Need:
    """The alert, which has a place, as the engine sees it."""
    assert alert.lat is not None
    assert alert.lon is not None
    dispatches = list(Dispatch.objects.filter(alert=alert).values_list("responder_id", "status"))
    kind = alert.alert_type
    return Need(
        lat=alert.lat,
        lon=alert.lon,
        alert_type=alert.alert_type_id,
        level=alert.level,
        skills=frozenset(kind.skills) if kind else frozenset(),
        kinds=frozenset(ResponderKind(each) for each in kind.kinds)
        if kind and kind.kinds
        else frozenset(ResponderKind),
        zone_path=tuple(jurisdiction().below(actor.zone or "?")),
        language=Language(alert.language),
        offered=frozenset(number for number, status in dispatches if status in ACTIVE),
        declined=frozenset(number for number, status in dispatches if status in (DECLINED, EXPIRED)),
        drill=alert.drill,
    )


def proposal_for(alert: Alert, *, actor: Actor, at: datetime, limit: int) -> Proposal:
    if not live.running:
        # Nothing keeps the fleet true in a process without the live side.
        load_fleet()
    if alert.lat is None:
        # Without a place nobody is nearest: the desk says so, and may still send whom it chooses.
        return Proposal(candidates=(), excluded={NO_PLACE: fleet.view().size}, eligible=0)
    need = need_of(alert, actor=actor)
    return propose(need, fleet.view(), limit=limit, now=at.timestamp(), conditions=conditions_at(at))


def plan_for(alert: UUID, *, actor: Actor, at: datetime, limit: int = 10) -> wire.Plan:
    """Who can be there first, with reasons, and why the others are not proposed."""
    found = find_alert(alert, actor=actor, right=Right.PLAN)
    proposal = proposal_for(found, actor=actor, at=at, limit=limit)
    return wire.Plan(
        alert=found.id,
        at=at,
        candidates=tuple(_candidate(each) for each in proposal.candidates),
        excluded=proposal.excluded,
    )


def _candidate(candidate: Candidate) -> wire.Candidate:
    return wire.Candidate(
        responder=candidate.responder,
        name=candidate.name,
        kind=candidate.kind,
        mode=candidate.mode,
        distance_m=candidate.distance_m,
        eta_seconds=candidate.eta_seconds,
        reasons=tuple(wire.Reason(code=each.code.value, value=each.value) for each in candidate.reasons),
        position_age_seconds=round(candidate.position_age_seconds, 1),
        lat=candidate.lat,
        lon=candidate.lon,
    )
