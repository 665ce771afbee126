"""Offering: all or none, only who may go, with the reasons the dispatcher saw; and calling back."""

from datetime import timedelta

import pytest
from django.conf import settings

from alerts.actions.acknowledge_alert import acknowledge_alert
from alerts.actions.close_alert import close_alert
from alerts.models import Alert
from alerts.writer import Job, commit
from command.actions.offer_dispatch import offer_dispatch
from command.actions.withdraw_dispatch import withdraw_dispatch
from command.models import Dispatch, Responder
from command.planning import plan_for
from tests.cast import (
    SOUTHERN,
    actor,
    again,
    do,
    kinds,
    later,
    make_responder,
    make_type,
    raised,
    refused,
    responders_of,
)
from wire.messages.cards import Candidate
from wire.words import Disposition, ResponderKind

pytestmark = pytest.mark.usefixtures("altan")


def offer(
    alert: Alert, *responders: Responder, by: str = "saran", seen: dict[int, Candidate] | None = None
) -> list[Dispatch]:
    numbers = [each.pk for each in responders]
    return do(offer_dispatch, alert=alert.id, responders=numbers, actor=actor(by), at=later(20), seen=seen)


def test_an_offer_takes_the_alert_in_hand_and_waits_for_an_answer() -> None:
    alert, bat = raised(), make_responder("Bat")
    [dispatch] = offer(alert, bat)
    due = later(20) + timedelta(seconds=settings.TIMERS["offer"])
    assert (dispatch.status, dispatch.respond_by, str(dispatch.offered_by)) == ("offered", due, "Saran")
    assert again(alert).status == "acknowledged"
    assert kinds(alert) == ["raised", "acknowledged", "offered"]
    assert alert.entries.get(kind="offered").handled_at is None


def test_the_reasons_the_dispatcher_saw_are_kept() -> None:
    alert, bat = raised(place=(43.99, 116.2)), make_responder("Bat")
    [candidate] = plan_for(alert.id, actor=actor("saran"), at=later(15)).candidates
    [dispatch] = offer(alert, bat, seen={bat.pk: candidate})
    assert (dispatch.distance_m, dispatch.eta_seconds) == (candidate.distance_m, candidate.eta_seconds)
    assert [each["code"] for each in dispatch.reasons] == [each.code for each in candidate.reasons]
    assert alert.entries.get(kind="offered").facts["reasons"] == dispatch.reasons


def test_who_has_an_open_offer_keeps_it() -> None:
    alert, bat = raised(), make_responder("Bat")
    [first], [second] = offer(alert, bat), offer(alert, bat)
    assert first.pk == second.pk
    assert kinds(alert).count("offered") == 1


def test_two_dispatchers_at_once_make_one_offer() -> None:
    alert, bat = raised(), make_responder("Bat")
    arguments = {"alert": alert.id, "responders": [bat.pk], "at": later(20)}
    jobs = [Job(offer_dispatch, {**arguments, "actor": actor(each)}) for each in ("saran", "wei")]
    commit(jobs)
    assert jobs[0].outcome[0].pk == jobs[1].outcome[0].pk
    assert Dispatch.objects.count() == 1


def test_one_who_cannot_go_and_nobody_is_offered() -> None:
    alert, bat = raised(), make_responder("Bat")
    with refused("illegal_move"):
        offer(alert, bat, make_responder("Asleep", on_duty=False))
    assert responders_of(alert) == []
    assert (again(alert).status, kinds(alert)) == ("received", ["raised"])


@pytest.mark.parametrize("kind", [ResponderKind.CIVILIAN, ResponderKind.MILITARY])
def test_the_law_on_who_may_go_holds_whatever_the_table_of_types_says(kind: ResponderKind) -> None:
    make_type("dispute", level=3, kinds=[])
    with refused("illegal_move"):
        offer(raised(alert_type="dispute"), make_responder("Dawa", kind=kind))


def test_responders_of_another_zone_are_not_hers_to_send() -> None:
    with refused("not_found"):
        offer(raised(), make_responder("Southerner", zone="south", place=SOUTHERN))


def test_a_responder_that_does_not_exist_or_has_left_is_not_found() -> None:
    alert, gone = raised(), make_responder("Gone", active=False)
    with refused("not_found"):
        offer(alert, gone)
    with refused("not_found"):
        do(offer_dispatch, alert=alert.id, responders=[4711], actor=actor("saran"), at=later(1))


def test_nothing_is_offered_for_a_closed_alert() -> None:
    alert, bat = raised(), make_responder("Bat")
    do(close_alert, alert=alert.id, actor=actor("saran"), at=later(5), disposition=Disposition.RESOLVED)
    with refused("illegal_move"):
        offer(alert, bat)


def test_offering_leaves_an_alert_with_whoever_has_it_in_hand() -> None:
    alert, bat = raised(), make_responder("Bat")
    do(acknowledge_alert, alert=alert.id, actor=actor("wei"), at=later(5))
    offer(alert, bat)
    assert str(again(alert).acknowledged_by) == "Wei"


# Called back.


def withdraw(dispatch: Dispatch, by: str = "saran") -> Dispatch:
    return do(withdraw_dispatch, dispatch=dispatch.id, actor=actor(by), at=later(90))


def test_a_responder_called_back_is_free_and_the_deadline_is_gone() -> None:
    alert, bat = raised(), make_responder("Bat")
    done = withdraw(offer(alert, bat)[0])
    assert (done.status, done.respond_by, done.ended_at) == ("withdrawn", None, later(90))
    assert withdraw(done).version == done.version
    assert kinds(alert) == ["raised", "acknowledged", "offered", "withdrawn"]


def test_a_responder_cannot_call_themselves_back() -> None:
    [dispatch] = offer(raised(), make_responder("Bat", user="bat"))
    with refused("no_right"):
        withdraw(dispatch, "bat")


def test_after_a_withdrawal_the_same_responder_can_be_offered_again() -> None:
    alert, bat = raised(), make_responder("Bat")
    withdraw(offer(alert, bat)[0])
    offer(alert, bat)
    assert sorted(each.status for each in responders_of(alert)) == ["offered", "withdrawn"]
