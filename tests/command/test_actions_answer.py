"""A responder's answers: accepted, declined, left, arrived, cleared, or silence; each once, and only in order."""

from typing import Any
from uuid import UUID, uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from alerts.actions.close_alert import close_alert
from alerts.models import Alert, Entry
from command.actions.accept_dispatch import accept_dispatch
from command.actions.advance_dispatch import advance_dispatch
from command.actions.decline_dispatch import decline_dispatch
from command.actions.expire_offer import expire_offer
from command.actions.offer_dispatch import offer_dispatch
from command.actions.withdraw_dispatch import withdraw_dispatch
from command.lifecycle import GIVEN, MOVES
from command.models import Dispatch, Responder
from tests.cast import actor, again, do, kinds, later, make_responder, raised, refused
from wire.words import AlertStatus, DispatchStatus, Disposition, Milestone

pytestmark = pytest.mark.usefixtures("altan")


def sent(responder: Responder, alert: Alert | None = None) -> Dispatch:
    target = alert or raised()
    [made] = do(offer_dispatch, alert=target.id, responders=[responder.pk], actor=actor("saran"), at=later(20))
    return made


@pytest.fixture
def bat(altan: None) -> Responder:
    return make_responder("Bat", user="bat")


def accept(dispatch: Dispatch, *, by: str = "bat", key: UUID | None = None) -> Dispatch:
    return do(accept_dispatch, dispatch=dispatch.id, actor=actor(by), at=later(30), key=key)


def decline(dispatch: Dispatch, *, key: UUID | None = None, **more: Any) -> Dispatch:
    return do(decline_dispatch, dispatch=dispatch.id, actor=actor("bat"), at=later(31), key=key, **more)


def advance(dispatch: Dispatch, to: Milestone, *, key: UUID | None = None, report: str = "") -> Dispatch:
    return do(advance_dispatch, dispatch=dispatch.id, actor=actor("bat"), at=later(60), to=to, key=key, report=report)


# In order.


def test_the_alert_follows_its_responder_from_acceptance_to_the_end(bat: Responder) -> None:
    dispatch = sent(bat)
    states = [accept(dispatch).alert.status]
    states += [advance(dispatch, to).alert.status for to in Milestone]
    assert states == ["dispatched", "dispatched", "on_scene", "acknowledged"]
    done = again(dispatch)
    assert (done.accepted_at, done.en_route_at, done.on_scene_at) == (later(30), later(60), later(60))
    assert (done.cleared_at, done.ended_at, done.respond_by) == (later(60), later(60), None)
    assert kinds(dispatch.alert)[2:] == ["offered", "accepted", "departed", "arrived", "cleared"]


def test_the_first_departure_and_arrival_are_the_alerts_milestones(bat: Responder) -> None:
    alert, chen = raised(), make_responder("Chen", user="dawa")
    accept(sent(bat, alert))
    second = sent(chen, alert)
    do(accept_dispatch, dispatch=second.id, actor=actor("dawa"), at=later(99))
    assert again(alert).dispatched_at == later(30)


def test_an_alert_stays_dispatched_while_another_is_still_coming(bat: Responder) -> None:
    alert, chen = raised(), make_responder("Chen", user="dawa")
    first, second = accept(sent(bat, alert)), accept(sent(chen, alert), by="dawa")
    do(withdraw_dispatch, dispatch=first.id, actor=actor("saran"), at=later(70))
    assert again(alert).status == AlertStatus.DISPATCHED
    do(withdraw_dispatch, dispatch=second.id, actor=actor("saran"), at=later(71))
    assert again(alert).status == AlertStatus.ACKNOWLEDGED


def test_a_refusal_keeps_its_reason_and_frees_the_offer(bat: Responder) -> None:
    done = decline(sent(bat), reason="no petrol")
    assert (done.status, done.decline_reason, done.respond_by) == ("declined", "no petrol", None)
    assert done.alert.status == "acknowledged"


def test_the_report_at_the_end_is_on_the_dispatch_and_on_the_record(bat: Responder) -> None:
    dispatch = accept(sent(bat))
    advance(dispatch, Milestone.ON_SCENE)
    done = advance(dispatch, Milestone.CLEARED, report="Pulled out")
    assert done.report == done.alert.entries.get(kind="cleared").facts["report"] == "Pulled out"


# Once.


def test_the_same_key_again_is_answered_again_and_not_done_again(bat: Responder) -> None:
    dispatch, key = sent(bat), uuid4()
    first = accept(dispatch, key=key)
    advance(dispatch, Milestone.EN_ROUTE)
    late = accept(dispatch, key=key)
    assert (late.pk, late.status, late.accepted_at) == (first.pk, "en_route", later(30))
    assert kinds(dispatch.alert).count("accepted") == 1


def test_the_same_act_without_a_key_is_known_by_the_state(bat: Responder) -> None:
    dispatch = sent(bat)
    assert accept(dispatch).version == accept(dispatch).version
    assert advance(dispatch, Milestone.EN_ROUTE).version == advance(dispatch, Milestone.EN_ROUTE).version
    other = sent(bat)
    assert decline(other).version == decline(other).version


def test_a_key_somebody_else_used_is_a_conflict(bat: Responder) -> None:
    key, dawa = uuid4(), make_responder("Dawa", user="dawa")
    accept(sent(dawa), by="dawa", key=key)
    with refused("conflict"):
        accept(sent(bat), key=key)


# Not otherwise.


def test_another_responder_does_not_even_learn_that_it_exists(bat: Responder) -> None:
    make_responder("Dawa", user="dawa")
    with refused("not_found"):
        accept(sent(bat), by="dawa")


def test_a_dispatcher_may_answer_for_a_voice_on_the_radio(bat: Responder) -> None:
    dispatch = accept(sent(bat), by="saran")
    assert dispatch.alert.entries.get(kind="accepted").by["name"] == "Saran"


def test_the_neighbouring_desk_may_not(bat: Responder) -> None:
    with refused("not_found"):
        accept(sent(bat), by="temur")


def test_after_a_withdrawal_an_acceptance_comes_too_late(bat: Responder) -> None:
    dispatch = sent(bat)
    do(withdraw_dispatch, dispatch=dispatch.id, actor=actor("saran"), at=later(25))
    with refused("illegal_move"):
        accept(dispatch)
    assert again(dispatch).status == "withdrawn"
    assert kinds(dispatch.alert)[-1] == "withdrawn"


def test_a_closed_alert_is_not_opened_by_a_late_clearance(bat: Responder) -> None:
    dispatch = accept(sent(bat))
    do(
        close_alert,
        alert=dispatch.alert_id,
        actor=actor("saran"),
        at=later(50),
        disposition=Disposition.RESOLVED,
    )
    with refused("illegal_move"):
        advance(dispatch, Milestone.CLEARED)
    assert again(dispatch.alert).status == "closed"


# Silence.


def test_an_offer_expires_when_its_time_has_come_and_not_before(bat: Responder) -> None:
    dispatch = sent(bat)
    assert do(expire_offer, dispatch=dispatch.id, at=later(79.9)) is None
    done = do(expire_offer, dispatch=dispatch.id, at=later(80))
    assert done is not None
    assert (done.status, done.ended_at, done.alert.status) == ("expired", later(80), "acknowledged")
    assert kinds(dispatch.alert)[-1] == "expired"


def test_an_answer_in_time_is_not_undone_by_the_clock(bat: Responder) -> None:
    dispatch = accept(sent(bat))
    assert do(expire_offer, dispatch=dispatch.id, at=later(3600)) is None
    assert again(dispatch).status == "accepted"


def test_two_workers_expire_an_offer_once(bat: Responder) -> None:
    dispatch = sent(bat)
    done = [do(expire_offer, dispatch=dispatch.id, at=later(80)) for _ in range(2)]
    assert [each is None for each in done] == [False, True]
    assert kinds(dispatch.alert).count("expired") == 1


# Whatever is tried.

ACTS = {
    "accept": (DispatchStatus.ACCEPTED, accept),
    "decline": (DispatchStatus.DECLINED, decline),
    **{to.value: (DispatchStatus(to.value), lambda dispatch, to=to: advance(dispatch, to)) for to in Milestone},
}


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(tried=st.lists(st.sampled_from(sorted(ACTS)), max_size=8))
def test_no_series_of_acts_leaves_the_table_of_moves(bat: Responder, tried: list[str]) -> None:
    dispatch = sent(bat)
    status = DispatchStatus.OFFERED
    for name in tried:
        target, act = ACTS[name]
        legal = status in MOVES[target] or status == target
        if legal:
            act(dispatch)
            status = target
        else:
            with refused("illegal_move"):
                act(dispatch)
        found = again(dispatch)
        assert found.status == status
        assert (again(found.alert).status in ("dispatched", "on_scene")) == (status in GIVEN)
    moves = Entry.objects.filter(about_id=str(dispatch.id)).count()
    assert moves == again(dispatch).version
