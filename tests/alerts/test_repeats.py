"""An unknown phone that presses again and again: collapsed into one card, never refused, nothing dropped."""

from uuid import uuid4

import pytest

from alerts.models import Alert, Repeat
from alerts.repeats import cell
from tests.cast import SOUTHERN, XILIN, again, kinds, later, make_phone, press
from wire.words import DeviceStatus

pytestmark = pytest.mark.usefixtures("altan")


def test_the_fourth_press_from_one_place_joins_the_newest_card_and_is_counted() -> None:
    phone = make_phone().actor()
    cards = [press(by=phone, place=XILIN, at=later(number)).alert for number in range(3)]
    fourth = press(by=phone, place=XILIN, at=later(10))
    assert fourth.alert.id == cards[2].id
    assert again(cards[2]).repeats == 1
    assert kinds(cards[2]) == ["raised", "repeated"]
    assert Alert.objects.count() == 3


def test_a_joined_key_sent_again_finds_the_same_card_and_counts_once() -> None:
    phone, key = make_phone().actor(), uuid4()
    for number in range(3):
        press(by=phone, place=XILIN, at=later(number))
    joined = press(by=phone, place=XILIN, key=key, at=later(5))
    repeat = press(by=phone, place=XILIN, key=key, at=later(6))
    assert (repeat.alert.id, repeat.first) == (joined.alert.id, False)
    assert again(joined.alert).repeats == 1
    assert kinds(joined.alert) == ["raised", "repeated"]


def test_new_words_open_a_new_card() -> None:
    phone = make_phone().actor()
    for number in range(4):
        press(by=phone, place=XILIN, at=later(number))
    spoken = press(by=phone, place=XILIN, text="My son is hurt", at=later(5))
    assert again(spoken.alert).text == "My son is hurt"
    assert Alert.objects.count() == 4


def test_the_same_words_again_join_and_are_kept() -> None:
    phone = make_phone().actor()
    for number in range(3):
        press(by=phone, place=XILIN, text="Snow", at=later(number))
    press(by=phone, place=XILIN, text="Snow", at=later(5))
    assert list(Repeat.objects.values_list("text", flat=True)) == ["Snow"]


def test_a_new_place_opens_a_new_card() -> None:
    phone = make_phone().actor()
    for number in range(4):
        press(by=phone, place=XILIN, at=later(number))
    press(by=phone, place=SOUTHERN, at=later(5))
    assert Alert.objects.count() == 4


def test_after_ten_minutes_a_press_has_a_card_of_its_own() -> None:
    phone = make_phone().actor()
    for number in range(3):
        press(by=phone, place=XILIN, at=later(number))
    press(by=phone, place=XILIN, at=later(700))
    assert Alert.objects.count() == 4


@pytest.mark.parametrize("status", [DeviceStatus.VERIFIED])
def test_a_verified_phone_is_never_collapsed(status: DeviceStatus) -> None:
    phone = make_phone(status=status).actor()
    for number in range(8):
        press(by=phone, place=XILIN, at=later(number))
    assert Alert.objects.count() == 8


def test_two_phones_at_one_place_do_not_collapse() -> None:
    for number in range(4):
        press(by=make_phone().actor(), place=XILIN, at=later(number))
    assert Alert.objects.count() == 4


def test_a_cell_is_about_a_kilometre_wide_and_a_place_without_one_is_none() -> None:
    assert cell(None, None) is None
    assert cell(44.0001, 116.0001) == cell(44.0002, 116.0002)
    assert cell(44.0, 116.0) != cell(44.02, 116.0)
    assert cell(44.0, 116.0) != cell(44.0, 116.03)
