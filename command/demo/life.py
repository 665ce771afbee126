"""A day in the banner: responders move, answer, drive, arrive and finish, through the same doors as real ones.

What they notice (an offer, a closed alert) is read from the database in one query for all, where a hundred phones
would each hold a socket; all they do goes through HTTP.
"""

import random
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from uuid import UUID

from command.demo.calls import Callers, Say
from command.demo.doors import Answer, Doors, Tokens
from command.demo.movement import Mover, jitter
from command.demo.people import NAMED_UNITS, units
from command.models import Dispatch, Position, Responder
from command.models.dispatch import ACTIVE
from geo.point import Point
from people.models import User
from wire.clock import now
from wire.words import DispatchStatus, ResponderKind, TravelMode

TICK = 1.0
LOOK_EVERY = 2.0
ROLL_EVERY = 15.0
REPORT_EVERY = 12.0
REPORT_EVERY_ON_TASK = 4.0
STILL_EVERY = 60.0
DECLINES = {ResponderKind.CIVILIAN: 0.3, ResponderKind.PARTY: 0.05}
"""Volunteers are asked, not ordered; the others refuse hardly ever."""
PATIENCE: dict[str, tuple[float, float]] = {
    DispatchStatus.OFFERED: (3, 25),
    DispatchStatus.ACCEPTED: (5, 30),
    DispatchStatus.ON_SCENE: (60, 240),
}
"""Seconds somebody takes, at least and at most, before the next act."""
REPORTS = ("已处理，人员平安", "Тусалсан, бүгд эсэн мэнд", "车已拖出", "已调解", "Helped, everybody is safe.")
NAMED = frozenset(unit.username for unit in NAMED_UNITS)


@dataclass
class Actor:
    """Somebody of the demo who is on duty. `acted` is the (dispatch, status) they have dealt with."""

    number: int
    user: int
    kind: ResponderKind
    mover: Mover
    report_due: float
    task: tuple[UUID, str] | None = None
    act_due: float = 0.0
    acted: tuple[UUID, str] | None = field(default=None)


def on_duty(*, with_named: bool) -> list[Responder]:
    names = {unit.username for unit in units()} - (frozenset() if with_named else NAMED)
    rows = Responder.objects.filter(
        user__username__in=names, active=True, shifts__ended_at__isnull=True, shifts__isnull=False
    )
    return list(rows.select_related("user", "position").order_by("pk").distinct())


def _position(spot: Point, *, accuracy: float, **more: Any) -> dict[str, Any]:
    return {"lat": round(spot.lat, 7), "lon": round(spot.lon, 7), "accuracy": accuracy, **more}


class Life:
    """One loop, a tick a second. The three of name are left to whoever has logged in as them."""

    def __init__(self, doors: Doors, tokens: Tokens, *, per_hour: float, seed: int, pace: float, say: Say) -> None:
        self._doors, self._tokens, self._say = doors, tokens, say
        self._chance = random.Random(seed)  # noqa: S311  a demo's dice
        self._pace = pace
        self._callers = Callers(doors, per_hour=per_hour, chance=random.Random(seed + 1), say=say)  # noqa: S311
        self._people: dict[int, Actor] = {}
        self._homes = {unit.username: unit for unit in units()}
        self._roll_due = self._look_due = 0.0

    def run(self, *, seconds: float | None) -> None:
        began = time.monotonic()
        clock = 0.0
        while seconds is None or clock < seconds:
            self.step(clock)
            clock += TICK
            time.sleep(max(0.0, began + clock - time.monotonic()))

    def step(self, clock: float) -> None:
        """One tick of the loop's clock, in seconds from its start."""
        if clock >= self._roll_due:
            self._roll_due = clock + ROLL_EVERY
            self._call_roll(clock)
        if clock >= self._look_due:
            self._look_due = clock + LOOK_EVERY
            self._look(clock)
        for each in self._people.values():
            each.mover.step(TICK, chance=self._chance, pace=self._pace)
            self._act(each, clock)
            self._report(each, clock)
        self._callers.step(clock, at=now())

    def _call_roll(self, clock: float) -> None:
        rows = on_duty(with_named=False)
        self._tokens.make(row.user for row in rows if row.user is not None)
        known = self._people
        self._people = {row.pk: known.get(row.pk) or self._enter(row, clock) for row in rows}

    def _enter(self, row: Responder, clock: float) -> Actor:
        user: User = row.user  # type: ignore[assignment]  # `on_duty` asks by the account's name
        home = self._homes[user.username].spot
        spot = Point(row.position.lat, row.position.lon) if hasattr(row, "position") else home
        mover = Mover(home, spot, TravelMode(row.mode), rest=self._chance.uniform(0, 120))
        # Staggered, so that the reports of a hundred do not come in one second.
        due = clock + self._chance.uniform(0, REPORT_EVERY)
        return Actor(row.pk, user.pk, ResponderKind(row.kind), mover, due)

    def _look(self, clock: float) -> None:
        """Who has what to do now, and where."""
        rows = Dispatch.objects.filter(status__in=ACTIVE, responder__in=self._people).order_by("offered_at")
        first: dict[int, Dispatch] = {}
        for row in rows.select_related("alert"):
            # A task in hand comes before an offer.
            if row.responder_id not in first or first[row.responder_id].status == DispatchStatus.OFFERED:
                first[row.responder_id] = row
        for number, each in self._people.items():
            self._take(each, first.get(number), clock)

    def _take(self, each: Actor, row: Dispatch | None, clock: float) -> None:
        task = (row.pk, row.status) if row is not None else None
        if task != each.task:
            each.task = task
            low, high = PATIENCE.get(task[1], (0.0, 0.0)) if task else (0.0, 0.0)
            each.act_due = clock + self._chance.uniform(low, high) / self._pace
        goes = row is not None and row.status in (DispatchStatus.EN_ROUTE, DispatchStatus.ON_SCENE)
        has_place = row is not None and row.alert.lat is not None and row.alert.lon is not None
        each.mover.errand = Point(row.alert.lat, row.alert.lon) if goes and has_place else None  # type: ignore[union-attr, arg-type]

    def _act(self, each: Actor, clock: float) -> None:
        if each.task is None or each.task == each.acted or clock < each.act_due:
            return
        dispatch, status = each.task
        if status == DispatchStatus.EN_ROUTE and each.mover.errand is not None and not each.mover.has_arrived:
            return
        each.acted = each.task
        noun, body = self._next_act(each, status)

        def settle(answer: Answer) -> None:
            # The server was away: try again. A refusal (409) means somebody was faster.
            if answer.status in (0, 401, 429, 500, 503):
                each.acted = None

        path = f"/api/dispatches/{dispatch}/{noun}"
        self._doors.post(path, body, authorization=self._tokens.header(each.user), then=settle)

    def _next_act(self, each: Actor, status: str) -> tuple[str, dict[str, Any]]:
        if status == DispatchStatus.OFFERED:
            declines = self._chance.random() < DECLINES.get(each.kind, 0.02)
            return ("refusal", {"reason": "too_far"}) if declines else ("acceptance", {})
        if status == DispatchStatus.ACCEPTED:
            return "departure", {}
        if status == DispatchStatus.EN_ROUTE:
            return "arrival", {}
        return "clearance", {"report": self._chance.choice(REPORTS)}

    def _report(self, each: Actor, clock: float) -> None:
        if clock < each.report_due:
            return
        each.report_due = clock + (REPORT_EVERY_ON_TASK if each.mover.errand else REPORT_EVERY)
        seen = jitter(each.mover.spot, metres=6, chance=self._chance)
        body = _position(
            seen, accuracy=12.0, speed=round(each.mover.speed, 1), heading=round(each.mover.heading % 360, 1)
        )
        self._doors.post("/api/positions", body, authorization=self._tokens.header(each.user))


def keep_still(doors: Doors, tokens: Tokens, *, seconds: float | None, pause: Callable[[float], None]) -> None:
    """Nobody moves, nobody falls silent: whoever was not heard for a minute reports from where they are."""
    left = seconds
    while left is None or left > 0:
        _report_all(doors, tokens, on_duty(with_named=True))
        span = STILL_EVERY if left is None else min(STILL_EVERY, left)
        pause(span)
        left = None if left is None else left - span


def _report_all(doors: Doors, tokens: Tokens, rows: Iterable[Responder]) -> None:
    limit = now() - timedelta(seconds=STILL_EVERY - 10)
    quiet = [row for row in rows if hasattr(row, "position") and row.position.at < limit]
    tokens.make(row.user for row in quiet if row.user is not None)
    for row in quiet:
        place: Position = row.position
        body = _position(Point(place.lat, place.lon), accuracy=place.accuracy)
        doors.post("/api/positions", body, authorization=tokens.header(row.user_id or 0))
