"""The demo's herders: when they press, what they say, and how their phones follow."""

import random
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from alerts.lifecycle import OPEN
from alerts.models import Alert
from command.demo.doors import Answer, Doors
from command.demo.geography import near
from command.demo.movement import jitter
from command.demo.people import Herder, herders
from geo.point import Point
from wire.messages.base import zulu

Say = Callable[[str], None]

HELP, QUARREL, CRIME = 0.41, 0.34, 0.25
"""Shares of a real detachment's thirteen years: help and rescue, disputes, crime."""
KINDS: tuple[tuple[float, tuple[tuple[str | None, tuple[str, ...]], ...]], ...] = (
    (
        HELP,
        (
            ("whiteout", ("白毛风，看不见路", "Цасан шуурга, зам алга")),
            ("vehicle_stuck", ("车陷进雪里", "Машин цасанд суулаа")),
            ("medical", ("老人胸口疼", "Хүүхэд халуурч байна")),
            ("lost_livestock", ("羊群走失了", "Адуу алга боллоо")),
            ("blizzard_fodder", ("草料快没了", "Өвс дуусаж байна")),
            ("grass_fire", ("看见烟了", "Утаа харагдаж байна")),
            (None, ("",)),
        ),
    ),
    (QUARREL, (("dispute", ("邻居的羊进了我家草场", "Бэлчээрийн маргаан")),)),
    (CRIME, (("theft", ("马被偷了", "Мотоцикл хулгайд алдсан")), ("strangers", ("陌生车辆", "Танихгүй хүмүүс")))),
)
MOST_OPEN = 15
"""An unattended demo does not fill the desk: with so many open alerts nobody presses."""
FIX_EVERY = 20.0
MOST_FIXES = 30
ALLOWED_AGAIN = 201


@dataclass
class Following:
    """An alert whose phone goes on reporting; accuracy gets better with each fix."""

    alert: str
    herder: Herder
    spot: Point
    due: float
    accuracy: float
    sent: int = 0
    over: bool = False


class Callers:
    """Presses as a Poisson process; time in seconds of the loop's own clock."""

    def __init__(self, doors: Doors, *, per_hour: float, chance: random.Random, say: Say) -> None:
        self._doors, self._chance, self._say = doors, chance, say
        self._rate = per_hour / 3600
        self._due = self._wait(0.0)
        self._following: list[Following] = []
        self._everybody = herders()
        self.pressed = 0

    def _wait(self, since: float) -> float:
        return since + self._chance.expovariate(self._rate) if self._rate > 0 else float("inf")

    def step(self, clock: float, *, at: datetime) -> None:
        while clock >= self._due:
            self._due = self._wait(self._due)
            if Alert.objects.filter(status__in=OPEN).count() < MOST_OPEN:
                self._press(clock, at)
        self._following = [each for each in self._following if not each.over]
        for each in self._following:
            if clock >= each.due:
                self._follow(each, clock, at)

    def _press(self, clock: float, at: datetime) -> None:
        chance, herder = self._chance, self._chance.choice(self._everybody)
        kind, text = _what(chance)
        spot = near(herder.camp.spot, chance=chance, spread=0.06)
        accuracy = chance.choice((1200.0, 300.0, 60.0, 25.0))
        body: dict[str, Any] = {
            "key": str(uuid.UUID(int=chance.getrandbits(128), version=4)),
            "pressed_at": zulu(at),
            "battery": chance.randint(8, 96),
            "language": herder.language.value,
            "fix": _fix(spot, accuracy, at, chance),
            "text": text if chance.random() < 0.7 else "",
        }
        if kind is not None:
            body["alert_type"] = kind

        def remember(answer: Answer) -> None:
            if answer.status == ALLOWED_AGAIN:
                self.pressed += 1
                self._say(f"{answer.body['number']} {kind or 'help'} from {herder.name}")
                followed = Following(answer.body["id"], herder, spot, clock + FIX_EVERY, accuracy)
                self._following.append(followed)

        self._doors.post("/api/presses", body, authorization=_credential(herder), then=remember)

    def _follow(self, each: Following, clock: float, at: datetime) -> None:
        each.due, each.sent = clock + FIX_EVERY, each.sent + 1
        each.accuracy = max(8.0, each.accuracy * 0.5)

        def settle(answer: Answer) -> None:
            # A closed alert takes no more fixes; its phone rests.
            each.over = answer.status in (403, 404, 409) or each.sent >= MOST_FIXES

        body = {"fix": _fix(each.spot, each.accuracy, at, self._chance)}
        path = f"/api/alerts/{each.alert}/fixes"
        self._doors.post(path, body, authorization=_credential(each.herder), then=settle)


def _what(chance: random.Random) -> tuple[str | None, str]:
    [group] = chance.choices([kinds for _share, kinds in KINDS], weights=[share for share, _kinds in KINDS])
    kind, texts = chance.choice(group)
    return kind, chance.choice(texts)


def _fix(spot: Point, accuracy: float, at: datetime, chance: random.Random) -> dict[str, Any]:
    seen = jitter(spot, metres=accuracy, chance=chance)
    return {"lat": seen.lat, "lon": seen.lon, "accuracy": accuracy, "at": zulu(at)}


def _credential(herder: Herder) -> str:
    return f"Device {herder.key}:{herder.secret}"
