"""From rows to a plan: true distances, the true order, and why the others are not proposed."""

from math import floor

import pytest
from geopy.distance import geodesic
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from alerts.models import Alert
from command.actions.accept_dispatch import accept_dispatch
from command.actions.decline_dispatch import decline_dispatch
from command.actions.offer_dispatch import offer_dispatch
from command.actions.withdraw_dispatch import withdraw_dispatch
from command.allocation.travel import travel_seconds
from command.fleet import Fleet, Heard, fleet
from command.models import Position, Responder, Shift
from command.planning import conditions_at, plan_for
from command.queries.responders import load_fleet
from people.roles import Role
from tests.cast import (
    NOON,
    SOUTHERN,
    XILIN,
    actor,
    do,
    later,
    make_responder,
    make_type,
    make_user,
    raised,
    refused,
)
from wire.messages.cards import Plan
from wire.words import ResponderKind, TravelMode

pytestmark = pytest.mark.usefixtures("altan")


def plan(alert: Alert, *, by: str = "saran", limit: int = 10, seconds: float = 30) -> Plan:
    return plan_for(alert.id, actor=actor(by), at=later(seconds), limit=limit)


def names(found: Plan) -> list[str]:
    return [each.name for each in found.candidates]


PEOPLE = st.lists(
    st.tuples(
        st.floats(42.6, 45.0),
        st.floats(114.8, 117.6),
        st.sampled_from(sorted(TravelMode)),
    ),
    max_size=25,
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(people=PEOPLE, lat=st.floats(43.6, 45.0), lon=st.floats(114.8, 117.6), limit=st.integers(1, 12))
def test_any_fleet_is_ranked_by_the_true_geodesic(
    people: list[tuple[float, float, str]], lat: float, lon: float, limit: int
) -> None:
    alert = raised(place=(lat, lon))
    Responder.objects.all().delete()
    vars(fleet).update(vars(Fleet()))
    rows = Responder.objects.bulk_create(
        Responder(name=str(number), kind="police", zone_id="north", mode=each[2]) for number, each in enumerate(people)
    )
    Shift.objects.bulk_create(Shift(responder=row, started_at=NOON) for row in rows)
    Position.objects.bulk_create(
        Position(responder=row, lat=each[0], lon=each[1], accuracy=8.0, at=NOON)
        for row, each in zip(rows, people, strict=True)
    )
    expected = []
    for row, each in zip(rows, people, strict=True):
        metres = geodesic((lat, lon), each[:2]).m
        seconds = travel_seconds(metres, mode=TravelMode(each[2]), conditions=conditions_at(later(30)))
        expected.append((floor(seconds + 0.5), metres, row.pk))
    best = sorted(expected)[:limit]
    found = plan(alert, limit=limit).candidates
    assert [each.responder for each in found] == [pk for _, _, pk in best]
    for each, (seconds, metres, _) in zip(found, best, strict=True):
        assert abs(each.distance_m - metres) <= 0.001
        assert each.eta_seconds == seconds


def test_an_alert_without_a_place_has_no_nearest() -> None:
    make_responder("Bat"), make_responder("Chen")
    found = plan(raised(place=None))
    assert (found.candidates, found.excluded) == ((), {"alert_without_place": 2})


def test_the_first_is_named_fastest_and_says_how_old_its_place_is() -> None:
    make_responder("Far", place=(44.5, 117.0)), make_responder("Near", place=(43.96, 116.1), heard_at=later(-70))
    [near, _] = plan(raised()).candidates
    assert near.name == "Near"
    assert near.position_age_seconds == 100.0
    assert [each.code for each in near.reasons][:2] == ["fastest", "nearest"]


def test_everybody_left_out_is_counted_once_and_says_why() -> None:
    make_type("theft", skills=["tracks"], kinds=["police"])
    tracker = {"skills": ["tracks"]}
    make_responder("Off", on_duty=False)
    make_responder("Silent", heard_at=later(-3600))
    make_responder("Nowhere", place=None)
    make_responder("Civilian", kind=ResponderKind.CIVILIAN)
    make_responder("Blind")
    make_responder("Southerner", zone="south", place=SOUTHERN, **tracker)
    make_responder("Bat", **tracker)
    found = plan(raised(alert_type="theft"))
    assert names(found) == ["Bat"]
    assert found.excluded == {
        "off_duty": 1,
        "out_of_contact": 1,
        "no_position": 1,
        "wrong_kind": 1,
        "lacks_skill": 1,
        "other_zone": 1,
    }


def test_responders_of_the_other_zone_are_counted_for_her_and_proposed_to_the_supervisor() -> None:
    make_responder("Southerner", zone="south", place=SOUTHERN), make_responder("Northerner")
    alert = raised()
    found = plan(alert)
    assert (names(found), found.excluded) == (["Northerner"], {"other_zone": 1})
    assert names(plan(alert, by="wei")) == ["Northerner", "Southerner"]


def test_who_has_been_asked_is_not_proposed_again_until_called_back() -> None:
    make_user("chen", role=Role.OFFICER, zone="north")
    bat, chen, dawa = (make_responder(each.title(), user=each) for each in ("bat", "chen", "dawa"))
    alert, saran = raised(), actor("saran")
    numbers = [bat.pk, chen.pk, dawa.pk]
    first, second, third = do(offer_dispatch, alert=alert.id, responders=numbers, actor=saran, at=later(1))
    do(decline_dispatch, dispatch=second.id, actor=actor("chen"), at=later(2))
    do(accept_dispatch, dispatch=third.id, actor=actor("dawa"), at=later(2))
    assert plan(alert).excluded == {"already_offered": 1, "declined": 1, "engaged": 1}
    do(withdraw_dispatch, dispatch=first.id, actor=saran, at=later(3))
    assert names(plan(alert)) == ["Bat"]


def test_what_was_just_heard_counts_before_it_is_stored() -> None:
    bat = make_responder("Bat", place=(44.9, 117.5))
    load_fleet()
    fleet.report(Heard(bat.pk, *XILIN, 8.0, later(20).timestamp()))
    [found] = plan(raised()).candidates
    assert (found.distance_m, found.position_age_seconds) == (0.0, 10.0)


def test_by_night_the_way_is_slower_and_the_plan_says_so() -> None:
    make_responder("Bat", place=(44.5, 116.1))
    alert = raised()
    [by_day] = plan(alert).candidates
    Position.objects.update(at=later(8 * 3600))
    [by_night] = plan(alert, seconds=8 * 3600).candidates
    assert by_night.eta_seconds > by_day.eta_seconds
    assert "night" in [each.code for each in by_night.reasons]


def test_only_the_desk_of_the_zone_sees_the_plan() -> None:
    alert = raised()
    with refused("not_found"):
        plan(alert, by="temur")
    with refused("no_right"):
        plan(alert, by="bat")
