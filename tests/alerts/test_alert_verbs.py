"""An alert in the dispatchers' hands: acknowledged once, closed with a reason, reopened, cancelled, escalated."""

from datetime import timedelta

import pytest
from django.conf import settings

from alerts.actions.acknowledge_alert import acknowledge_alert
from alerts.actions.cancel_alert import cancel_alert
from alerts.actions.close_alert import close_alert
from alerts.actions.escalate_alert import escalate_alert
from alerts.actions.reopen_alert import reopen_alert
from alerts.lifecycle import MOVES, OPEN, may_move
from alerts.models import Alert
from alerts.writer import Job, commit
from command.actions.accept_dispatch import accept_dispatch
from command.actions.offer_dispatch import offer_dispatch
from people.roles import Actor
from tests.cast import (
    SOUTHERN,
    actor,
    again,
    do,
    kinds,
    later,
    make_phone,
    make_responder,
    raised,
    refused,
    responders_of,
)
from wire.problems import Problem
from wire.words import AlertStatus, Disposition

pytestmark = pytest.mark.usefixtures("altan")


def acknowledge(alert: Alert, username: str = "saran") -> Alert:
    return do(acknowledge_alert, alert=alert.id, actor=actor(username), at=later(12))


def close(alert: Alert, disposition: Disposition = Disposition.RESOLVED) -> Alert:
    return do(close_alert, alert=alert.id, actor=actor("saran"), at=later(600), disposition=disposition, note="ok")


def cancel(alert: Alert, by: Actor) -> Alert:
    return do(cancel_alert, alert=alert.id, actor=by, at=later(30), reason="mistake")


# Acknowledged.


def test_an_acknowledged_alert_says_by_whom_and_after_how_long() -> None:
    alert = acknowledge(raised())
    assert (alert.status, str(alert.acknowledged_by), alert.acknowledged_at) == ("acknowledged", "Saran", later(12))
    assert alert.entries.get(kind="acknowledged").facts == {"waited_seconds": 12.0}
    assert alert.escalate_at is None


def test_acknowledging_twice_is_one_act() -> None:
    alert = raised()
    assert acknowledge(alert).version == acknowledge(alert).version == 2
    assert kinds(alert) == ["raised", "acknowledged"]


def test_the_second_dispatcher_learns_who_was_faster() -> None:
    alert = raised()
    jobs = [
        Job(acknowledge_alert, {"alert": alert.id, "actor": actor(each), "at": later(1)}) for each in ("wei", "saran")
    ]
    commit(jobs)
    assert isinstance(jobs[1].failed, Problem)
    assert (jobs[1].failed.code, jobs[1].failed.facts["by"]) == ("illegal_move", "Wei")
    assert str(again(alert).acknowledged_by) == "Wei"
    assert kinds(alert) == ["raised", "acknowledged"]


def test_what_is_closed_or_on_its_way_is_not_acknowledged_anew() -> None:
    closed, dispatched = close(raised()), raised()
    bat = make_responder("Bat", user="bat")
    [sent] = do(offer_dispatch, alert=dispatched.id, responders=[bat.pk], actor=actor("wei"), at=later(20))
    do(accept_dispatch, dispatch=sent.id, actor=actor("bat"), at=later(30))
    for alert in (closed, dispatched):
        with refused("illegal_move"):
            acknowledge(alert)
    assert (again(closed).status, again(dispatched).status) == ("closed", "dispatched")


def test_the_neighbouring_desk_does_not_even_learn_that_it_exists() -> None:
    with refused("not_found"):
        acknowledge(raised(), "temur")


def test_a_phone_cannot_acknowledge_its_own_alert() -> None:
    oyuna = make_phone().actor()
    with refused("no_right"):
        do(acknowledge_alert, alert=raised(by=oyuna).id, actor=oyuna, at=later(1))


# Cancelled.


def test_a_cancelled_alert_stays_open_until_a_dispatcher_closes_it() -> None:
    oyuna = make_phone().actor()
    alert = cancel(raised(by=oyuna), oyuna)
    assert (alert.status, alert.cancelled_at, alert.cancel_reason) == ("received", later(30), "mistake")
    assert close(alert, Disposition.CANCELLED).status == "closed"


def test_cancelling_twice_or_after_the_end_changes_nothing() -> None:
    oyuna = make_phone().actor()
    alert, over = raised(by=oyuna), raised(by=oyuna)
    assert cancel(alert, oyuna).version == cancel(alert, oyuna).version
    close(over)
    assert cancel(over, oyuna).cancelled_at is None
    assert kinds(alert) == ["raised", "cancelled"]


def test_another_phone_cancels_nothing() -> None:
    alert = raised(by=make_phone().actor())
    with refused("not_found"):
        cancel(alert, make_phone().actor())


# Closed, and taken up again.


def test_closing_frees_everybody_who_was_sent() -> None:
    bat, chen = make_responder("Bat", user="bat"), make_responder("Chen")
    alert = raised()
    do(offer_dispatch, alert=alert.id, responders=[bat.pk, chen.pk], actor=actor("saran"), at=later(20))
    do(accept_dispatch, dispatch=responders_of(alert)[0].id, actor=actor("saran"), at=later(30))
    close(alert)
    assert {each.status for each in responders_of(alert)} == {"withdrawn"}
    assert kinds(alert)[-3:] == ["withdrawn", "withdrawn", "closed"]
    assert again(alert).status == "closed"


def test_closing_twice_alike_is_one_act_and_otherwise_illegal() -> None:
    alert = raised()
    assert close(alert).version == close(alert).version
    with refused("illegal_move"):
        close(alert, Disposition.FALSE_ALARM)
    assert again(alert).disposition == "resolved"
    assert kinds(alert) == ["raised", "closed"]


def test_a_reopened_alert_is_in_the_hands_of_who_reopened_it() -> None:
    alert = close(raised())
    open_again = do(reopen_alert, alert=alert.id, actor=actor("wei"), at=later(700), note="not over")
    assert (open_again.status, str(open_again.acknowledged_by)) == ("acknowledged", "Wei")
    assert (open_again.closed_at, open_again.closed_by, open_again.disposition) == (None, None, "")
    assert alert.entries.get(kind="reopened").facts == {"note": "not over", "was": "resolved"}


def test_only_a_closed_alert_can_be_reopened() -> None:
    with refused("illegal_move"):
        do(reopen_alert, alert=raised().id, actor=actor("saran"), at=later(1))


def test_a_refused_verb_leaves_no_trace() -> None:
    alert = raised(place=SOUTHERN)
    with refused("not_found"):
        close(alert)
    assert (again(alert).status, again(alert).version, kinds(alert)) == ("received", 1, ["raised"])


def test_every_open_state_may_be_closed_and_nothing_moves_back_to_received() -> None:
    assert all(may_move(status, AlertStatus.CLOSED) for status in OPEN)
    assert AlertStatus.RECEIVED not in MOVES
    assert not may_move(AlertStatus.CLOSED, AlertStatus.ON_SCENE)


# Escalated.


def test_an_alert_nobody_took_escalates_and_comes_again() -> None:
    alert = raised()
    again_in = timedelta(seconds=settings.TIMERS["unacknowledged_escalate"])
    due = again(alert).escalate_at
    found = do(escalate_alert, alert=alert.id, due=due, at=due)
    assert found is not None
    assert (found.escalations, found.escalate_at, found.status) == (1, due + again_in, "received")
    entry = alert.entries.get(kind="escalated")
    assert entry.facts == {"step": 1, "waited_seconds": again_in.total_seconds()}
    assert entry.handled_at is None


def test_two_workers_escalate_once() -> None:
    alert = raised()
    due = again(alert).escalate_at
    done = [do(escalate_alert, alert=alert.id, due=due, at=due) for _ in range(2)]
    assert [each is None for each in done] == [False, True]
    assert again(alert).escalations == 1


def test_an_alert_in_hand_does_not_escalate() -> None:
    alert = raised()
    due = again(alert).escalate_at
    acknowledge(alert)
    assert do(escalate_alert, alert=alert.id, due=due, at=due) is None
    assert kinds(alert) == ["raised", "acknowledged"]
