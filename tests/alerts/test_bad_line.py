"""The centre's own intake, writer and log between phones and screens on a line that loses, repeats, reorders and
crashes, by seeds. The phone's and the screen's own code is put through the same in frontend/src/herder/storm.test.ts;
here they are as small as their promises: send again until answered; a gap or a head ahead asks for the snapshot."""

import json
import os
import random
from dataclasses import dataclass, field
from uuid import UUID, uuid4

import pytest
from django.db import transaction

from alerts import changes, timeline
from alerts.actions.raise_alert import Call, raise_alert
from alerts.models import Alert, Entry
from alerts.writer import Job, commit
from people.roles import Actor, Role
from tests.cast import SOUTHERN, XILIN, later, press_of
from wire.messages.help import PressBody
from wire.push import Behind, Log

pytestmark = pytest.mark.usefixtures("altan")

SEEDS = int(os.environ.get("STORM_SEEDS", "2000"))
"""`make storm` runs more."""
ZONES = ("north", "south")


@dataclass
class Screen:
    """A desk that keeps the protocol."""

    seq: dict[str, int] = field(default_factory=dict)
    alerts: set[str] = field(default_factory=set)

    def take_snapshot(self) -> None:
        self.seq = timeline.heads(list(ZONES))
        self.alerts = {str(pk) for pk in Alert.objects.values_list("pk", flat=True)}

    def take(self, text: str) -> None:
        frame = json.loads(text)
        if frame["to"] <= self.seq[frame["zone"]]:
            return
        if frame["from"] != self.seq[frame["zone"]] + 1:
            self.take_snapshot()
            return
        self.seq[frame["zone"]] = frame["to"]
        self.alerts |= {each["alert"]["id"] for each in frame["messages"] if each["type"] == "desk.alert"}


class Centre:
    """The real intake, writer and log; `crash` forgets what only lived in memory."""

    def __init__(self) -> None:
        self.crash()

    def crash(self) -> None:
        self.log = Log()
        for zone, head in timeline.heads(list(ZONES)).items():
            self.log.zone(zone, head=head)

    def receive(self, presses: list[PressBody], *, second: float) -> dict[UUID, UUID]:
        """Commit them together; key → the alert that is acknowledged."""
        calls = [Call(id=uuid4(), press=press, actor=Actor(Role.CALLER), at=later(second)) for press in presses]
        jobs = [Job(raise_alert, {"call": call}) for call in calls]
        batch = commit(jobs)
        self.log.publish(changes.frames_of(batch.entries, batch.known), changes.touched_by(batch.entries))
        return {call.press.key: job.outcome.alert.id for call, job in zip(calls, jobs, strict=True)}


def storm(seed: int) -> None:
    chance = random.Random(seed)
    centre, screens = Centre(), [Screen(), Screen()]
    for screen in screens:
        screen.take_snapshot()
    waiting = {press.key: press for press in (_a_press(chance) for _ in range(chance.randint(3, 8)))}
    answered: dict[UUID, UUID] = {}
    for turn in range(60):
        on_the_way = [press for press in waiting.values() if chance.random() > 0.4]
        on_the_way += [press for press in on_the_way if chance.random() < 0.2]
        chance.shuffle(on_the_way)
        told = centre.receive(on_the_way, second=turn) if on_the_way else {}
        if chance.random() < 0.15:
            # Between the commit and the answer: nobody hears anything of this turn.
            centre.crash()
            told = {}
        for key, alert in told.items():
            if chance.random() > 0.3:
                assert answered.setdefault(key, alert) == alert
                waiting.pop(key, None)
        for screen in screens:
            _pump(centre, screen, chance)
        if not waiting:
            break
    for screen in screens:
        _heartbeat(centre, screen)
    _all_is_true(answered, waiting, screens)


def _a_press(chance: random.Random) -> PressBody:
    return press_of(place=chance.choice((XILIN, SOUTHERN, None)), key=UUID(int=chance.getrandbits(128)))


def _pump(centre: Centre, screen: Screen, chance: random.Random) -> None:
    for zone in ZONES:
        try:
            frames = centre.log.zone(zone).after(screen.seq.get(zone, 0))
        except Behind:
            screen.take_snapshot()
            continue
        for frame in frames:
            if chance.random() > 0.25:
                screen.take(frame.text)


def _heartbeat(centre: Centre, screen: Screen) -> None:
    if any(head > screen.seq.get(zone, 0) for zone, head in centre.log.heads(ZONES).items()):
        screen.take_snapshot()


def _all_is_true(answered: dict[UUID, UUID], waiting: dict[UUID, PressBody], screens: list[Screen]) -> None:
    assert not waiting, "60 turns are enough for every press to be answered"
    kept = dict(Alert.objects.values_list("key", "pk"))
    assert kept == answered, "every press is one alert, the one that was acknowledged"
    for zone in ZONES:
        seqs = list(Entry.objects.filter(zone=zone).order_by("seq").values_list("seq", flat=True))
        assert seqs == list(range(1, len(seqs) + 1))
    for screen in screens:
        assert screen.alerts == {str(pk) for pk in kept.values()}


def test_no_storm_loses_doubles_or_hides_an_alert() -> None:
    for seed in range(SEEDS):
        with transaction.atomic():
            storm(seed)
            # The next seed finds an empty banner.
            transaction.set_rollback(True)
