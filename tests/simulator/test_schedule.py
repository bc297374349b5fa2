from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.simulator.schedule import at_once, at_rate, replay
from tests.simulator.helpers import a_timed_fix, timestamps

START = 1_705_500_000.0
times = st.lists(st.integers(0, 100_000), min_size=1, max_size=50).map(sorted)


class FixedClock:
    """Does not advance."""

    def now(self) -> float:
        return START

    def monotonic(self) -> float:
        return 0.0


@given(at=times, speed_up=st.floats(0.1, 1000))
def test_a_replay_keeps_the_order_and_divides_every_gap_by_the_speed_up(at: list[int], speed_up: float) -> None:
    reports = list(replay([a_timed_fix(float(at_s)) for at_s in at], start=START, speed_up=speed_up))
    assert len(reports) == len(at)
    for (earlier, sent), (later, sent_next) in pairwise(zip(at, reports, strict=True)):
        assert sent_next.due_s - sent.due_s == pytest.approx((later - earlier) / speed_up, abs=1e-6)


@given(at=times, speed_up=st.floats(0.1, 1000))
def test_a_replayed_fix_carries_the_moment_it_is_sent(at: list[int], speed_up: float) -> None:
    reports = list(replay([a_timed_fix(float(at_s)) for at_s in at], start=START, speed_up=speed_up))
    for report, timestamp in zip(reports, timestamps(reports), strict=True):
        assert timestamp == pytest.approx(START + report.due_s, abs=2e-6)


def test_a_rate_spaces_reports_evenly_regardless_of_the_recording() -> None:
    reports = list(at_rate([a_timed_fix(at_s) for at_s in (0, 0, 500)], start=START, rate_per_s=4))
    assert [report.due_s for report in reports] == [0, 0.25, 0.5]
    assert timestamps(reports) == [START, START + 0.25, START + 0.5]


def test_reports_sent_at_once_carry_distinct_moments_even_if_the_clock_stops() -> None:
    reports = list(at_once([a_timed_fix() for _ in range(1000)], clock=FixedClock()))
    moments = timestamps(reports)
    assert {report.due_s for report in reports} == {0.0}
    assert all(before < after for before, after in pairwise(moments))
    assert moments[0] == START
    assert moments[-1] < START + 0.01
