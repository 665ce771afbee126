"""The travel model."""

from itertools import product
from math import inf

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from command.allocation.facts import MODES
from command.allocation.travel import (
    GAITS,
    Conditions,
    Ground,
    Pace,
    Snow,
    speed_kmh,
    travel_seconds,
)
from wire.words import TravelMode

EVERY = [
    Conditions(night=night, snow=snow, ground=ground) for night, snow, ground in product((False, True), Snow, Ground)
]
conditions = st.sampled_from(EVERY)
metres = st.floats(0, 400_000)


def test_a_car_on_a_dry_track_worked_by_hand() -> None:
    """3 min to start, 20 km · 1.3 detour at 45 km/h = 2,080 s."""
    seconds = travel_seconds(20_000, mode=TravelMode.CAR, conditions=Conditions())
    assert seconds == pytest.approx(180 + 2_080)


def test_a_car_on_a_cleared_track_makes_twenty_an_hour() -> None:
    winter = Conditions(snow=Snow.CLEARED)
    assert speed_kmh(GAITS[TravelMode.CAR], winter) == 20
    seconds = travel_seconds(20_000, mode=TravelMode.CAR, conditions=winter)
    assert seconds == pytest.approx(180 + 4_680)


@pytest.mark.parametrize("night", [False, True])
def test_deep_snow_and_a_blizzard_on_foot_make_two_an_hour(night: bool) -> None:
    assert speed_kmh(GAITS[TravelMode.CAR], Conditions(night=night, snow=Snow.DEEP)) == 2
    assert speed_kmh(GAITS[TravelMode.FOOT], Conditions(night=night, snow=Snow.BLIZZARD)) == 2


def test_the_plough_is_first_through_deep_snow() -> None:
    deep = Conditions(snow=Snow.DEEP)
    on_the_ground = [mode for mode in MODES if mode is not TravelMode.HELICOPTER]
    times = {mode: travel_seconds(10_000, mode=mode, conditions=deep) for mode in on_the_ground}
    assert min(times, key=times.__getitem__) is TravelMode.PLOUGH


def test_nothing_flies_in_a_blizzard() -> None:
    blizzard = Conditions(snow=Snow.BLIZZARD)
    assert travel_seconds(0, mode=TravelMode.HELICOPTER, conditions=blizzard) == inf
    helicopter = np.array([MODES.index(TravelMode.HELICOPTER)])
    assert Pace.under(blizzard).seconds(np.array([0.0]), modes=helicopter).tolist() == [inf]
    assert Pace.under(blizzard).can_go.sum() == len(MODES) - 1


@given(conditions, st.sampled_from(MODES), metres, metres)
def test_who_is_farther_is_never_sooner(conditions: Conditions, mode: TravelMode, one: float, other: float) -> None:
    near, far = sorted((one, other))
    sooner = travel_seconds(near, mode=mode, conditions=conditions)
    assert sooner <= travel_seconds(far, mode=mode, conditions=conditions)


@given(conditions, st.sampled_from(MODES), metres)
def test_one_way_and_many_take_the_same_time(conditions: Conditions, mode: TravelMode, way: float) -> None:
    many = Pace.under(conditions).seconds(np.array([way]), modes=np.array([MODES.index(mode)]))
    assert many[0] == pytest.approx(travel_seconds(way, mode=mode, conditions=conditions))


@pytest.mark.parametrize("mode", MODES)
def test_night_snow_and_rough_ground_never_make_it_faster(mode: TravelMode) -> None:
    gait = GAITS[mode]
    for snow, ground in product(Snow, Ground):
        day = speed_kmh(gait, Conditions(snow=snow, ground=ground))
        assert speed_kmh(gait, Conditions(night=True, snow=snow, ground=ground)) <= day
        assert day <= speed_kmh(gait, Conditions(ground=ground))
    for snow in Snow:
        road, track, steppe = (speed_kmh(gait, Conditions(snow=snow, ground=on)) for on in Ground)
        assert road >= track >= steppe


def test_every_mode_of_the_wire_has_a_gait() -> None:
    assert set(GAITS) == set(TravelMode)
