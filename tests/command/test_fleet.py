"""The fleet in memory: the newest place of everybody wins, from whichever side it comes, and goes out once."""

import struct
from math import inf, nan
from types import TracebackType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from command.allocation.facts import FleetRow
from command.fleet import Fleet, Heard, position_frame
from wire.words import ResponderKind, TravelMode

T = 1_768_449_600.0
"""Noon, in epoch seconds."""


def row(number: int, *, at: float | None = T, lat: float | None = 44.0, zone: str = "north") -> FleetRow:
    return FleetRow(number, f"No {number}", ResponderKind.POLICE, TravelMode.CAR, zone, lat, 116.0, at)


def heard(number: int, *, lat: float = 44.5, at: float = T + 10) -> Heard:
    return Heard(number, lat, 116.5, 8.0, at)


@pytest.fixture
def fleet() -> Fleet:
    made = Fleet()
    made.load([row(1), row(2, at=None, lat=None), row(3, zone="south")], accuracy={1: 5.0})
    return made


def lat_of(fleet: Fleet, number: int) -> float:
    found = fleet.where(number)
    assert found is not None
    return found.lat


def test_a_newer_report_wins_and_an_older_one_is_ignored(fleet: Fleet) -> None:
    assert fleet.report(heard(1))
    assert fleet.report(heard(1, lat=10.0, at=T + 9))
    assert fleet.where(1) == heard(1)
    assert fleet.take_moved() == [heard(1)]


def test_the_first_report_of_somebody_without_a_place_counts(fleet: Fleet) -> None:
    assert fleet.where(2) is None
    fleet.report(heard(2))
    assert fleet.where(2) == heard(2)


def test_a_stranger_is_not_taken_in(fleet: Fleet) -> None:
    assert not fleet.report(heard(9))
    assert (fleet.take_moved(), fleet.where(9), fleet.zone_of(9), 9 in fleet) == ([], None, None, False)


def test_who_moved_is_told_once_at_the_latest_place(fleet: Fleet) -> None:
    for second in (1, 2, 3):
        fleet.report(heard(1, lat=44 + second / 10, at=T + second))
    fleet.report(heard(3))
    assert fleet.take_moved() == [heard(1, lat=44.3, at=T + 3), heard(3)]
    assert fleet.take_moved() == []


def test_what_another_process_stored_is_not_stored_again(fleet: Fleet) -> None:
    fleet.report(heard(1), stored=True)
    assert lat_of(fleet, 1) == 44.5
    assert fleet.take_moved() == []


def test_loading_from_the_database_keeps_what_was_heard_since(fleet: Fleet) -> None:
    fleet.report(heard(1))
    fleet.load([row(3), row(2, at=T + 20, lat=43.7), row(1)])
    assert (lat_of(fleet, 1), lat_of(fleet, 2), lat_of(fleet, 3)) == (44.5, 43.7, 44.0)
    assert fleet.view().position_at.tolist() == [T, T + 20, T + 10]


def test_loading_takes_what_the_database_knows_newer(fleet: Fleet) -> None:
    fleet.report(heard(1))
    fleet.load([row(1, at=T + 30, lat=43.9)])
    assert lat_of(fleet, 1) == 43.9
    assert 3 not in fleet


def test_a_change_of_duty_leaves_places_alone_and_may_bring_somebody_new(fleet: Fleet) -> None:
    fleet.report(heard(1))
    fleet.patch([row(1)._replace(on_duty=False), row(4)])
    view = fleet.view()
    assert (lat_of(fleet, 1), lat_of(fleet, 4)) == (44.5, 44.0)
    assert view.on_duty.tolist() == [False, True, True, True]


def test_the_engine_sees_each_report_at_once(fleet: Fleet) -> None:
    before = fleet.view()
    assert fleet.view() is before
    fleet.report(heard(1))
    after = fleet.view()
    assert (after.places.lat[0], before.places.lat[0], after.position_at[0]) == (44.5, 44.0, T + 10)


def test_an_empty_fleet_is_no_error() -> None:
    fleet = Fleet()
    assert fleet.view().size == 0
    assert fleet.where(1) is None


class Meddling:
    """A lock whose winner finds that another thread was in just before."""

    def __init__(self, fleet: Fleet, rows: list[FleetRow]) -> None:
        self.fleet, self.rows, self.lock = fleet, rows, fleet._lock

    def __enter__(self) -> None:
        self.fleet._lock = self.lock
        self.fleet.load(self.rows)

    def __exit__(self, kind: type | None, error: BaseException | None, trace: TracebackType | None) -> None:
        pass


def test_a_report_never_lands_on_another_responder_when_the_fleet_is_loaded_meanwhile(fleet: Fleet) -> None:
    fleet._lock = Meddling(fleet, [row(7), row(3), row(1)])  # type: ignore[assignment]
    fleet.report(heard(1))
    assert (lat_of(fleet, 1), lat_of(fleet, 3), lat_of(fleet, 7)) == (44.5, 44.0, 44.0)


def test_asking_while_the_fleet_shrinks_is_no_error(fleet: Fleet) -> None:
    fleet._lock = Meddling(fleet, [row(1)])  # type: ignore[assignment]
    assert fleet.where(3) is None


REPORTS = st.lists(
    st.tuples(st.integers(1, 4), st.integers(0, 40), st.sampled_from(["report", "stored", "load", "take"])), max_size=60
)


@given(reports=REPORTS)
def test_whatever_the_order_everybody_stands_where_they_were_last_heard(
    reports: list[tuple[int, int, str]],
) -> None:
    fleet = Fleet()
    base = [row(number, at=T) for number in (1, 2, 3, 4)]
    fleet.load(base)
    newest = dict.fromkeys((1, 2, 3, 4), 0)
    told: dict[int, int] = {}
    for number, second, what in reports:
        if what == "load":
            fleet.load(reversed(base))
        elif what == "take":
            told |= {each.responder: round(each.at - T) for each in fleet.take_moved()}
        else:
            fleet.report(heard(number, lat=40 + second / 10, at=T + second), stored=what == "stored")
            newest[number] = max(newest[number], second)
    told |= {each.responder: round(each.at - T) for each in fleet.take_moved()}
    assert {number: round(fleet.where(number).at - T) for number in newest} == newest
    assert all(second <= newest[number] for number, second in told.items())


# The frame.


def test_the_frame_is_laid_out_byte_by_byte_as_agreed() -> None:
    frame = position_frame([Heard(7, 43.95, 116.1, 8.0, T), Heard(2**32 - 1, -90.0, -180.0, 0.0, T)], at=T + 0.5)
    header = bytes([1, 1, 0, 0]) + (2).to_bytes(4, "little") + struct.pack("<d", T + 0.5)
    first = (7).to_bytes(4, "little") + struct.pack("<ii", 439_500_000, 1_161_000_000)
    second = b"\xff\xff\xff\xff" + struct.pack("<ii", -900_000_000, -1_800_000_000)
    assert frame == header + first + second
    assert len(frame) == 16 + 2 * 12


def test_an_empty_frame_is_a_header() -> None:
    assert len(position_frame([], at=T)) == 16


@given(
    places=st.lists(
        st.tuples(
            st.integers(1, 2**32 - 1),
            st.floats(-90, 90, allow_nan=False),
            st.floats(-180, 180, allow_nan=False),
        ),
        max_size=50,
    )
)
def test_every_place_survives_the_frame_to_a_centimetre(places: list[tuple[int, float, float]]) -> None:
    frame = position_frame([Heard(number, lat, lon, 1.0, T) for number, lat, lon in places], at=T)
    read = list(struct.iter_unpack("<Iii", frame[16:]))
    assert [each[0] for each in read] == [each[0] for each in places]
    for (_, lat, lon), (_, wire_lat, wire_lon) in zip(places, read, strict=True):
        assert abs(lat - wire_lat / 1e7) <= 0.51e-7
        assert abs(lon - wire_lon / 1e7) <= 0.51e-7


def test_a_place_that_is_none_is_no_place_for_the_engine(fleet: Fleet) -> None:
    for wrong in (nan, inf, 91.0):
        fleet.report(heard(1, lat=wrong, at=T + 50))
        assert not fleet.view().places.known[0]
