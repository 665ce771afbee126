"""How somebody moves over the steppe: to where they are sent, else about their own ground. Pure."""

import random
from dataclasses import dataclass, field
from math import cos, radians

from command.demo.geography import near
from geo.point import Point, bearing, distance
from wire.words import TravelMode

KMH = 1 / 3.6
SPEEDS = {
    TravelMode.CAR: 45 * KMH,
    TravelMode.MOTORBIKE: 38 * KMH,
    TravelMode.HORSE: 12 * KMH,
    TravelMode.FOOT: 4.5 * KMH,
    TravelMode.PLOUGH: 25 * KMH,
    TravelMode.HELICOPTER: 180 * KMH,
}
"""Metres a second, on tracks and by day."""
METRES_PER_DEGREE = 111_195.0
THERE = 40.0
"""Metres at which somebody has arrived."""


@dataclass
class Mover:
    """`errand` is where duty sends them; without one they rest a while, then go somewhere near `home`."""

    home: Point
    spot: Point
    mode: TravelMode
    errand: Point | None = None
    aim: Point | None = None
    rest: float = 0.0
    speed: float = field(default=0.0, init=False)
    heading: float = field(default=0.0, init=False)

    @property
    def has_arrived(self) -> bool:
        return self.errand is not None and distance(self.spot, to=self.errand) <= THERE

    def step(self, seconds: float, *, chance: random.Random, pace: float = 1.0) -> None:
        """Move on by so many seconds; `pace` hurries everybody."""
        goal = self.errand or self._aim(seconds, chance)
        self.speed = 0.0
        if goal is None:
            return
        left = distance(self.spot, to=goal)
        if left <= THERE / 2:
            self.aim = None
            self.rest = chance.uniform(60, 600)
            return
        speed = SPEEDS[self.mode] * chance.uniform(0.7, 1.1) * pace
        self.speed, self.heading = speed / pace, bearing(self.spot, to=goal)
        self.spot = toward(self.spot, goal, share=min(1.0, speed * seconds / left))

    def _aim(self, seconds: float, chance: random.Random) -> Point | None:
        if self.aim is None:
            self.rest -= seconds
            if self.rest > 0:
                return None
            self.aim = near(self.home, chance=chance, spread=0.05)
        return self.aim


def toward(start: Point, goal: Point, *, share: float) -> Point:
    """The place that share of the straight way on; on a map of this size a straight line in degrees will do."""
    return Point(start.lat + (goal.lat - start.lat) * share, start.lon + (goal.lon - start.lon) * share)


def jitter(spot: Point, *, metres: float, chance: random.Random) -> Point:
    """What a receiver says who stands there."""
    north, east = chance.gauss(0, metres / 2), chance.gauss(0, metres / 2)
    lon = spot.lon + east / (METRES_PER_DEGREE * cos(radians(spot.lat)))
    return Point(spot.lat + north / METRES_PER_DEGREE, lon)
