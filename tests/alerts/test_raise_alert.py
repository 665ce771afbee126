"""The button's verb: the same key never makes two alerts, and no press is refused for what it lacks."""

from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from alerts.actions.raise_alert import Raised, raise_alert, raise_alerts
from alerts.models import Alert, Entry, Fix
from alerts.timeline import batch
from alerts.writer import Job, commit
from tests.cast import (
    ABROAD,
    SOUTHERN,
    XILIN,
    actor,
    call_of,
    do,
    kinds,
    later,
    make_phone,
    make_type,
    press,
    press_of,
    refused,
)
from wire.words import AlertStatus, DeviceStatus, Source

pytestmark = pytest.mark.usefixtures("altan")


def test_a_press_makes_an_alert_with_its_fix_and_its_entry() -> None:
    alert = press(place=XILIN, text="In a drift").alert
    kept = Alert.objects.get(key=alert.key)
    assert (kept.id, kept.zone_id, kept.status) == (alert.id, "north", AlertStatus.RECEIVED)
    assert (kept.lat, kept.lon, kept.accuracy, kept.text) == (*XILIN, 20.0, "In a drift")
    assert list(kept.fixes.values_list("lat", "lon")) == [XILIN]
    assert kinds(kept) == ["raised"]


def test_the_same_key_again_finds_the_first_alert() -> None:
    key = uuid4()
    first, second = press(key=key, place=XILIN), press(key=key, place=XILIN, at=later(60))
    assert (first.first, second.first) == (True, False)
    assert second.alert.id == first.alert.id
    assert Alert.objects.count() == 1
    assert kinds(first.alert) == ["raised"]


def test_a_key_repeated_within_one_batch_makes_one_alert() -> None:
    one, other = press_of(place=XILIN), press_of(place=SOUTHERN)
    jobs = [Job(raise_alert, {"call": call_of(each)}) for each in (one, other, one, one)]
    commit(jobs)
    assert [job.outcome.first for job in jobs] == [True, True, False, False]
    assert jobs[0].outcome.alert.id == jobs[2].outcome.alert.id == jobs[3].outcome.alert.id
    assert (Alert.objects.count(), Fix.objects.count(), Entry.objects.count()) == (2, 2, 2)


def test_the_numbers_for_the_radio_follow_one_another_across_batches() -> None:
    first = press().alert
    jobs = [Job(raise_alert, {"call": call_of()}) for _ in range(3)]
    commit(jobs)
    assert [job.outcome.alert.serial - first.serial for job in jobs] == [1, 2, 3]
    assert first.number == "0001"


def test_other_words_under_the_same_key_are_kept_as_an_amendment_once() -> None:
    key = uuid4()
    alert = press(key=key, text="Help").alert
    press(key=key, text="Help, my leg")
    press(key=key, text="Help, my leg")
    press(key=key, text="Help")
    assert kinds(alert) == ["raised", "amended"]
    assert alert.entries.get(kind="amended").facts["press"] == {"text": "Help, my leg"}
    assert Alert.objects.get().text == "Help"


def test_an_amendment_repeated_within_one_batch_is_kept_once() -> None:
    key = uuid4()
    texts = ("Help", "My leg", "My leg", "Snow")
    commit([Job(raise_alert, {"call": call_of(press_of(key=key, text=text))}) for text in texts])
    assert kinds(Alert.objects.get()) == ["raised", "amended", "amended"]


def test_an_unknown_kind_of_help_is_no_reason_to_refuse() -> None:
    alert = press(alert_type="nonsense").alert
    assert (alert.alert_type_id, alert.level) == (None, 1)


def test_the_kind_of_help_sets_the_level() -> None:
    make_type("lost_livestock", level=3)
    assert press(alert_type="lost_livestock").alert.level == 3


def test_an_alert_without_a_place_goes_to_the_zone_on_call() -> None:
    assert press().alert.zone_id == "north"


def test_an_alert_from_outside_every_zone_goes_to_the_zone_on_call() -> None:
    assert press(place=ABROAD).alert.zone_id == "north"


def test_an_alert_without_a_place_goes_to_the_home_of_a_known_phone() -> None:
    phone = make_phone(zone_id="south")
    assert press(by=phone.actor()).alert.zone_id == "south"


def test_a_place_counts_for_more_than_the_phones_home() -> None:
    phone = make_phone(zone_id="south")
    assert press(by=phone.actor(), place=XILIN).alert.zone_id == "north"


@pytest.mark.parametrize(("status", "verified"), [(DeviceStatus.VERIFIED, True), (DeviceStatus.UNVERIFIED, False)])
def test_only_a_phone_an_officer_saw_is_verified(status: DeviceStatus, verified: bool) -> None:
    assert press(by=make_phone(status=status).actor()).alert.verified is verified


def test_a_report_entered_at_the_desk_is_vouched_for() -> None:
    call = call_of(by=actor("saran"), source=Source.PHONE, caller_name="Oyuna", level=2)
    alert = do(raise_alert, call=call).alert
    assert (alert.verified, alert.source, alert.caller_name, alert.level) == (True, "phone", "Oyuna", 2)


def test_the_skew_of_the_phones_clock_is_on_record() -> None:
    alert = press(pressed_at=later(-90)).alert
    assert alert.entries.get().facts == {"source": "web", "skew_seconds": 90.0}
    assert alert.received_at == later(0)


def test_an_auditor_raises_nothing() -> None:
    with refused("no_right"):
        press(by=actor("audra"))
    assert Alert.objects.count() == 0


def test_a_refused_neighbour_in_the_batch_harms_nobody() -> None:
    jobs = [Job(raise_alert, {"call": call_of(by=each)}) for each in (actor("audra"), make_phone().actor())]
    commit(jobs)
    assert jobs[0].failed is not None
    assert isinstance(jobs[1].outcome, Raised)
    assert Alert.objects.count() == 1


KEYS = [uuid4() for _ in range(5)]


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(batches=st.lists(st.lists(st.sampled_from(KEYS), min_size=1, max_size=12), min_size=1, max_size=4))
def test_any_batches_of_any_repeats_make_one_alert_for_each_key(batches: list[list]) -> None:
    told: dict = {}
    Entry.objects.all().delete()
    Fix.objects.all().delete()
    Alert.objects.all().delete()
    for keys in batches:
        with batch():
            results = raise_alerts([{"call": call_of(press_of(key=key, place=XILIN))} for key in keys])
        for key, result in zip(keys, results, strict=True):
            assert isinstance(result, Raised)
            assert told.setdefault(key, result.alert.id) == result.alert.id
    assert dict(Alert.objects.values_list("key", "id")) == told
    assert Entry.objects.filter(kind="raised").count() == Fix.objects.count() == len(told)
