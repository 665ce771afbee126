"""The log every screen follows: contiguous, or told to take a snapshot; never skipped ahead."""

import asyncio
from collections.abc import Iterable
from uuid import uuid4

import pytest

from wire.push import KEEP, Behind, Frame, Log, Touched, ZoneLog


def frame(first: int, last: int | None = None, *, zone: str = "north") -> Frame:
    last = last or first
    return Frame(zone=zone, first=first, last=last, text=f"{first}-{last}")


def log_of(*frames: Frame, head: int = 0) -> ZoneLog:
    log = ZoneLog("north", head=head)
    assert all(log.append(each) for each in frames)
    return log


def test_a_screen_gets_what_follows_its_own_seq() -> None:
    log = log_of(frame(1), frame(2, 4), frame(5))
    assert [each.text for each in log.after(0)] == ["1-1", "2-4", "5-5"]
    assert [each.text for each in log.after(4)] == ["5-5"]
    assert log.after(5) == []


def test_a_frame_with_a_hole_before_it_is_not_taken() -> None:
    log = log_of(frame(1))
    assert log.append(frame(3)) is False
    assert log.head == 1
    assert log.after(1) == []


def test_a_hole_that_is_filled_lets_the_log_go_on() -> None:
    log = log_of(frame(1))
    log.append(frame(3))
    assert log.append(frame(2))
    assert log.append(frame(3))
    assert [each.last for each in log.after(1)] == [2, 3]


def test_a_frame_known_already_is_taken_once() -> None:
    log = log_of(frame(1), frame(2, 3))
    assert log.append(frame(2, 3))
    assert log.append(frame(1))
    assert [each.last for each in log.after(0)] == [1, 3]


def test_a_frame_that_overlaps_the_head_is_not_taken_half() -> None:
    log = log_of(frame(1, 2))
    assert log.append(frame(2, 3)) is False
    assert log.head == 2


def test_a_screen_inside_a_frame_takes_a_snapshot() -> None:
    log = log_of(frame(1), frame(2, 4))
    for seq in (2, 3):
        with pytest.raises(Behind):
            log.after(seq)


def test_a_screen_older_than_the_log_takes_a_snapshot() -> None:
    with pytest.raises(Behind):
        log_of(frame(8), head=7).after(3)


def test_a_screen_behind_a_head_without_frames_takes_a_snapshot() -> None:
    with pytest.raises(Behind):
        log_of(head=7).after(6)


def test_a_screen_ahead_of_this_process_waits() -> None:
    assert log_of(frame(1)).after(9) == []


def test_the_log_is_bounded_and_says_so_to_who_fell_out() -> None:
    log = log_of(*(frame(seq) for seq in range(1, KEEP + 3)))
    assert len(log.frames) == KEEP
    assert len(log.after(2)) == KEEP
    with pytest.raises(Behind):
        log.after(1)


def test_publishing_rings_the_bell_of_everybody_who_waits() -> None:
    async def story() -> None:
        log = Log()
        bell = log.bell()
        waiting = [asyncio.ensure_future(log.grown()) for _ in range(3)]
        await asyncio.sleep(0)
        log.publish([frame(1)], [])
        async with asyncio.timeout(1):
            await asyncio.gather(*waiting)
        assert bell.is_set()
        assert not log.bell().is_set()

    asyncio.run(story())


def test_a_bell_taken_before_looking_misses_no_ring() -> None:
    log = Log()
    bell = log.bell()
    log.publish([frame(1)], [])
    assert bell.is_set()


def test_a_zone_first_heard_of_begins_where_its_first_frame_does() -> None:
    log = Log()
    log.publish([frame(41, 42)], [])
    assert log.heads(["north", "south"]) == {"north": 42}
    assert log.missing == set()


def test_a_hole_is_noted_for_the_reader_that_fills_it() -> None:
    log = Log()
    log.publish([frame(1), frame(1, zone="south")], [])
    log.publish([frame(3), frame(2, zone="south")], [])
    assert log.missing == {"north"}
    assert log.heads(["north", "south"]) == {"north": 1, "south": 2}


def test_zones_are_numbered_apart() -> None:
    log = Log()
    log.publish([frame(1), frame(1, zone="south"), frame(2)], [])
    assert [each.last for each in log.zone("south").after(0)] == [1]
    assert [each.last for each in log.zone("north").after(0)] == [1, 2]


def test_who_listens_for_what_was_touched_hears_it_even_beside_a_hole() -> None:
    log, heard = Log(), []

    def listen(rows: Iterable[Touched]) -> None:
        heard.extend(rows)

    log.on_touched.append(listen)
    row = Touched(alert=uuid4(), kind="raised", about="", about_id="", responder=None)
    log.publish([frame(1)], [])
    log.publish([frame(5)], [row])
    assert heard == [row]
