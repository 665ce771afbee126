"""An SMS at the centre's number: one alert, whatever the gateway repeats; more words and a place for the open one."""

import base64
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from alerts.actions.cancel_alert import cancel_alert
from alerts.actions.close_alert import close_alert
from alerts.actions.receive_sms import Sms, receive_sms
from alerts.actions.send_chat import send_chat
from alerts.actions.transfer_service import transfer_service
from alerts.intake.words import language_of, number_of, read_sms
from alerts.models import Alert, Chat
from people.roles import Actor, Role
from tests.cast import NOON, actor, again, do, kinds, later, make_phone, press
from wire.messages.intake import SmsBody
from wire.words import DeviceStatus, Disposition, Language

OYUNA = "+8613800138000"


def sms(text: str = "Help 43.95,116.1", *, id: str | None = None, at: int = 0, sender: str = OYUNA) -> Sms:
    body = SmsBody.model_validate({"id": id or uuid4().hex, "from": sender, "text": text})
    return do(receive_sms, sms=body, at=later(at))


@pytest.mark.usefixtures("altan")
class TestIntake:
    def test_an_sms_is_an_alert_with_the_place_it_tells(self) -> None:
        done = sms("Тусламж! 43.95012,116.10034 ±20m")
        alert = again(done.alert)
        assert (done.opened, alert.source, alert.place_source, alert.zone_id) == (True, "sms", "sms", "north")
        assert (alert.lat, alert.lon, alert.accuracy) == (43.95012, 116.10034, 20)
        assert (alert.language, alert.caller_phone, alert.verified) == ("mn-Cyrl", OYUNA, False)
        assert kinds(alert) == ["raised"]

    def test_the_gateways_retry_has_no_effect_and_gives_the_first_answer(self) -> None:
        first = sms(id="a1")
        more = sms("two men", id="a2", at=10)
        for id, text, opened in (("a1", "Help 43.95,116.1", True), ("a2", "two men", False)):
            repeated = sms(text, id=id, at=60)
            assert (repeated.alert.id, repeated.opened) == (first.alert.id, opened)
        assert more.alert.id == first.alert.id
        assert Alert.objects.count() == Chat.objects.count() == 1
        assert kinds(first.alert) == ["raised", "chat_sent"]

    def test_a_retry_after_closing_opens_nothing(self) -> None:
        first = sms(id="a1")
        do(close_alert, alert=first.alert.id, actor=actor("saran"), at=NOON, disposition=Disposition.RESOLVED)
        assert sms(id="a1").alert.id == first.alert.id
        assert Alert.objects.count() == 1

    def test_a_second_sms_adds_its_words_and_its_place(self) -> None:
        first = sms("help")
        second = sms("N43.95123 E116.10034", at=30, sender="138-0013-8000")
        alert = again(first.alert)
        assert second.alert.id == alert.id
        assert (alert.lat, alert.place_source) == (43.95123, "sms")
        assert kinds(alert) == ["raised", "chat_sent", "fix_added"]

    @pytest.mark.parametrize("text", ["NEW my neighbour fell", "新 邻居受伤", "新求助", "Шинэ дуудлага"])
    def test_who_says_new_gets_a_new_alert(self, text: str) -> None:
        assert sms(text, at=9).opened
        assert sms(text, at=10).opened
        assert Alert.objects.count() == 2

    @pytest.mark.parametrize("text", ["News?", "新宝力格苏木", "renew"])
    def test_a_word_that_only_begins_like_it_does_not(self, text: str) -> None:
        sms("help")
        assert not sms(text, at=9).opened

    def test_another_telephone_is_another_alert(self) -> None:
        sms()
        assert sms(sender="+8613900139000").opened

    def test_what_was_taken_back_closed_or_only_a_service_takes_no_more_sms(self) -> None:
        taken_back, service, closed = (sms(sender=f"+861380013800{n}").alert.id for n in range(3))
        saran = actor("saran")
        do(cancel_alert, alert=taken_back, actor=saran, at=NOON)
        do(transfer_service, alert=service, service=True, actor=saran, at=NOON)
        do(close_alert, alert=closed, actor=saran, at=NOON, disposition=Disposition.RESOLVED)
        assert all(sms("help", sender=f"+861380013800{n}", at=60).opened for n in range(3))

    def test_an_sms_our_page_wrote_and_its_press_are_one_alert(self) -> None:
        key = uuid4()
        mark = base64.urlsafe_b64encode(key.bytes).decode().rstrip("=")
        first = sms(f"Help 43.95,116.1 ±20m #{mark}", id="a1")
        pressed = press(key=key, text="Help")
        assert (pressed.alert.id, pressed.first) == (first.alert.id, False)
        assert sms(f"Help 43.95,116.1 ±20m #{mark}", id="a1").alert.id == first.alert.id
        assert sms(f"Help 43.96,116.1 #{mark}", id="a2", sender="+8613900139000", at=60).alert.id == first.alert.id
        assert "#" not in again(first.alert).text

    def test_an_sms_after_its_press_is_added_to_the_press(self) -> None:
        alert = press(key=(key := uuid4())).alert
        mark = base64.urlsafe_b64encode(key.bytes).decode().rstrip("=")
        assert sms(f"Help 43.95,116.1 #{mark}").alert.id == alert.id
        assert again(alert).lat == 43.95

    def test_a_verified_phones_number_tells_the_name_but_vouches_for_nothing(self) -> None:
        make_phone(status=DeviceStatus.VERIFIED, name="Oyuna", phone="138 0013 8000", language="mn-Mong")
        alert = sms("43.95,116.1").alert
        assert (alert.caller_name, alert.language, alert.verified, alert.device) == ("Oyuna", "mn-Mong", False, None)

    def test_an_sms_from_a_verified_phone_joins_its_open_press(self) -> None:
        phone = make_phone(status=DeviceStatus.VERIFIED, phone="13800138000")
        alert = press(by=phone.actor()).alert
        assert sms().alert.id == alert.id

    def test_a_number_somebody_only_claims_does_not_reach_into_their_alert(self) -> None:
        alert = press(by=make_phone(phone="13800138000").actor()).alert
        assert sms().alert.id != alert.id

    def test_an_empty_sms_is_still_a_call(self) -> None:
        assert sms("").opened
        sms("", at=5)
        assert Chat.objects.get().text == "(empty SMS)"

    def test_a_long_number_free_sender_is_no_reason_to_fail(self) -> None:
        assert sms(sender="CMCC").opened
        assert sms(sender="CMCC").opened

    def test_the_dispatchers_words_wait_for_the_worker_and_the_callers_own_do_not(self) -> None:
        alert = sms().alert
        caller = Actor(Role.CALLER, holds=frozenset({alert.id}))
        for who, waits in ((caller, False), (actor("saran"), True)):
            do(send_chat, alert=alert.id, key=uuid4(), text="Where?", actor=who, at=NOON)
            assert (alert.entries.order_by("-id")[0].handled_at is None) == waits

    @settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(text=st.text(max_size=200), sender=st.text(min_size=1, max_size=40).filter(lambda each: each.strip()))
    def test_no_words_and_no_sender_are_too_strange(self, text: str, sender: str) -> None:
        body = SmsBody.model_validate({"id": uuid4().hex, "from": sender, "text": text.replace("\x00", "")})
        assert do(receive_sms, sms=body, at=NOON).alert.pk


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Help", Language.ENGLISH),
        ("救命 help", Language.CHINESE),
        ("Туслаарай", Language.MONGOLIAN_CYRILLIC),
        ("ᠲᠤᠰᠠᠯᠠᠮᠵᠢ", Language.MONGOLIAN_SCRIPT),
        ("43.95,116.1", None),
        ("https://maps.example.org/?q=43.95,116.1", None),
        ("", None),
    ],
)
def test_the_language_is_told_by_the_script(text: str, language: Language | None) -> None:
    assert language_of(text) == language


def test_two_spellings_of_a_number_agree() -> None:
    assert {number_of(each) for each in ("+8613800138000", "138-0013-8000", "0086 138 0013 8000")} == {"13800138000"}
    assert number_of("+97699112233") == "97699112233"


def test_a_mark_that_is_no_key_stays_in_the_words() -> None:
    assert read_sms("track #12 and #AAAAAAAAAAAAAAAAAAAAAAAAAA").key is None
