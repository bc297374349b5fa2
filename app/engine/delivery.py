"""Hands Kafka's records to the agent many at a time, and keeps account of how far a partition is processed.

Faust takes some 50 µs to bring a message to an agent and to acknowledge it, whatever the message holds. Here a message is
a group of records that one fetch brought, so the price is paid once for hundreds of small envelopes.
"""

from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from typing import Any, NamedTuple

from faust.types import TP
from faust.types.tuples import ConsumerMessage

GROUP_BYTES = 64 << 10
"""A group is full at this size: a few milliseconds of the agent's work, after which others get their turn."""
GROUP_OVERHEAD_BYTES = 4 << 10
"""What a group counts beside its records, so that many small groups are bounded too."""


class ConsumedRecord(NamedTuple):
    """A record of an agent's input."""

    offset: int
    time_s: float
    """Kafka's time of it, Unix seconds."""
    value: bytes | None
    key: bytes | None = None
    headers: tuple[tuple[str, bytes], ...] = ()


class DeliveryError(Exception):
    """A group was lost on its way to the agent; nothing more may be committed, and the process must start over."""


class Run:
    """One partition's records from a seek to the next: what was delivered, what is processed, what waits in between."""

    __slots__ = ("_delivered", "_on_processed", "_processed", "is_broken", "waiting_bytes")

    def __init__(self, on_processed: Callable[[], None]) -> None:
        self._on_processed = on_processed
        self._delivered: int | None = None
        self._processed: int | None = None
        self.is_broken = False
        """Whether a group between others never came through to the agent."""
        self.waiting_bytes = 0

    def deliver(self, last_offset: int, size_bytes: int) -> int | None:
        """Take note of a group up to `last_offset`; return the offset that the group follows, None for the first."""
        follows, self._delivered = self._delivered, last_offset
        self.waiting_bytes += size_bytes
        return follows

    def process(self, follows: int | None, last_offset: int, size_bytes: int) -> None:
        """Take note that the agent is through with the group that follows `follows`."""
        if follows != self._processed:
            self.is_broken = True
        self._processed = last_offset
        self.waiting_bytes -= size_bytes
        self._on_processed()

    @property
    def next_offset(self) -> int | None:
        """Return the offset up to which all is processed, as Kafka wants it committed; None before the first group."""
        return None if self._processed is None else self._processed + 1


class GroupMessage(ConsumerMessage):
    """A message to Faust, some records of one partition to the agent; its offset is that of the last of them."""

    __slots__ = ("_follows", "_is_acked", "_run", "_size_bytes")

    def __init__(self, tp: TP, records: Sequence[Any], run: Run, generation_id: int) -> None:
        """Make a group of aiokafka's `records` and note its delivery in `run`."""
        last = records[-1]
        value = tuple([ConsumedRecord(r.offset, r.timestamp / 1000, r.value, r.key, r.headers) for r in records])
        super().__init__(
            tp.topic,
            tp.partition,
            last.offset,
            last.timestamp / 1000,
            last.timestamp_type,
            None,
            None,
            value,  # type: ignore[arg-type]  # what Faust only hands on
            None,
            0,
            0,
            tp,
            generation_id=generation_id,
        )
        self._run, self._size_bytes = run, GROUP_OVERHEAD_BYTES + sum(len(r.value or b"") for r in value)
        self._follows = run.deliver(last.offset, self._size_bytes)

    @property
    def acked(self) -> bool:
        """Tell whether the agent is through with it; Faust's compiled stream sets this, and calls no method."""
        return self._is_acked

    @acked.setter
    def acked(self, is_acked: bool) -> None:
        self._is_acked = is_acked
        if is_acked:
            self._run.process(self._follows, self.offset, self._size_bytes)


def split_into_groups(records: Sequence[Any]) -> Iterator[Sequence[Any]]:
    """Yield the records of a partition, in order, in groups of about GROUP_BYTES and at least one record."""
    ends, size = [0], 0
    for index, record in enumerate(records):
        size += len(record.value or b"")
        if size >= GROUP_BYTES:
            ends.append(index + 1)
            size = 0
    if ends[-1] < len(records):
        ends.append(len(records))
    for begin, end in pairwise(ends):
        yield records[begin:end]
