"""The one-time link for somebody who phoned: it asks for the place of one alert and can do nothing else."""

import pytest

from alerts.actions.ask_place import Asked, ask_place
from alerts.actions.close_alert import close_alert
from alerts.actions.raise_alert import raise_alert
from alerts.actions.take_place import take_place
from alerts.links import hash_of, token_of
from alerts.models import Alert, LocationLink
from tests.cast import NOON, SOUTHERN, XILIN, actor, again, call_of, do, fix_at, kinds, later, press_of, raised, refused
from wire.words import Disposition, Source

pytestmark = pytest.mark.usefixtures("altan")


def phoned(**more: str) -> Alert:
    call = call_of(press_of(), by=actor("saran"), source=Source.PHONE, caller_phone="13800138000", **more)
    return do(raise_alert, call=call).alert


def ask(alert: Alert, at: int = 0) -> Asked:
    return do(ask_place, alert=alert.id, actor=actor("saran"), at=later(at))


def test_the_link_takes_places_and_words_for_its_alert() -> None:
    alert = phoned()
    token = token_of(ask(alert).link.id)
    do(take_place, token=token, fix=fix_at(XILIN), at=later(10))
    do(take_place, token=token, fix=fix_at(XILIN, accuracy=5, at=later(20)), text="at the well", at=later(20))
    found, link = again(alert), LocationLink.objects.get()
    assert (found.lat, found.accuracy, found.place_source) == (XILIN[0], 5, "device")
    assert (link.used_at, link.uses) == (later(10), 2)
    assert kinds(alert) == ["raised", "place_asked", "place_given", "fix_added", "fix_added", "chat_sent"]


def test_the_token_is_long_and_stands_nowhere() -> None:
    alert = phoned()
    link = ask(alert).link
    token = token_of(link.id)
    assert len(token) == 22
    rows = [*LocationLink.objects.values(), *alert.entries.values()]
    assert token not in str(rows)
    assert link.token_hash == hash_of(token)


def test_a_second_click_at_once_asks_once() -> None:
    alert = phoned()
    assert ask(alert).link.id == ask(alert, at=5).link.id != ask(alert, at=60).link.id
    assert kinds(alert).count("place_asked") == 2


@pytest.mark.parametrize("token", ["", "x", "A" * 22, "é" * 22])
def test_an_unknown_token_is_nothing(token: str) -> None:
    ask(phoned())
    with refused("not_found"):
        do(take_place, token=token, fix=fix_at(XILIN), at=NOON)


def test_the_link_ends_with_its_time() -> None:
    alert = phoned()
    token = token_of(ask(alert).link.id)
    do(take_place, token=token, fix=fix_at(XILIN), at=later(1799))
    with refused("link_expired"):
        do(take_place, token=token, fix=fix_at(SOUTHERN), at=later(1800))
    assert again(alert).lat == XILIN[0]


def test_the_link_ends_with_its_alert() -> None:
    alert = phoned()
    token = token_of(ask(alert).link.id)
    do(close_alert, alert=alert.id, actor=actor("saran"), at=NOON, disposition=Disposition.RESOLVED)
    with refused("link_expired"):
        do(take_place, token=token, fix=fix_at(XILIN), at=NOON)


def test_who_has_no_number_cannot_be_asked() -> None:
    with refused("wrong_field"):
        ask(raised())


def test_another_zones_desk_may_not_ask() -> None:
    alert = phoned()
    with refused("not_found"):
        do(ask_place, alert=alert.id, actor=actor("temur"), at=NOON)
