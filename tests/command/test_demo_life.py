import random

import pytest

from command.demo.calls import KINDS
from command.demo.movement import THERE, Mover, jitter
from geo.point import Point, distance
from tests.server import Server
from wire.words import TravelMode

HOME = Point(43.95, 116.1)
ALERT = Point(43.99, 116.1)


def test_somebody_who_is_sent_gets_there_at_their_speed() -> None:
    mover = Mover(HOME, HOME, TravelMode.CAR, errand=ALERT)
    seconds = 0
    while not mover.has_arrived and seconds < 3600:
        mover.step(10, chance=random.Random(seconds))
        seconds += 10
    metres = distance(HOME, to=ALERT)
    assert 25 < metres / seconds * 3.6 < 50
    assert distance(mover.spot, to=ALERT) <= THERE


def test_without_an_errand_somebody_stays_about_their_own_ground() -> None:
    chance = random.Random(7)
    mover = Mover(HOME, HOME, TravelMode.MOTORBIKE)
    for _ in range(2000):
        mover.step(10, chance=chance)
    assert mover.spot != HOME
    assert distance(mover.spot, to=HOME) < 40_000


def test_the_same_seed_moves_the_same_way() -> None:
    def walk(seed: int) -> Point:
        chance, mover = random.Random(seed), Mover(HOME, HOME, TravelMode.HORSE)
        for _ in range(200):
            mover.step(10, chance=chance)
        return mover.spot

    assert walk(3) == walk(3)
    assert walk(3) != walk(4)


def test_a_receiver_is_off_by_metres_not_kilometres() -> None:
    chance = random.Random(1)
    assert max(distance(HOME, to=jitter(HOME, metres=20, chance=chance)) for _ in range(200)) < 80


def test_the_mix_of_calls_is_that_of_the_field() -> None:
    assert sum(share for share, _kinds in KINDS) == pytest.approx(1)


@pytest.mark.flow
def test_the_demo_lives_through_the_doors_of_a_running_server(server: Server) -> None:
    told = server.manage(
        "demo_life", "--seconds", "8", "--alerts-per-hour", "3000", "--pace", "60", "--base-url", server.http
    )
    assert "from " in told, "nobody pressed"
    assert "201: " in told
    assert "204: " in told, "nobody reported a position"
    assert "no answer" not in told


@pytest.mark.flow
def test_standing_still_is_enough_to_stay_in_contact(own_server: Server) -> None:
    own_server.start()
    stale = "from command.models import Position; Position.objects.update(at='2026-01-01T00:00Z')"
    own_server.manage("shell", "-v0", "-c", stale)
    own_server.manage("demo_life", "--still", "--seconds", "3", "--base-url", own_server.http)
    count = "from command.models import Position; print(Position.objects.filter(at__lt='2026-02-01T00:00Z').count())"
    assert own_server.manage("shell", "-v0", "-c", count).strip() == "0"
