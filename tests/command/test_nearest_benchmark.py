"""The figures of the nearest search stand on a comparison that is itself right."""

import pytest

from benchmarks.nearest import measure


def test_the_nearest_of_a_thousand_beat_the_loop_forty_times() -> None:
    (row,) = measure(sizes=(1_000,), rounds=3)
    assert row["responders"] == 1_000
    assert row["ratio"] == pytest.approx(row["loop_ms"] / row["ours_ms"])
    assert row["ratio"] >= row["demand"] == 40


def test_a_median_of_two_is_refused() -> None:
    with pytest.raises(ValueError, match="three"):
        measure(rounds=2)
