"""How long the way takes: the first travel model, until real trips teach a better one.

seconds = mobilisation + metres · detour / speed. The speed is that of the mode on the ground, less
at night, and never above what the snow allows. Sources: 20 km/h on a cleared track and about 2 km/h
in deep snow or on foot in a blizzard are real winters; the other figures are estimates to replace.
Per mode the time never falls as the distance grows: the ranking relies on it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from math import inf
from typing import Self

import numpy as np

from command.allocation.facts import MODES, Codes
from geo.ecef import Floats, Mask
from wire.words import TravelMode


class Ground(StrEnum):
    """What most of the way is."""

    ROAD = "road"
    TRACK = "track"
    STEPPE = "steppe"


class Snow(StrEnum):
    """CLEARED: snow lies, but ploughs have opened the tracks."""

    NONE = "none"
    CLEARED = "cleared"
    DEEP = "deep"
    BLIZZARD = "blizzard"


@dataclass(frozen=True, slots=True, kw_only=True)
class Conditions:
    night: bool = False
    snow: Snow = Snow.NONE
    ground: Ground = Ground.TRACK


FAIR = Conditions()
"""By day, no snow, on tracks."""


@dataclass(frozen=True, slots=True)
class Gait:
    """How a mode moves, in km/h; the three of `speeds` and `detours` are for road, track, steppe.

    `at_night` multiplies the speed; `snow_limits` are for CLEARED, DEEP, BLIZZARD; 0 = cannot go.
    """

    mobilise_seconds: float
    speeds: tuple[float, float, float]
    detours: tuple[float, float, float]
    at_night: float
    snow_limits: tuple[float, float, float]


_WHEELS = (1.4, 1.3, 1.2)
_HOOVES = (1.2, 1.15, 1.1)
_STRAIGHT = (1.0, 1.0, 1.0)
GAITS: Mapping[TravelMode, Gait] = {
    TravelMode.CAR: Gait(180, (70, 45, 25), _WHEELS, 0.75, (20, 2, 2)),
    TravelMode.MOTORBIKE: Gait(90, (60, 40, 30), _WHEELS, 0.65, (15, 2, 2)),
    TravelMode.HORSE: Gait(420, (13, 12, 11), _HOOVES, 0.7, (9, 4, 2)),
    TravelMode.FOOT: Gait(60, (5, 4.5, 4), _HOOVES, 0.8, (4, 2, 2)),
    TravelMode.PLOUGH: Gait(600, (35, 28, 15), _WHEELS, 0.8, (20, 10, 6)),
    # Flies straight over whatever lies on the ground, and not at all in a blizzard.
    TravelMode.HELICOPTER: Gait(1200, (200, 200, 200), _STRAIGHT, 0.8, (200, 200, 0)),
}


@dataclass(frozen=True, slots=True, eq=False)
class Pace:
    """Gaits under given conditions, a number per mode in the order of MODES; inf = cannot go."""

    mobilise_seconds: Floats
    seconds_per_metre: Floats

    @classmethod
    def under(cls, conditions: Conditions, *, gaits: Mapping[TravelMode, Gait] = GAITS) -> Self:
        return cls(
            np.array([gaits[mode].mobilise_seconds for mode in MODES], dtype=np.float64),
            np.array([_seconds_per_metre(gaits[mode], conditions) for mode in MODES]),
        )

    @property
    def can_go(self) -> Mask:
        """Per mode, whether it can move at all."""
        return np.isfinite(self.seconds_per_metre)

    def seconds(self, metres: Floats, *, modes: Codes) -> Floats:
        """Travel times for n distances and modes; inf for those that cannot go."""
        going = np.isfinite(self.seconds_per_metre[modes])
        slowness = np.where(going, self.seconds_per_metre[modes], 0)
        # 0 · inf is NaN, so who cannot go is left out of the product.
        return np.where(going, self.mobilise_seconds[modes] + metres * slowness, inf)


def speed_kmh(gait: Gait, conditions: Conditions) -> float:
    ground = list(Ground).index(conditions.ground)
    speed = gait.speeds[ground] * (gait.at_night if conditions.night else 1)
    if conditions.snow is Snow.NONE:
        return speed
    # The winter speeds hold by day and by night: the snow, not the dark, is the brake.
    return min(speed, gait.snow_limits[list(Snow).index(conditions.snow) - 1])


def travel_seconds(
    metres: float,
    *,
    mode: TravelMode,
    conditions: Conditions,
    gaits: Mapping[TravelMode, Gait] = GAITS,
) -> float:
    """The same for one way, straight-line metres; inf when the mode cannot go."""
    slowness = _seconds_per_metre(gaits[mode], conditions)
    return inf if slowness == inf else gaits[mode].mobilise_seconds + metres * slowness


def _seconds_per_metre(gait: Gait, conditions: Conditions) -> float:
    speed = speed_kmh(gait, conditions)
    detour = gait.detours[list(Ground).index(conditions.ground)]
    return detour * 3.6 / speed if speed > 0 else inf
