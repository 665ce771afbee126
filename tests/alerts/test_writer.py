"""The one writer: batches commit together, a poison verb fails alone, and nobody hears before the commit."""

import asyncio
import threading
from collections.abc import Iterator, Sequence
from concurrent.futures import Future
from typing import Any

import pytest
from django.db import IntegrityError, connection

from alerts import timeline
from alerts.actions.raise_alert import raise_alert
from alerts.models import Alert, Counter, Entry
from alerts.writer import SET_FORMS, Job, Writer, commit, has_set_form
from people.roles import SYSTEM
from tests.cast import NOON, call_of, press_of, refused
from wire.problems import Problem
from wire.push import Frame, Touched
from wire.words import EntryKind


def note(*, word: str) -> str:
    timeline.record(None, kind=EntryKind.DETAILED, actor=SYSTEM, at=NOON, zone="north", facts={"word": word})
    return word


def note_and_stumble(*, word: str) -> str:
    note(word=word)
    raise ZeroDivisionError


def change_and_stumble() -> None:
    Counter.objects.create(name="half done", value=1)
    raise ZeroDivisionError


def break_a_constraint() -> None:
    Counter.objects.create(name="twice", value=1)
    Counter.objects.bulk_create([Counter(name="twice", value=2)])


def words() -> list[str]:
    return [entry.facts["word"] for entry in Entry.objects.filter(zone="north").order_by("seq")]


def seqs() -> list[int]:
    return list(Entry.objects.filter(zone="north").order_by("seq").values_list("seq", flat=True))


@pytest.mark.usefixtures("altan")
class TestCommit:
    def test_a_poison_verb_fails_alone_and_its_entries_are_forgotten(self) -> None:
        jobs = [Job(note, {"word": "one"}), Job(note_and_stumble, {"word": "poison"}), Job(note, {"word": "two"})]
        batch = commit(jobs)
        assert [job.outcome for job in jobs] == ["one", None, "two"]
        assert isinstance(jobs[1].failed, ZeroDivisionError)
        assert (words(), seqs()) == (["one", "two"], [1, 2])
        assert [entry.facts["word"] for entry in batch.entries] == ["one", "two"]

    def test_what_a_poison_verb_had_changed_is_taken_back(self) -> None:
        jobs = [Job(note, {"word": "one"}), Job(change_and_stumble, {}), Job(note, {"word": "two"})]
        commit(jobs)
        assert words() == ["one", "two"]
        assert not Counter.objects.filter(name="half done").exists()

    def test_a_batch_that_fails_as_a_whole_is_repeated_verb_by_verb(self) -> None:
        jobs = [Job(note, {"word": "one"}), Job(break_a_constraint, {}), Job(note, {"word": "two"})]
        batch = commit(jobs)
        assert [job.outcome for job in jobs] == ["one", None, "two"]
        assert isinstance(jobs[1].failed, Problem)
        assert jobs[1].failed.code == "unavailable"
        assert (words(), seqs(), [entry.seq for entry in batch.entries]) == (["one", "two"], [1, 2], [1, 2])
        assert not Counter.objects.filter(name="twice").exists()

    def test_a_problem_raised_in_the_first_try_does_not_outlive_a_second_that_succeeds(self) -> None:
        tries: list[int] = []

        def succeeds_alone() -> str:
            tries.append(1)
            if len(tries) == 1:
                raise Problem("conflict")
            return "done"

        jobs = [Job(succeeds_alone, {}), Job(break_a_constraint, {})]
        commit(jobs)
        assert (jobs[0].failed, jobs[0].outcome) == (None, "done")

    def test_the_order_of_numbers_is_the_order_of_the_jobs(self) -> None:
        commit([Job(note, {"word": str(number)}) for number in range(20)])
        assert (words(), seqs()) == ([str(number) for number in range(20)], list(range(1, 21)))

    def test_neighbours_go_to_the_set_form_together(self) -> None:
        sizes: list[int] = []

        def note_all(calls: Sequence[Any]) -> list[str]:
            sizes.append(len(calls))
            return [note(**call) for call in calls]

        def each(*, word: str) -> str:
            raise AssertionError("the set form was there")

        has_set_form(each, note_all)
        try:
            commit([Job(each, {"word": "a"}), Job(each, {"word": "b"}), Job(note, {"word": "c"})])
        finally:
            del SET_FORMS[each]
        assert (sizes, words()) == ([2], ["a", "b", "c"])

    def test_when_the_set_form_fails_its_verbs_run_one_by_one(self, monkeypatch: pytest.MonkeyPatch) -> None:
        def fails_for_many(calls: Sequence[Any]) -> list[Any]:
            note(word="half done")
            raise IntegrityError("too many at once")

        monkeypatch.setitem(SET_FORMS, note, fails_for_many)
        jobs = [Job(note, {"word": "one"}), Job(note, {"word": "two"})]
        commit(jobs)
        assert (words(), [job.outcome for job in jobs]) == (["one", "two"], ["one", "two"])


class GivesUpMeanwhile(Future[Any]):
    """A caller who gives up in the moment between the writer's look and its answer."""

    def done(self) -> bool:
        was = super().done()
        self.cancel()
        return was


def test_a_caller_who_gives_up_in_the_very_moment_of_the_answer_makes_nobody_stumble() -> None:
    job = Job(note, {}, done=GivesUpMeanwhile(), outcome="too late")
    job.settle()
    assert job.done.cancelled()


@pytest.mark.usefixtures("altan")
class TestWithoutAThread:
    def test_a_call_commits_in_the_callers_own_thread(self) -> None:
        where: list[int] = []
        Writer().call(lambda: where.append(threading.get_ident()))
        assert where == [threading.get_ident()]

    def test_a_call_raises_what_the_verb_raised(self) -> None:
        with pytest.raises(ZeroDivisionError):
            Writer().call(note_and_stumble, word="poison")

    async def test_to_submit_without_a_writer_is_refused(self) -> None:
        with refused("unavailable"):
            await Writer().submit(note, word="lost")


Published = list[tuple[list[Frame], list[Touched]]]


class Running(Writer):
    """A writer with its thread, and what it published: with each commit, what the database held at that moment."""

    def __init__(self) -> None:
        super().__init__()
        self.published: Published = []
        self.stood: list[list[str]] = []

    def keep(self, frames: list[Frame], touched: list[Touched]) -> None:
        assert not connection.in_atomic_block
        self.stood.append(words())
        self.published.append((frames, touched))


@pytest.fixture
def running(lasting: None) -> Iterator[Running]:
    """Not the process's own writer: that one stays asleep in tests."""
    writer = Running()
    writer.start(writer.keep)
    yield writer
    writer.stop()


async def test_what_was_submitted_is_committed_answered_and_published(running: Running) -> None:
    said = await asyncio.gather(*(running.submit(note, word=str(number)) for number in range(30)))
    assert said == [str(number) for number in range(30)]
    await asyncio.to_thread(running.stop)
    frames = [frame for each, _ in running.published for frame in each]
    assert [frame.first for frame in frames] == [1, *(frame.last + 1 for frame in frames[:-1])]
    assert frames[-1].last == 30


async def test_screens_are_told_only_what_another_connection_can_read(running: Running) -> None:
    for number in range(3):
        await running.submit(note, word=str(number))
    await asyncio.to_thread(running.stop)
    assert running.stood == [["0"], ["0", "1"], ["0", "1", "2"]]


async def test_the_answer_comes_when_the_row_is_there(running: Running) -> None:
    raised = await running.submit(raise_alert, call=call_of(press_of()))
    assert await asyncio.to_thread(Alert.objects.filter(pk=raised.alert.pk).exists)


async def test_nobody_is_answered_before_the_commit(running: Running, monkeypatch: pytest.MonkeyPatch) -> None:
    gate, seal = threading.Event(), timeline.seal

    def seal_when_the_gate_opens(made: timeline.Batch) -> None:
        gate.wait(5)
        seal(made)

    monkeypatch.setattr(timeline, "seal", seal_when_the_gate_opens)
    answer = asyncio.ensure_future(running.submit(note, word="slowly"))
    answered, _ = await asyncio.wait([answer], timeout=0.1)
    gate.set()
    assert not answered
    assert await answer == "slowly"


async def test_a_commit_that_fails_is_no_answer(running: Running, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timeline, "seal", lambda made: 1 // 0)
    calls = [running.submit(note, word="lost") for _ in range(3)]
    said = await asyncio.gather(*calls, return_exceptions=True)
    assert [type(each) for each in said] == [ZeroDivisionError] * 3
    assert running.published == []


async def test_a_failure_reaches_its_caller_and_nobody_else(running: Running) -> None:
    calls = [running.submit(note, word="a"), running.submit(note_and_stumble, word="b"), running.submit(note, word="c")]
    a, b, c = await asyncio.gather(*calls, return_exceptions=True)
    assert (a, type(b), c) == ("a", ZeroDivisionError, "c")


async def test_a_caller_who_gave_up_harms_nobody(running: Running) -> None:
    gate = threading.Event()
    blocked = asyncio.ensure_future(running.submit(lambda: gate.wait(5)))
    given_up = asyncio.ensure_future(running.submit(note, word="given up"))
    patient = asyncio.ensure_future(running.submit(note, word="patient"))
    await asyncio.sleep(0)
    given_up.cancel()
    gate.set()
    assert await patient == "patient"
    assert await blocked is True


async def test_what_is_queued_when_it_stops_is_still_done(running: Running) -> None:
    waiting = [asyncio.ensure_future(running.submit(note, word=str(number))) for number in range(5)]
    await asyncio.sleep(0)
    await asyncio.to_thread(running.stop)
    assert await asyncio.gather(*waiting) == ["0", "1", "2", "3", "4"]


def test_a_thread_may_call_it_and_so_may_a_verb(running: Running) -> None:
    def within() -> str:
        return running.call(lambda: "inner") if threading.current_thread().name != "writer" else "inner"

    assert running.call(within) == "inner"
    assert running.call(note, word="from a thread") == "from a thread"
