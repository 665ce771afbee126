"""The record: every zone's numbers run 1, 2, 3 … without a hole, whatever is mixed, refused or rolled back."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from alerts import timeline
from alerts.models import Alert, Entry, ZoneHead
from people.roles import SYSTEM, Actor, Role
from tests.cast import NOON, XILIN, make_phone, raised
from wire.words import EntryKind

pytestmark = pytest.mark.usefixtures("altan")


def note(alert: Alert | None, *, zone: str | None = None) -> Entry:
    return timeline.record(alert, kind=EntryKind.DETAILED, actor=SYSTEM, at=NOON, zone=zone)


def numbers(zone: str) -> list[int]:
    return list(Entry.objects.filter(zone=zone).order_by("id").values_list("seq", flat=True))


def test_to_record_outside_a_batch_is_a_mistake_of_the_programmer() -> None:
    with pytest.raises(RuntimeError, match="through the writer"):
        note(None, zone="north")


def test_a_batch_inside_a_batch_is_a_mistake_of_the_programmer() -> None:
    with timeline.batch(), pytest.raises(RuntimeError, match="open already"), timeline.batch():
        pass


def test_a_failed_batch_leaves_neither_entries_nor_numbers_behind() -> None:
    def fail() -> None:
        with timeline.batch():
            note(None, zone="north")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    with timeline.batch():
        note(None, zone="north")
    assert numbers("north") == [1]


def test_what_cannot_be_recorded_did_not_happen(monkeypatch: pytest.MonkeyPatch) -> None:
    alert = raised(place=XILIN)

    def change_unrecorded() -> None:
        with timeline.batch():
            Alert.objects.filter(pk=alert.pk).update(text="changed")
            note(alert)

    monkeypatch.setattr(timeline, "seal", lambda made: 1 // 0)
    with pytest.raises(ZeroDivisionError):
        change_unrecorded()
    assert Alert.objects.get().text == ""


def test_entries_of_two_zones_in_one_batch_are_numbered_apart() -> None:
    with timeline.batch():
        for zone in ("south", "north", "south", "south", "north"):
            note(None, zone=zone)
    assert (numbers("north"), numbers("south")) == ([1, 2], [1, 2, 3])
    assert timeline.heads(["north", "south", "altan"]) == {"north": 2, "south": 3, "altan": 0}


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    batches=st.lists(
        st.tuples(st.lists(st.sampled_from(["north", "south", "altan"]), max_size=9), st.booleans()), max_size=6
    )
)
def test_no_mixture_of_zones_and_failures_makes_a_gap(batches: list[tuple[list[str], bool]]) -> None:
    Entry.objects.all().delete()
    ZoneHead.objects.all().delete()
    written: list[str] = []
    for zones, fails in batches:
        try:
            with timeline.batch():
                for zone in zones:
                    note(None, zone=zone)
                if fails:
                    raise ZeroDivisionError
            written += zones
        except ZeroDivisionError:
            pass
    for zone in ("north", "south", "altan"):
        assert numbers(zone) == list(range(1, written.count(zone) + 1))
        assert timeline.heads([zone])[zone] == written.count(zone)


def test_forgetting_a_verb_forgets_its_entries_and_every_model_it_may_have_touched() -> None:
    alert = raised(place=XILIN)
    with timeline.batch() as batch:
        note(alert)
        mark = batch.mark()
        note(alert)
        batch.forget_since(mark)
        assert (len(batch.entries), batch.known) == (1, {})
    assert numbers("north") == [1, 2]


def test_an_entry_says_who_did_it_by_account_or_by_phone() -> None:
    phone = make_phone(name="Oyuna")
    assert timeline.author(phone.actor()) == {"role": "device", "name": "Oyuna", "id": str(phone.id)}
    assert timeline.author(Actor(Role.OFFICER, name="Bat", user=7)) == {"role": "officer", "name": "Bat", "id": "7"}
    assert timeline.author(SYSTEM) == {"role": "system", "name": "system"}


def test_only_what_needs_telling_is_left_for_the_worker() -> None:
    with timeline.batch():
        note(None, zone="north")
        timeline.record(None, kind=EntryKind.ESCALATED, actor=SYSTEM, at=NOON, zone="north", outbox=True)
    waiting = Entry.objects.filter(handled_at__isnull=True)
    assert [each.kind for each in waiting] == ["escalated"]
