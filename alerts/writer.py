"""The one writer of a process: a thread with its own connection that runs verbs in batches and commits them together.

Group commit without a timer: it drains what is waiting, so a lone caller waits for nobody and a storm shares its
fsyncs. Answers are resolved, and screens told, only after COMMIT returned. A process that never started the thread
(a shell, a test, a one-off command) commits in the caller's own.
"""

import asyncio
import logging
import queue
import threading
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any, TypeVar

from django.db import DatabaseError, IntegrityError, connection, transaction

from alerts import changes, timeline
from wire.problems import Problem
from wire.push import Frame, Touched
from wire.reading import keep_connections

log = logging.getLogger(__name__)

Result = TypeVar("Result")
Verb = Callable[..., Any]
SetVerb = Callable[[Sequence[Mapping[str, Any]]], Sequence[Any]]
Publish = Callable[[list[Frame], list[Touched]], None]

LIMIT = 200
"""Jobs in one transaction: what keeps it under some 100 ms on a slow disk."""

TRIES = 3

SET_FORMS: dict[Verb, SetVerb] = {}


def has_set_form(verb: Verb, many: SetVerb) -> None:
    """Neighbours of `verb` in a batch go to `many` together: argument dicts in, results or Problems out, in order."""
    SET_FORMS[verb] = many


@dataclass(eq=False)
class Job:
    verb: Verb
    arguments: Mapping[str, Any]
    done: Future[Any] | asyncio.Future[Any] = field(default_factory=Future)
    loop: asyncio.AbstractEventLoop | None = None
    """Where the caller waits; None for a thread."""
    outcome: Any = None
    failed: BaseException | None = None
    answered: bool = False
    """The answer is on its way to the caller: it can no longer be changed."""

    def settle(self) -> None:
        """On the caller's loop, if that is where they wait."""
        # Who gives up between a look and an answer must not make the writer stumble: from here on they cannot.
        if self.done.done() or (isinstance(self.done, Future) and not self.done.set_running_or_notify_cancel()):
            return
        if self.failed is not None:
            self.done.set_exception(self.failed)
        else:
            self.done.set_result(self.outcome)


def settle(jobs: Sequence[Job]) -> None:
    """Answer everybody. A loop is woken once for all who wait on it: a wake-up each would hand the interpreter's
    lock to and fro a hundred times in a storm."""
    waiting: defaultdict[asyncio.AbstractEventLoop, list[Job]] = defaultdict(list)
    for job in jobs:
        job.answered = True
        if job.loop is None:
            job.settle()
        else:
            waiting[job.loop].append(job)
    for loop, theirs in waiting.items():
        # A loop that was closed has nobody left to answer.
        with suppress(RuntimeError):
            loop.call_soon_threadsafe(_settle_here, theirs)


def _settle_here(jobs: Sequence[Job]) -> None:
    for job in jobs:
        job.settle()


def _run_alone(job: Job, batch: timeline.Batch) -> None:
    """One verb in a savepoint: if it fails, it fails alone."""
    mark = batch.mark()
    job.failed = None
    try:
        with transaction.atomic():
            job.outcome = job.verb(**job.arguments)
    except DatabaseError:
        raise
    except Exception as error:
        batch.forget_since(mark)
        job.failed = error


def _run_together(jobs: Sequence[Job], batch: timeline.Batch) -> None:
    """Neighbours of one verb in its set form; one by one when that fails."""
    many = SET_FORMS.get(jobs[0].verb)
    if many is None:
        for job in jobs:
            _run_alone(job, batch)
        return
    mark = batch.mark()
    try:
        with transaction.atomic():
            results = many([job.arguments for job in jobs])
    except Exception:
        if len(jobs) == 1:
            raise
        log.exception("the set form of %s failed; going one by one", jobs[0].verb.__name__)
        batch.forget_since(mark)
        for job in jobs:
            _run_alone(job, batch)
        return
    for job, result in zip(jobs, results, strict=True):
        job.failed, job.outcome = (result, None) if isinstance(result, Problem) else (None, result)


def commit(jobs: Sequence[Job], *, tries: int = TRIES) -> timeline.Batch:
    """Run and commit these jobs as one transaction; when that fails, each in a transaction of its own.

    Afterwards each job has its outcome or failure; nothing is settled yet.
    """
    try:
        with timeline.batch() as batch:
            for _, group in groupby(jobs, key=lambda job: job.verb):
                _run_together(list(group), batch)
        return batch
    except Exception as error:
        if len(jobs) > 1:
            log.warning("a batch of %d failed (%s); repeating verb by verb", len(jobs), error)
            return _commit_singly(jobs)
        if isinstance(error, IntegrityError) and tries > 1:
            # Another process was faster with the same key: look again, and find what it made.
            return commit(jobs, tries=tries - 1)
        jobs[0].failed = _as_problem(error)
        return timeline.Batch()


def _commit_singly(jobs: Sequence[Job]) -> timeline.Batch:
    whole = timeline.Batch()
    for job in jobs:
        part = commit([job])
        whole.entries.extend(part.entries)
        whole.known.update(part.known)
    return whole


def _as_problem(error: Exception) -> Exception:
    if isinstance(error, Problem) or not isinstance(error, DatabaseError):
        return error
    log.exception("the database refused a commit", exc_info=error)
    return Problem("unavailable")


class Writer:
    """`submit` from the loop, `call` from threads; both return what the verb returned, or raise what it raised."""

    def __init__(self) -> None:
        self._jobs: queue.SimpleQueue[Job | None] = queue.SimpleQueue()
        self._thread: threading.Thread | None = None
        self.publish: Publish | None = None

    @property
    def running(self) -> bool:
        return self._thread is not None and self._thread.is_alive()

    def start(self, publish: Publish) -> None:
        """`publish` gets each commit's frames, in commit order, on the writer's thread."""
        if self.running:
            return
        self.publish = publish
        self._thread = threading.Thread(target=self._work, name="writer", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Finish what is queued, then end."""
        if self._thread is not None:
            self._jobs.put(None)
            self._thread.join(timeout=20)
            self._thread = None

    async def submit(self, verb: Callable[..., Result], **arguments: Any) -> Result:
        if not self.running:
            raise Problem("unavailable")
        loop = asyncio.get_running_loop()
        done: asyncio.Future[Result] = loop.create_future()
        self._jobs.put(Job(verb, arguments, done, loop))
        return await done

    def call(self, verb: Callable[..., Result], **arguments: Any) -> Result:
        job = Job(verb, arguments)
        if self.running and threading.current_thread() is not self._thread:
            self._jobs.put(job)
        else:
            self._finish([job], commit([job]))
        result: Result = job.done.result()
        return result

    def _work(self) -> None:
        while (first := self._jobs.get()) is not None:
            jobs, last = self._drain(first)
            keep_connections()
            try:
                self._finish(jobs, commit(jobs))
            except Exception:
                log.exception("the writer stumbled")
                _settle_all(jobs, Problem("internal"))
            if last:
                break
        connection.close()

    def _drain(self, first: Job) -> tuple[list[Job], bool]:
        jobs = [first]
        while len(jobs) < LIMIT:
            try:
                job = self._jobs.get_nowait()
            except queue.Empty:
                break
            if job is None:
                return jobs, True
            jobs.append(job)
        return jobs, False

    def _finish(self, jobs: Sequence[Job], batch: timeline.Batch) -> None:
        """Committed: answer first, then show."""
        settle(jobs)
        if self.publish is not None and batch.entries:
            self.publish(changes.frames_of(batch.entries, batch.known), changes.touched_by(batch.entries))


def _settle_all(jobs: Sequence[Job], problem: Problem) -> None:
    left = [job for job in jobs if not job.answered]
    for job in left:
        job.failed = problem
    settle(left)


writer = Writer()
