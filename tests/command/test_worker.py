"""Duties at their time, each once, one bad row stopping nothing; and a clock that no jump can hurry."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alerts.actions.acknowledge_alert import acknowledge_alert
from alerts.models import Entry
from command import notices, worker
from command.actions.offer_dispatch import offer_dispatch
from command.models import Dispatch
from command.worker import do_duties
from people.reach.console import Notice
from tests.cast import NOON, actor, again, do, kinds, later, make_responder, raised
from wire.clock import Steady


@pytest.fixture
def told(altan: None, monkeypatch: pytest.MonkeyPatch) -> list[Notice]:
    """The notices that went out."""
    said: list[Notice] = []
    monkeypatch.setattr(notices, "reach", said.append)
    return said


def offered() -> Dispatch:
    bat = make_responder("Bat", user="bat", phone="+86 110")
    return do(offer_dispatch, alert=raised().id, responders=[bat.pk], actor=actor("saran"), at=NOON)[0]


def test_an_offer_expires_in_the_round_after_its_time(told: list[Notice]) -> None:
    dispatch = offered()
    do_duties(later(59))
    assert again(dispatch).status == "offered"
    do_duties(later(60))
    do_duties(later(61))
    assert again(dispatch).status == "expired"
    assert kinds(dispatch.alert).count("expired") == 1


def test_an_alert_escalates_again_and_again_until_somebody_takes_it(told: list[Notice]) -> None:
    alert = raised()
    for second in (59, 60, 61, 119, 120):
        do_duties(later(second))
    assert again(alert).escalations == 2
    do(acknowledge_alert, alert=alert.id, actor=actor("saran"), at=later(121))
    do_duties(later(3600))
    assert again(alert).escalations == 2
    assert kinds(alert) == ["raised", "escalated", "escalated", "acknowledged"]


def test_after_a_long_outage_what_is_overdue_is_done_once(told: list[Notice]) -> None:
    alert = raised()
    do_duties(later(3 * 3600))
    assert again(alert).escalations == 1
    assert again(alert).escalate_at == later(3 * 3600 + 60)


def test_one_bad_row_stops_nothing(told: list[Notice], monkeypatch: pytest.MonkeyPatch) -> None:
    bad, good = raised(), raised()
    escalate = worker.escalate_alert

    def stumbles_over_one(*, alert: object, due: datetime, at: datetime) -> object:
        if alert == bad.id:
            raise ZeroDivisionError
        return escalate(alert=alert, due=due, at=at)

    monkeypatch.setattr(worker, "escalate_alert", stumbles_over_one)
    do_duties(later(60))
    assert (again(bad).escalations, again(good).escalations) == (0, 1)


def test_one_bad_duty_stops_no_other(told: list[Notice], monkeypatch: pytest.MonkeyPatch) -> None:
    def breaks(at: datetime) -> int:
        raise ZeroDivisionError

    monkeypatch.setattr(worker, "DUTIES", (breaks, *worker.DUTIES))
    alert = raised()
    do_duties(later(60))
    assert again(alert).escalations == 1


# Notices.


def test_whoever_is_offered_an_alert_is_told_once(told: list[Notice]) -> None:
    dispatch = offered()
    do_duties(later(1))
    do_duties(later(2))
    [notice] = told
    assert (notice.to, notice.phone) == ("Bat", "+86 110")
    assert dispatch.alert.number in notice.text
    assert not Entry.objects.filter(handled_at__isnull=True).exists()


def test_an_escalation_is_told_to_the_zones_desk_and_to_those_above(told: list[Notice]) -> None:
    raised()
    do_duties(later(60))
    assert sorted(notice.to for notice in told) == ["Saran", "Wei"]
    assert "60 s" in told[0].text


# The clock.


class Clocks:
    """A wall clock that can be set and one that only runs."""

    def __init__(self) -> None:
        self.wall, self.ran = NOON, 1000.0
        self.steady = Steady(wall=lambda: self.wall, monotonic=lambda: self.ran)

    def run(self, seconds: float, *, jump: float = 0.0, drift: float = 0.0) -> datetime:
        self.ran += seconds
        self.wall += timedelta(seconds=seconds + jump + drift)
        return self.steady.now()


@pytest.mark.parametrize("jump", [3600, 86_400, -3600, -86_400, 6, -6])
def test_a_jump_of_the_wall_clock_is_not_followed(jump: float) -> None:
    clocks = Clocks()
    clocks.run(10)
    assert clocks.run(1, jump=jump) == later(11)
    assert clocks.run(600) == later(611)


def test_a_wall_that_comes_back_is_followed_again() -> None:
    clocks = Clocks()
    clocks.run(1, jump=3600)
    clocks.run(1, jump=-3600)
    assert clocks.run(1) == clocks.wall


def test_a_slow_correction_is_followed_however_far_it_goes() -> None:
    clocks = Clocks()
    for _ in range(100):
        said = clocks.run(1, drift=0.5)
    assert said == clocks.wall == later(150)


def test_an_hours_leap_expires_nothing(told: list[Notice]) -> None:
    clocks, dispatch, alert = Clocks(), offered(), raised()
    do_duties(clocks.run(1, jump=3600))
    assert (again(dispatch).status, again(alert).escalations) == ("offered", 0)
    do_duties(clocks.run(60))
    assert (again(dispatch).status, again(alert).escalations) == ("expired", 1)


@given(steps=st.lists(st.tuples(st.floats(0.1, 30), st.sampled_from([0.0, 0.0, 0.0, 7.0, -7.0, 3600.0])), max_size=40))
def test_between_two_looks_no_more_time_passes_than_did(steps: list[tuple[float, float]]) -> None:
    clocks = Clocks()
    before = clocks.steady.now()
    for seconds, jump in steps:
        after = clocks.run(seconds, jump=jump)
        passed = (after - before).total_seconds()
        assert abs(passed - seconds) <= Steady.TOLERANCE + 1e-3
        before = after
