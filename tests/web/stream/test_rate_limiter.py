"""The pace of busy streams: quick while they are few, the least that was promised when they are many."""

import pytest

from app.settings import Settings
from web.stream.rate_limiter import REMEMBERED_WINDOWS, FairRate


def a_pace() -> FairRate:
    return FairRate(Settings(stream_frames_per_s=10, stream_max_frames_per_s=100, stream_shared_frames_per_s=1_000))


@pytest.mark.parametrize(
    ("busy", "interval_s"),
    [(0, 0.01), (1, 0.01), (10, 0.01), (20, 0.02), (50, 0.05), (100, 0.1), (1_000, 0.1)],
)
def test_busy_streams_share_what_the_server_gives_between_the_least_and_the_most(busy: int, interval_s: float) -> None:
    pace = a_pace()
    pace.window_at(7.05)
    pace.count(busy)
    pace.window_at(7.15)
    assert pace.interval_s == pytest.approx(interval_s)


def test_a_window_without_time_for_any_reader_does_not_quicken_the_pace() -> None:
    pace = a_pace()
    pace.window_at(7.05)
    pace.count(100)
    pace.window_at(7.05 + 0.1 * (REMEMBERED_WINDOWS - 1))
    assert pace.interval_s == pytest.approx(0.1)


def test_after_a_quiet_time_the_pace_is_the_quickest_again() -> None:
    pace = a_pace()
    pace.window_at(7.05)
    pace.count(100)
    pace.window_at(60.0)
    assert pace.interval_s == pytest.approx(0.01)


def test_without_anything_to_share_every_stream_keeps_the_least_pace() -> None:
    pace = FairRate(Settings(stream_frames_per_s=10, stream_shared_frames_per_s=0))
    pace.window_at(7.05)
    pace.window_at(7.15)
    assert pace.interval_s == pytest.approx(0.1)
