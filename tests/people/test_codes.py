"""The verbs beneath an officer's code, each by itself; their record is `tests/alerts/test_verification.py`."""

from collections.abc import Iterator
from uuid import uuid4

import pytest

from people.actions.change_details import change_details
from people.actions.issue_code import issue_code
from people.actions.redeem_code import redeem_code
from people.actions.register_device import digest, recognise_device
from people.actions.revoke_device import revoke_device
from people.cards import device_card
from people.jurisdiction import forget_jurisdiction
from people.models import Device, VerificationCode
from people.origin import public_origin
from people.roles import Actor, Role
from tests.cast import NOON, SECRET, actor, again, later, make_phone, make_staff, make_zones, refused
from wire.messages.help import OwnDetailsBody, VerifyBody
from wire.words import DeviceStatus


@pytest.fixture(autouse=True)
def altan(db: None) -> Iterator[None]:
    make_zones()
    make_staff()
    yield
    forget_jurisdiction()


def test_a_code_belongs_to_its_officers_zone_and_lives_ten_minutes() -> None:
    issued = issue_code(actor=actor("temur"), at=NOON)
    row = VerificationCode.objects.get()
    assert (row.zone_id, row.issued_by.username, row.expires_at) == ("south", "temur", later(600))
    assert row.code_hash == digest(issued.code)


def test_two_codes_are_never_alike() -> None:
    assert len({issue_code(actor=actor("bat"), at=NOON).code for _ in range(50)}) == 50


def test_who_has_no_zone_gives_no_codes() -> None:
    with refused("no_right"):
        issue_code(actor=Actor(Role.DISPATCHER, user=actor("saran").user), at=NOON)


def test_of_two_phones_at_one_code_the_first_wins() -> None:
    code = issue_code(actor=actor("bat"), at=NOON).code
    keys = [uuid4(), uuid4()]
    first = redeem_code(key=keys[0], secret=SECRET, details=VerifyBody(code=code), at=NOON)
    assert (first.first, first.device.status) == (True, DeviceStatus.VERIFIED)
    with refused("code_used"):
        redeem_code(key=keys[1], secret=SECRET, details=VerifyBody(code=code), at=NOON)
    assert again(VerificationCode.objects.get()).device_id == keys[0]


def test_a_revoked_phone_is_not_known_and_is_told_nothing_of_what_was_kept() -> None:
    phone = make_phone(status=DeviceStatus.VERIFIED, name="Oyuna", zone_id="north")
    found, changed = revoke_device(device=phone.id, actor=actor("saran"))
    assert (changed, device_card(found)) == (True, device_card(None))
    assert recognise_device(phone.id, secret=SECRET) is None
    assert revoke_device(device=phone.id, actor=actor("saran"))[1] is False


def test_a_phone_no_zone_has_seen_is_nobodys_to_revoke() -> None:
    with refused("not_found"):
        revoke_device(device=make_phone().id, actor=actor("saran"))
    with refused("not_found"):
        revoke_device(device=uuid4(), actor=actor("saran"))


def test_only_what_is_given_is_changed_and_an_empty_text_takes_away() -> None:
    phone = make_phone(status=DeviceStatus.VERIFIED, name="Oyuna", camp="Poplars", health_note="Insulin")
    device, changed = change_details(details=OwnDetailsBody(name="Oyuna", health_note=""), actor=phone.actor())
    assert changed == ("health_note",)
    kept = Device.objects.get()
    assert (device.pk, kept.name, kept.camp, kept.health_note) == (kept.pk, "Oyuna", "Poplars", "")


def test_what_is_told_of_the_health_note_is_that_there_is_one() -> None:
    card = device_card(make_phone(status=DeviceStatus.VERIFIED, health_note="Insulin"))
    assert card.health_note is True
    assert "Insulin" not in card.model_dump_json()


def test_the_origin_of_links_is_what_was_set(settings: object) -> None:
    settings.PUBLIC_URL, settings.ALLOWED_ORIGINS = "", []  # type: ignore[attr-defined]
    assert public_origin() == f"http://{settings.HOST}:{settings.PORT}"  # type: ignore[attr-defined]
    settings.ALLOWED_ORIGINS = ["https://a.example.org", "https://b.example.org"]  # type: ignore[attr-defined]
    assert public_origin() == "https://a.example.org"
    settings.PUBLIC_URL = "https://help.example.org"  # type: ignore[attr-defined]
    assert public_origin() == "https://help.example.org"
