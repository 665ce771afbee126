"""Emergency and service: one click either way, and danger goes first."""

import pytest

from alerts.actions.acknowledge_alert import acknowledge_alert
from alerts.actions.add_detail import add_detail
from alerts.actions.close_alert import close_alert
from alerts.actions.transfer_service import transfer_service
from alerts.models import Alert
from command.worker import do_duties
from tests.cast import (
    NOON,
    STRANGER,
    XILIN,
    actor,
    again,
    do,
    kinds,
    later,
    make_phone,
    make_type,
    press,
    raised,
    refused,
)
from wire.words import Disposition

pytestmark = pytest.mark.usefixtures("altan")


@pytest.fixture(autouse=True)
def types(altan: None) -> None:
    make_type("vet", level=4, service=True)
    make_type("theft", level=2)


def transfer(alert: Alert, service: bool, at: int = 0) -> Alert:
    return do(transfer_service, alert=alert.id, service=service, actor=actor("saran"), at=later(at))


def test_a_service_asked_for_wakes_nobody() -> None:
    alert = raised(alert_type="vet")
    assert (alert.service, alert.level, alert.escalate_at) == (True, 4, None)
    do_duties(later(3600))
    assert again(alert).escalations == 0


def test_an_alert_becomes_a_service_and_an_alert_again() -> None:
    alert = raised()
    assert (alert.service, alert.level) == (False, 1)
    there = transfer(alert, True)
    assert (there.service, there.level, there.escalate_at) == (True, 4, None)
    back = transfer(alert, False, at=30)
    assert (back.service, back.level, back.escalate_at) == (False, 1, later(90))
    assert kinds(alert) == ["raised", "made_service", "made_alert"]


def test_the_level_comes_back_by_the_kind_of_help() -> None:
    alert = raised(alert_type="theft")
    transfer(alert, True)
    assert transfer(alert, False).level == 2


def test_a_service_turned_into_an_alert_counts_as_danger() -> None:
    assert transfer(raised(alert_type="vet"), False).level == 1


def test_a_second_click_changes_nothing() -> None:
    alert = raised()
    transfer(alert, True)
    transfer(alert, True)
    assert kinds(alert) == ["raised", "made_service"]


def test_what_is_in_hand_is_not_escalated_for_being_turned_back() -> None:
    alert = raised()
    do(acknowledge_alert, alert=alert.id, actor=actor("saran"), at=NOON)
    transfer(alert, True)
    assert transfer(alert, False).escalate_at is None


def test_only_the_desk_of_the_zone_may_and_only_while_it_is_open() -> None:
    alert = raised()
    for who, code in ((actor("temur"), "not_found"), (STRANGER, "not_logged_in"), (actor("bat"), "no_right")):
        with refused(code):
            do(transfer_service, alert=alert.id, service=True, actor=who, at=NOON)
    do(close_alert, alert=alert.id, actor=actor("saran"), at=NOON, disposition=Disposition.RESOLVED)
    with refused("illegal_move"):
        transfer(alert, True)


def test_naming_a_service_makes_no_alert_less() -> None:
    alert = raised()
    found = do(add_detail, alert=alert.id, actor=actor("saran"), at=NOON, alert_type="vet")
    assert (found.alert_type_id, found.service, found.level) == ("vet", False, 1)


def test_naming_a_danger_makes_an_alert_of_a_service() -> None:
    alert = raised(alert_type="vet")
    found = do(add_detail, alert=alert.id, actor=actor("saran"), at=later(5), alert_type="theft")
    assert (found.service, found.level, found.escalate_at) == (False, 2, later(65))


def test_danger_never_collapses_into_a_service() -> None:
    oyuna = make_phone().actor()
    services = [press(by=oyuna, place=XILIN, alert_type="vet", at=later(n)).alert.id for n in range(5)]
    danger = press(by=oyuna, place=XILIN, at=later(9)).alert
    assert danger.id not in services
    assert danger.escalate_at is not None
