"""Groups of records on their way to the agent, and the account of what came through."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from faust.types import TP
from hypothesis import given
from hypothesis import strategies as st

from app.engine.delivery import GROUP_BYTES, GROUP_OVERHEAD_BYTES, ConsumedRecord, GroupMessage, Run, split_into_groups

PARTITION = TP("positions", 3)


class Fetched(NamedTuple):
    """What the code reads of a record of aiokafka."""

    offset: int
    value: bytes | None = b"[]"
    timestamp: int = 1_705_500_000_250
    timestamp_type: int = 1
    key: bytes | None = b"key"
    headers: tuple[tuple[str, bytes], ...] = (("id", b"1"),)


def a_group(run: Run, *offsets: int) -> GroupMessage:
    return GroupMessage(PARTITION, [Fetched(offset) for offset in offsets], run, 1)


def account(run: Run) -> tuple[int | None, int, bool]:
    """Return what may be committed, what waits, and whether a group was lost."""
    return run.next_offset, run.waiting_bytes, run.is_broken


class Progress:
    """A run, and how often it told of progress."""

    def __init__(self) -> None:
        self.told = 0
        self.run = Run(self._tell)

    def _tell(self) -> None:
        self.told += 1


def test_a_group_holds_its_records_with_place_and_time_and_counts_as_its_last() -> None:
    message = a_group(Progress().run, 7, 9)
    records: Any = message.value
    rest = (1_705_500_000.25, b"[]", b"key", (("id", b"1"),))
    assert records == (ConsumedRecord(7, *rest), ConsumedRecord(9, *rest))
    assert (message.topic, message.partition, message.offset, message.acked) == ("positions", 3, 9, False)


def test_what_the_agent_is_through_with_may_be_committed_and_makes_room() -> None:
    progress = Progress()
    first, second = a_group(progress.run, 7, 9), a_group(progress.run, 10)
    assert progress.run.next_offset is None
    assert progress.run.waiting_bytes == 2 * GROUP_OVERHEAD_BYTES + 6
    first.acked = True
    assert (account(progress.run), progress.told) == ((10, GROUP_OVERHEAD_BYTES + 2, False), 1)
    second.acked = True
    assert account(progress.run) == (11, 0, False)


def test_a_group_that_never_came_through_breaks_the_run() -> None:
    progress = Progress()
    _lost, later = a_group(progress.run, 7), a_group(progress.run, 8)
    later.acked = True
    assert progress.run.is_broken


def test_an_ack_of_an_earlier_run_says_nothing_about_the_present_one() -> None:
    before, now = Progress(), Progress()
    late = a_group(before.run, 500)
    a_group(now.run, 300).acked = True
    late.acked = True
    assert now.run.next_offset == 301


@given(sizes=st.lists(st.integers(0, 2 * GROUP_BYTES), max_size=50))
def test_groups_keep_every_record_in_order_and_end_when_they_are_full(sizes: Sequence[int]) -> None:
    records = [Fetched(offset, bytes(size) if size else None) for offset, size in enumerate(sizes)]
    groups = [list(group) for group in split_into_groups(records)]
    assert [record for group in groups for record in group] == records
    for group in groups:
        *rest, _last = group
        assert sum(len(record.value or b"") for record in rest) < GROUP_BYTES
