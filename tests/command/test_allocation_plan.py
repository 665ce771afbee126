"""Proposals: who is left out and why, who comes first and why."""

from dataclasses import replace
from math import floor

import numpy as np
import pytest
from geopy.distance import geodesic

from command.allocation.eligible import Exclusion
from command.allocation.explain import Reason, ReasonCode
from command.allocation.facts import KINDS, LANGUAGES, MODES, FleetRow, FleetView, Need
from command.allocation.plan import Proposal, propose
from command.allocation.travel import Conditions, Ground, Snow, travel_seconds
from wire.words import Language, ResponderKind, TravelMode

NOW = 1_800_000_000.0
NEED = Need(lat=43.95, lon=116.1)
BAT = FleetRow(1, "Bat", ResponderKind.POLICE, TravelMode.CAR, "north", 44.0, 116.1, position_at=NOW - 30)
DAWA = BAT._replace(id=2, name="Dawa", kind=ResponderKind.CIVILIAN)


def ask(need: Need, *rows: FleetRow, **how: object) -> Proposal:
    return propose(need, FleetView.of(rows), **({"now": NOW} | how))


def ids(proposal: Proposal) -> list[int]:
    return [candidate.responder for candidate in proposal.candidates]


@pytest.mark.parametrize(
    ("need", "row", "reason"),
    [
        (NEED, BAT._replace(on_duty=False), "off_duty"),
        (NEED, BAT._replace(engaged=True), "engaged"),
        (NEED, BAT._replace(position_at=NOW - 901), "out_of_contact"),
        (NEED, BAT._replace(lat=None, lon=None), "no_position"),
        (NEED, BAT._replace(lat=0.0, lon=0.0), "no_position"),
        (NEED, BAT._replace(position_at=None), "no_position"),
        (replace(NEED, kinds=frozenset({ResponderKind.PARTY})), BAT, "wrong_kind"),
        (replace(NEED, kinds=frozenset()), BAT, "wrong_kind"),
        (replace(NEED, skills=frozenset({"medic"})), BAT, "lacks_skill"),
        (replace(NEED, zone_path=("south",)), BAT, "other_zone"),
        (replace(NEED, offered=frozenset({1})), BAT, "already_offered"),
        (replace(NEED, declined=frozenset({1})), BAT, "declined"),
        (replace(NEED, reach_m=5_000), BAT, "too_far"),
    ],
)
def test_each_reason_to_leave_somebody_out(need: Need, row: FleetRow, reason: str) -> None:
    proposal = ask(need, row)
    assert proposal == Proposal(candidates=(), excluded={reason: 1}, eligible=0)


@pytest.mark.parametrize(
    ("need", "row"),
    [
        (NEED, BAT._replace(position_at=NOW - 900)),
        (replace(NEED, skills=frozenset({"medic"})), BAT._replace(skills=("medic", "rope"))),
        (replace(NEED, zone_path=("banner", "north")), BAT),
        (replace(NEED, zone_path=("south",), lent_zones=frozenset({"north"})), BAT),
        (replace(NEED, offered=frozenset({2}), declined=frozenset({3})), BAT),
        (replace(NEED, reach_m=6_000), BAT),
        (replace(NEED, contact_seconds=2_000), BAT._replace(position_at=NOW - 1_999)),
    ],
)
def test_who_just_meets_a_rule_is_offered(need: Need, row: FleetRow) -> None:
    assert ids(ask(need, row)) == [1]


def test_somebody_left_out_twice_over_counts_under_the_first_reason() -> None:
    need = replace(NEED, kinds=frozenset(), offered=frozenset({1, 2}))
    tired = BAT._replace(on_duty=False, engaged=True)
    assert ask(need, tired, DAWA).excluded == {"off_duty": 1, "wrong_kind": 1}


@pytest.mark.parametrize("alert_type", ["strangers", "theft", "dispute"])
def test_civilians_are_never_offered_crime_or_border_whatever_the_table_says(
    alert_type: str,
) -> None:
    proposal = ask(replace(NEED, alert_type=alert_type), DAWA, BAT)
    assert ids(proposal) == [1]
    assert proposal.excluded == {"wrong_kind": 1}


def test_soldiers_stay_out_of_pasture_quarrels() -> None:
    soldier = BAT._replace(kind=ResponderKind.MILITARY)
    assert ids(ask(replace(NEED, alert_type="dispute"), soldier)) == []
    assert ids(ask(replace(NEED, alert_type="strangers"), soldier)) == [1]


@pytest.mark.parametrize("alert_type", [None, "whiteout", "medical", "other"])
def test_civilians_are_offered_help(alert_type: str | None) -> None:
    assert ids(ask(replace(NEED, alert_type=alert_type), DAWA)) == [2]


def test_a_grounded_helicopter_is_too_far() -> None:
    helicopter = BAT._replace(mode=TravelMode.HELICOPTER)
    blizzard = Conditions(snow=Snow.BLIZZARD)
    assert ask(NEED, helicopter, conditions=blizzard).excluded == {"too_far": 1}


def test_an_empty_fleet_gives_an_empty_proposal() -> None:
    need = replace(NEED, skills=frozenset({"medic"}), zone_path=("north",), reach_m=1_000)
    assert ask(need) == Proposal(candidates=(), excluded={}, eligible=0)


def test_a_need_without_a_place_on_the_globe_is_refused() -> None:
    with pytest.raises(ValueError, match="latitude"):
        ask(replace(NEED, lat=float("nan")), BAT)


def test_a_candidate_worked_by_hand() -> None:
    """5,555.4 m of meridian; a car: 180 s + 5,555.4 m · 1.3 / 12.5 m/s = 758 s."""
    (bat,) = ask(NEED, BAT).candidates
    assert bat.distance_m == round(geodesic((43.95, 116.1), (44.0, 116.1)).meters, 3)
    assert bat.distance_m == pytest.approx(5_555.4, abs=1)
    assert bat.eta_seconds == 758
    assert bat.position_age_seconds == 30
    assert (bat.responder, bat.name, bat.kind, bat.mode) == (1, "Bat", "police", "car")
    assert (bat.lat, bat.lon) == (44.0, 116.1)


def test_who_is_there_first_comes_first_though_farther() -> None:
    walker = BAT._replace(id=5, mode=TravelMode.FOOT, lat=43.98)
    proposal = ask(NEED, walker, BAT)
    assert ids(proposal) == [1, 5]
    assert proposal.candidates[0].reasons[0] == Reason(ReasonCode.FASTEST)
    assert proposal.candidates[1].reasons[0] == Reason(ReasonCode.NEAREST)


def test_the_nearest_of_all_is_named_only_when_it_is_proposed() -> None:
    walker = BAT._replace(id=5, mode=TravelMode.FOOT, lat=43.98)
    (bat,) = ask(NEED, walker, BAT, limit=1).candidates
    assert ReasonCode.NEAREST not in [reason.code for reason in bat.reasons]


def test_equal_times_go_to_the_nearer_then_to_the_smaller_id() -> None:
    nearer = BAT._replace(id=9, lat=43.99999)
    assert ids(ask(NEED, BAT._replace(id=4), BAT._replace(id=3), nearer)) == [9, 3, 4]


def test_times_in_the_same_second_are_equal_times() -> None:
    """A car in 600.1 s and a walker in 600.4 s: both 600, and the walker is nearer."""
    here = (NEED.lat, NEED.lon)
    drive = geodesic(meters=420.1 / 0.104).destination(here, bearing=0)
    walk = geodesic(meters=540.4 / 0.92).destination(here, bearing=90)
    car = BAT._replace(lat=drive.latitude, lon=drive.longitude)
    walker = BAT._replace(id=5, mode=TravelMode.FOOT, lat=walk.latitude, lon=walk.longitude)
    proposal = ask(NEED, car, walker, limit=1)
    assert [(one.responder, one.eta_seconds) for one in proposal.candidates] == [(5, 600)]


def test_deep_snow_turns_the_order() -> None:
    rider = BAT._replace(id=5, mode=TravelMode.HORSE)
    assert ids(ask(NEED, rider, BAT)) == [1, 5]
    assert ids(ask(NEED, rider, BAT, conditions=Conditions(snow=Snow.DEEP))) == [5, 1]


def test_a_router_overrules_the_estimate_where_it_has_an_answer() -> None:
    rows = [BAT._replace(id=number, lat=44 + number / 100) for number in (1, 2, 3)]
    routed = np.array([np.nan, 60.0, 9_000.0])
    proposal = ask(NEED, *rows, limit=2, routed_seconds=routed)
    assert ids(proposal) == [2, 1]
    assert proposal.candidates[0].eta_seconds == 60


def test_a_position_from_the_near_future_is_fresh() -> None:
    (bat,) = ask(NEED, BAT._replace(position_at=NOW + 1)).candidates
    assert bat.position_age_seconds == 0


def test_reasons_tell_skill_kind_language_zone_age_and_way() -> None:
    need = replace(
        NEED,
        skills=frozenset({"medic"}),
        kinds=frozenset({ResponderKind.POLICE}),
        zone_path=("banner", "north"),
        language=Language.MONGOLIAN_SCRIPT,
    )
    row = BAT._replace(skills=("medic",), languages=(Language.MONGOLIAN_SCRIPT,))
    rough = Conditions(night=True, snow=Snow.CLEARED, ground=Ground.STEPPE)
    (bat,) = ask(need, row, conditions=rough).candidates
    assert [(reason.code.value, reason.value) for reason in bat.reasons] == [
        ("fastest", None),
        ("nearest", None),
        ("has_skill", "medic"),
        ("right_kind", "police"),
        ("speaks", "mn-Mong"),
        ("own_zone", None),
        ("fresh_position", 30),
        ("way", "car"),
        ("off_road", None),
        ("night", None),
        ("snow", "cleared"),
    ]


@pytest.mark.parametrize(("age", "code"), [(120, "fresh_position"), (121, "stale_position")])
def test_a_position_is_fresh_for_two_minutes(age: int, code: str) -> None:
    (bat,) = ask(NEED, BAT._replace(position_at=NOW - age)).candidates
    assert Reason(ReasonCode(code), age) in bat.reasons


def test_a_neighbour_is_said_to_be_lent() -> None:
    need = replace(NEED, zone_path=("south",), lent_zones=frozenset({"north"}))
    (bat,) = ask(need, BAT).candidates
    assert Reason(ReasonCode.LENT_ZONE) in bat.reasons


def some_fleet(chance: np.random.Generator, size: int) -> list[FleetRow]:
    """Any mixture of the eligible and the not, with crews at one spot."""
    lat = np.round(chance.uniform(43.5, 44.4, size), 2)
    lon = np.round(chance.uniform(115.6, 116.6, size), 2)
    return [
        FleetRow(
            id=number,
            name=f"no. {number}",
            kind=KINDS[chance.integers(5)],
            mode=MODES[chance.integers(6)],
            zone=("north", "south", "west")[chance.integers(3)],
            lat=float(lat[number]) if chance.random() < 0.9 else None,
            lon=float(lon[number]),
            position_at=NOW - float(chance.integers(0, 1_000)),
            on_duty=bool(chance.random() < 0.9),
            engaged=bool(chance.random() < 0.1),
            skills=[skill for skill in ("medic", "rope") if chance.random() < 0.7],
            languages=[language for language in LANGUAGES if chance.random() < 0.5],
        )
        for number in chance.permutation(size).tolist()
    ]


def some_need(chance: np.random.Generator) -> Need:
    return Need(
        lat=float(chance.uniform(43.5, 44.4)),
        lon=float(chance.uniform(115.6, 116.6)),
        alert_type=(None, "theft", "medical")[chance.integers(3)],
        skills=frozenset({"medic"}) if chance.random() < 0.3 else frozenset(),
        zone_path=("north",) if chance.random() < 0.5 else (),
        lent_zones=frozenset({"west"}),
        declined=frozenset({1, 2}),
        reach_m=60_000 if chance.random() < 0.3 else None,
    )


def some_conditions(chance: np.random.Generator) -> Conditions:
    return Conditions(
        night=bool(chance.random() < 0.5),
        snow=list(Snow)[chance.integers(4)],
        ground=list(Ground)[chance.integers(3)],
    )


def first_reason(need: Need, row: FleetRow, metres: float, seconds: float) -> str | None:
    """The rules once more, one person at a time."""
    civilian_crime = need.alert_type == "theft" and row.kind is ResponderKind.CIVILIAN
    known = row.lat is not None and row.position_at is not None
    zones = {*need.zone_path, *need.lent_zones}
    rules = {
        Exclusion.OFF_DUTY: not row.on_duty,
        Exclusion.ENGAGED: row.engaged,
        Exclusion.OUT_OF_CONTACT: known and NOW - (row.position_at or 0) > 900,
        Exclusion.NO_POSITION: not known,
        Exclusion.WRONG_KIND: row.kind not in need.kinds or civilian_crime,
        Exclusion.LACKS_SKILL: not need.skills <= set(row.skills),
        Exclusion.OTHER_ZONE: bool(need.zone_path) and row.zone not in zones,
        Exclusion.ALREADY_OFFERED: row.id in need.offered,
        Exclusion.DECLINED: row.id in need.declined,
        Exclusion.TOO_FAR: metres > (need.reach_m or np.inf) or seconds == np.inf,
    }
    return next((reason.value for reason, holds in rules.items() if holds), None)


@pytest.mark.parametrize("seed", range(200))
def test_the_proposal_is_what_asking_everybody_gives(seed: int) -> None:
    chance = np.random.default_rng(seed)
    rows = some_fleet(chance, int(chance.integers(0, 80)))
    need, conditions = some_need(chance), some_conditions(chance)
    ranked, excluded = [], dict[str, int]()
    for row in rows:
        metres = geodesic((need.lat, need.lon), (row.lat or 0, row.lon)).meters
        seconds = travel_seconds(metres, mode=row.mode, conditions=conditions)
        if reason := first_reason(need, row, metres, seconds):
            excluded[reason] = excluded.get(reason, 0) + 1
        else:
            ranked.append((floor(seconds + 0.5), round(metres, 6), row.id))
    proposal = ask(need, *rows, limit=7, conditions=conditions)
    assert ids(proposal) == [number for *_, number in sorted(ranked)[:7]]
    assert [one.eta_seconds for one in proposal.candidates] == [seconds for seconds, *_ in sorted(ranked)[:7]]
    assert proposal.excluded == excluded
    assert proposal.eligible + sum(excluded.values()) == len(rows)
    assert all(candidate.reasons for candidate in proposal.candidates)


def test_with_room_for_all_candidates_and_excluded_make_up_the_fleet() -> None:
    rows = some_fleet(np.random.default_rng(110), 300)
    proposal = ask(replace(NEED, zone_path=("north",)), *rows, limit=1_000)
    assert len(proposal.candidates) + sum(proposal.excluded.values()) == 300
    assert len(proposal.candidates) == proposal.eligible > 10
