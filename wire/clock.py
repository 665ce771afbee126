"""The process's clock: server time orders, and a jump of the wall clock must not expire everything at once."""

import time
from collections.abc import Callable
from datetime import UTC, datetime


def wall() -> datetime:
    return datetime.now(UTC)


class Steady:
    """The wall clock, but a jump of it is not followed.

    Deadlines are written and watched by this one clock, so they agree with each other whatever the wall does. It
    follows slow corrections (NTP slewing); when wall and reckoning by the monotonic clock differ by more than five
    seconds the wall has jumped, and the reckoning goes on until the wall comes back or the process is started anew
    (docs/operations.md: start after the time is set).
    """

    TOLERANCE = 5.0

    def __init__(self, *, wall: Callable[[], datetime] = wall, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._wall, self._monotonic = wall, monotonic
        self._from = wall().timestamp() - monotonic()

    def now(self) -> datetime:
        moment = self._wall()
        reckoned = self._from + self._monotonic()
        if abs(moment.timestamp() - reckoned) <= self.TOLERANCE:
            self._from = moment.timestamp() - self._monotonic()
            return moment
        return datetime.fromtimestamp(reckoned, moment.tzinfo)


now = Steady().now
