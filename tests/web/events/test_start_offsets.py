"""Where the reader of events begins."""

from app.kafka.topic_reader import LogState
from web.events.event_feed import start_offsets
from web.events.held_event import LEAST_EVENT_BYTES


def test_a_long_topic_is_read_only_as_far_back_as_fits() -> None:
    state = LogState((0, 10, 1_000_000), (50_000_000, 20, 1_000_002))
    assert start_offsets(state, 300 * LEAST_EVENT_BYTES) == (49_999_900, 10, 1_000_000)
