"""A phone known by the key and secret it made itself; whoever cannot prove it is served without a name."""

from uuid import uuid4

import pytest

from people.actions.register_device import digest, recognise_device, register_device
from people.handshake import parse_device
from people.models import Device
from people.roles import Role
from tests.cast import NOON, SECRET, later, make_phone
from wire.words import DeviceStatus, Language

pytestmark = pytest.mark.django_db


def test_an_unknown_key_is_registered_as_unverified() -> None:
    key = uuid4()
    made = register_device(key, secret=SECRET, language=Language.MONGOLIAN_CYRILLIC, at=NOON)
    kept = Device.objects.get(pk=key)
    assert made == kept
    assert (kept.status, kept.language, kept.first_seen_at) == ("unverified", "mn-Cyrl", NOON)
    assert (made.actor().role, made.actor().device) == (Role.DEVICE, key)


def test_the_secret_itself_is_kept_nowhere() -> None:
    register_device(uuid4(), secret=SECRET, language=None, at=NOON)
    row = Device.objects.values().get()
    assert SECRET not in map(str, row.values())
    assert row["secret_hash"] == digest(SECRET)


def test_a_known_phone_is_known_again_and_may_change_its_language() -> None:
    phone = make_phone(name="Oyuna", status=DeviceStatus.VERIFIED)
    found = register_device(phone.id, secret=SECRET, language=Language.ENGLISH, at=later(9))
    assert found is not None
    assert (found.name, found.status, found.first_seen_at) == ("Oyuna", "verified", NOON)
    assert Device.objects.get().language == "en"


def test_a_phone_that_says_no_language_keeps_its_own() -> None:
    phone = make_phone(language="mn-Mong")
    register_device(phone.id, secret=SECRET, language=None, at=NOON)
    assert Device.objects.get().language == "mn-Mong"


@pytest.mark.parametrize("secret", ["another secret of 16", SECRET.upper(), "", SECRET + " "])
def test_a_wrong_secret_is_nobody_and_changes_nothing(secret: str) -> None:
    phone = make_phone()
    assert register_device(phone.id, secret=secret, language=Language.ENGLISH, at=NOON) is None
    assert recognise_device(phone.id, secret=secret) is None
    assert Device.objects.get().language == phone.language


def test_a_revoked_phone_is_nobody_even_with_its_secret() -> None:
    phone = make_phone(status=DeviceStatus.REVOKED)
    assert register_device(phone.id, secret=SECRET, language=None, at=NOON) is None
    assert recognise_device(phone.id, secret=SECRET) is None


def test_recognising_registers_nobody() -> None:
    assert recognise_device(uuid4(), secret=SECRET) is None
    assert not Device.objects.exists()
    assert recognise_device(make_phone().id, secret=SECRET) is not None


@pytest.mark.parametrize(
    "header", ["", "Device", "Device nonsense:secret", "Token 1-2-3:secret", "Device :", "Device 110"]
)
def test_a_header_that_is_no_credential_is_an_unknown_caller_not_an_error(header: str) -> None:
    assert parse_device(header) is None


def test_a_secret_may_hold_colons() -> None:
    key = uuid4()
    assert parse_device(f"Device {key}:a:b") == (key, "a:b")
