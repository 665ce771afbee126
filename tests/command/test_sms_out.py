"""What leaves by SMS: after the commit, in the caller's language, again until the gateway takes it, and never silently
lost."""

from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import pytest

from alerts.actions.ask_place import ask_place
from alerts.actions.note_failed_sms import note_failed_sms
from alerts.actions.raise_alert import raise_alert
from alerts.actions.receive_sms import receive_sms
from alerts.actions.send_chat import send_chat
from alerts.links import token_of
from alerts.models import Alert, Entry
from command.actions.accept_dispatch import accept_dispatch
from command.actions.offer_dispatch import offer_dispatch
from command.outbox import pause, send_sms
from command.worker import SLOW, do_duties
from people.models import OutgoingSms
from people.reach.sms import NotSent, hand_over
from tests.cast import NOON, actor, call_of, do, kinds, later, make_responder, press_of
from tests.gateway import Gateway
from wire.messages.intake import SmsBody
from wire.words import Source

OYUNA = "+8613800138000"


@pytest.fixture
def gateway(altan: None, settings: Any) -> Iterator[Gateway]:
    made = Gateway()
    settings.SMS_GATEWAY_URL, settings.SMS_GATEWAY_TOKEN, settings.SMS_GATEWAY_SECONDS = made.url, "a token", 2.0
    settings.PUBLIC_URL = "https://help.example.org"
    yield made
    made.stop()


def round_at(seconds: float) -> None:
    do_duties(later(seconds))
    send_sms(later(seconds))


def came(text: str = "Тусламж") -> Alert:
    body = SmsBody.model_validate({"id": uuid4().hex, "from": OYUNA, "text": text})
    return do(receive_sms, sms=body, at=NOON).alert


def phoned() -> Alert:
    call = call_of(press_of(), by=actor("saran"), source=Source.PHONE, caller_phone=OYUNA)
    return do(raise_alert, call=call).alert


def test_who_writes_is_told_the_number_in_their_language(gateway: Gateway) -> None:
    alert = came()
    round_at(1)
    round_at(2)
    [sent] = gateway.got
    assert sent["to"] == OYUNA
    assert alert.number in sent["text"]
    assert "дугаар" in sent["text"]
    assert gateway.headers[0]["Authorization"] == "Bearer a token"
    assert gateway.headers[0]["Idempotency-Key"] == str(OutgoingSms.objects.get().pk)


def test_who_told_a_place_is_not_asked_for_it(gateway: Gateway) -> None:
    came("Help 43.95,116.1")
    came("NEW help")
    round_at(1)
    assert ["Where are you?" in each["text"] for each in gateway.got] == [False, True]


def test_nothing_is_sent_inside_the_verb_and_a_press_by_the_page_gets_no_sms(gateway: Gateway) -> None:
    came()
    do(raise_alert, call=call_of())
    assert gateway.got == []
    round_at(1)
    assert len(gateway.got) == 1


def test_the_dispatchers_words_and_who_comes_reach_the_caller(gateway: Gateway) -> None:
    alert = came("help")
    bat = make_responder("Bat", user="bat")
    do(send_chat, alert=alert.id, key=uuid4(), text="Stay in the car", actor=actor("saran"), at=NOON)
    [dispatch] = do(offer_dispatch, alert=alert.id, responders=[bat.pk], actor=actor("saran"), at=NOON)
    do(accept_dispatch, dispatch=dispatch.id, actor=actor("bat"), at=NOON)
    round_at(1)
    texts = [each["text"] for each in gateway.got if each["to"] == OYUNA]
    assert any("Stay in the car" in text for text in texts)
    assert any("Bat is coming" in text for text in texts)


def test_the_link_goes_out_whole_and_lies_nowhere(gateway: Gateway, caplog: pytest.LogCaptureFixture) -> None:
    alert = phoned()
    link = do(ask_place, alert=alert.id, actor=actor("saran"), at=NOON).link
    with caplog.at_level("DEBUG"):
        round_at(1)
    token = token_of(link.id)
    assert f"https://help.example.org/where/{token}/" in gateway.got[0]["text"]
    assert token not in str([*OutgoingSms.objects.values(), *Entry.objects.values()])
    assert token not in caplog.text


def test_without_a_gateway_the_log_is_told_and_no_token_stands_in_it(
    altan: None, settings: Any, caplog: pytest.LogCaptureFixture
) -> None:
    settings.SMS_GATEWAY_URL = ""
    link = do(ask_place, alert=phoned().id, actor=actor("saran"), at=NOON).link
    with caplog.at_level("INFO"):
        do_duties(later(1))
    assert OYUNA in caplog.text
    assert token_of(link.id) not in caplog.text
    assert not OutgoingSms.objects.exists()


def test_a_gateway_that_fails_is_asked_again_and_the_sms_is_sent_once(gateway: Gateway) -> None:
    gateway.status = 500
    came()
    round_at(0)
    gateway.status = 202
    for second in range(1, 10):
        send_sms(later(second))
    assert len(gateway.got) == 2
    row = OutgoingSms.objects.get()
    assert (row.attempts, row.due_at, row.sent_at is not None) == (2, None, True)


def test_what_cannot_be_sent_for_half_an_hour_is_given_up_and_the_desk_is_told(gateway: Gateway) -> None:
    gateway.status = 503
    alert = came()
    do_duties(NOON)
    for minute in range(0, 40):
        send_sms(later(60 * minute))
    assert kinds(alert)[-1] == "sms_failed"
    assert OutgoingSms.objects.get().due_at is None
    assert kinds(alert).count("sms_failed") == 1


def test_a_failed_sms_is_on_the_alerts_own_file(altan: None) -> None:
    alert = came()
    do(note_failed_sms, alert=alert.id, to=OYUNA, attempts=9, at=NOON)
    assert alert.entries.get(kind="sms_failed").facts == {"to": OYUNA, "attempts": 9}


def test_a_row_somebody_else_is_sending_is_left_to_them(gateway: Gateway) -> None:
    came()
    do_duties(NOON)
    OutgoingSms.objects.update(due_at=later(300))
    send_sms(later(1))
    assert gateway.got == []


def test_what_was_sent_is_forgotten_after_a_week(gateway: Gateway) -> None:
    came()
    round_at(1)
    send_sms(later(6 * 86_400))
    assert OutgoingSms.objects.count() == 1
    send_sms(later(8 * 86_400))
    assert OutgoingSms.objects.count() == 0


def test_the_pauses_grow_to_a_bound(gateway: Gateway) -> None:
    assert [pause(n, chance=1.0) for n in (0, 1, 5, 50)] == [3.0, 5.0, 65.0, 121.0]
    assert pause(50, chance=0.0) == 1.0


@pytest.mark.parametrize("url", ["ftp://127.0.0.1/", "file:///etc/passwd", "http://127.0.0.1:1/", "nonsense"])
def test_an_address_that_is_no_gateway_is_a_failure_and_no_crash(settings: Any, url: str) -> None:
    settings.SMS_GATEWAY_URL = url
    with pytest.raises(NotSent):
        hand_over(to=OYUNA, text="x", key="k")


def test_a_redirect_is_not_followed(gateway: Gateway) -> None:
    gateway.status = 302
    with pytest.raises(NotSent):
        hand_over(to=OYUNA, text="x", key="k")


def test_the_gateway_has_a_thread_of_its_own() -> None:
    assert send_sms in SLOW
