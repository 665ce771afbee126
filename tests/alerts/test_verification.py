"""An officer makes a herder's phone a known one: once, within ten minutes, on record."""

from uuid import uuid4

import pytest

from alerts.actions.issue_verification import issue_verification
from alerts.actions.keep_details import keep_details
from alerts.actions.shut_out_device import shut_out_device
from alerts.actions.verify_device import verify_device
from alerts.cards import caller_of
from alerts.models import Entry
from people.models import Device, VerificationCode
from tests.cast import NOON, SECRET, SOUTHERN, STRANGER, actor, again, do, later, make_phone, press, refused
from wire.messages.help import OwnDetailsBody, VerifyBody
from wire.words import DeviceStatus

pytestmark = pytest.mark.usefixtures("altan")

DETAILS = {"name": "Oyuna", "household": "Borjigin", "camp": "Seven Poplars", "phone": "13800138000"}


def code(username: str = "bat", at: int = 0) -> str:
    return do(issue_verification, actor=actor(username), at=later(at)).code


def verify(phone: Device, code: str, *, at: int = 0, secret: str = SECRET, **more: str) -> Device:
    details = VerifyBody(code=code, **(DETAILS | more))
    return do(verify_device, key=phone.id, secret=secret, details=details, at=later(at))


def recorded() -> list[tuple[str, str]]:
    return list(Entry.objects.filter(alert=None).order_by("id").values_list("kind", "zone_id"))


def test_the_phone_is_verified_in_the_officers_zone_with_its_details() -> None:
    phone = make_phone()
    verify(phone, code(), health_note="Insulin")
    kept = again(phone)
    assert (kept.status, kept.zone_id, kept.verified_by, kept.verified_at) == ("verified", "north", "Bat", NOON)
    assert (kept.name, kept.household, kept.camp, kept.health_note) == ("Oyuna", "Borjigin", "Seven Poplars", "Insulin")
    assert recorded() == [("code_issued", "north"), ("device_verified", "north")]
    assert "Insulin" not in str(list(Entry.objects.values()))


def test_the_phones_alerts_are_verified_from_then_on_and_the_desk_knows_who_calls() -> None:
    phone = make_phone()
    assert press(by=phone.actor()).alert.verified is False
    verify(phone, code(), health_note="Insulin")
    alert = press(by=again(phone).actor()).alert
    caller = caller_of(alert)
    assert alert.verified
    assert (caller.household, caller.health_note, caller.verified_by) == ("Borjigin", "Insulin", "Bat")


def test_a_phone_nobody_has_seen_may_be_verified_at_its_first_word() -> None:
    phone = Device(id=uuid4())
    assert verify(phone, code()).status == DeviceStatus.VERIFIED


def test_a_code_is_good_for_one_phone_which_may_ask_twice() -> None:
    first, second, given = make_phone(), make_phone(), code()
    verify(first, given)
    assert verify(first, given, at=3600, name="Other").name == "Oyuna"
    with refused("code_used"):
        verify(second, given)
    assert again(second).status == "unverified"
    assert recorded().count(("device_verified", "north")) == 1


def test_a_code_ends_after_ten_minutes() -> None:
    phone, given = make_phone(), code()
    with refused("code_expired"):
        verify(phone, given, at=600)
    assert verify(phone, given, at=599).status == DeviceStatus.VERIFIED


def test_a_code_nobody_gave_is_unknown() -> None:
    with refused("code_unknown"):
        verify(make_phone(), "x" * 22)


def test_a_wrong_secret_verifies_nobody_and_spends_no_code() -> None:
    phone, given = make_phone(), code()
    with refused("no_right"):
        verify(phone, given, secret="not the phone's own secret")
    assert verify(phone, given).status == DeviceStatus.VERIFIED


def test_the_code_itself_is_kept_nowhere() -> None:
    given = code()
    assert len(given) == 22
    assert given not in str([*VerificationCode.objects.values(), *Entry.objects.values()])


@pytest.mark.parametrize(("username", "allowed"), [("bat", 1), ("saran", 1), ("wei", 1), ("dawa", 0), ("audra", 0)])
def test_officers_dispatchers_and_supervisors_give_codes(username: str, allowed: int) -> None:
    if allowed:
        assert code(username)
        return
    with refused("no_right"):
        code(username)


def test_a_herder_changes_their_own_details_and_the_record_names_which() -> None:
    phone = make_phone()
    verify(phone, code())
    details = OwnDetailsBody(camp="Winter camp", health_note="Heart")
    changed = do(keep_details, details=details, actor=again(phone).actor(), at=NOON)
    assert (changed.camp, changed.health_note, changed.name) == ("Winter camp", "Heart", "Oyuna")
    do(keep_details, details=details, actor=again(phone).actor(), at=NOON)
    [entry] = Entry.objects.filter(kind="device_changed")
    assert sorted(entry.facts["changed"]) == ["camp", "health_note"]
    assert "Heart" not in str(entry.facts)


def test_an_unverified_phone_keeps_no_details() -> None:
    with refused("no_right"):
        do(keep_details, details=OwnDetailsBody(name="Oyuna"), actor=make_phone().actor(), at=NOON)
    with refused("not_logged_in"):
        do(keep_details, details=OwnDetailsBody(name="Oyuna"), actor=STRANGER, at=NOON)


def test_a_revoked_phone_still_calls_for_help_unverified_and_may_be_verified_anew() -> None:
    phone = make_phone()
    verify(phone, code())
    was = again(phone).actor()
    do(shut_out_device, device=phone.id, actor=actor("saran"), at=NOON, reason="stolen")
    do(shut_out_device, device=phone.id, actor=actor("saran"), at=NOON)
    assert recorded()[2:] == [("device_revoked", "north")]
    assert press(by=was).alert.verified is False
    assert verify(phone, code()).status == DeviceStatus.VERIFIED


@pytest.mark.parametrize(("username", "refusal"), [("temur", "not_found"), ("bat", "no_right"), ("dawa", "no_right")])
def test_only_the_zones_own_desk_revokes(username: str, refusal: str) -> None:
    phone = make_phone()
    verify(phone, code())
    with refused(refusal):
        do(shut_out_device, device=phone.id, actor=actor(username), at=NOON)
    assert again(phone).status == "verified"


def test_an_unverified_phone_is_shut_out_by_the_desk_it_called() -> None:
    phone = make_phone()
    press(by=phone.actor(), place=SOUTHERN)
    with refused("not_found"):
        do(shut_out_device, device=phone.id, actor=actor("saran"), at=NOON)
    do(shut_out_device, device=phone.id, actor=actor("temur"), at=NOON)
    assert recorded() == [("device_revoked", "south")]
