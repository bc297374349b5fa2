"""A fake Kafka consumer: it holds the records of one topic, and fails on request."""

import asyncio
from collections.abc import Callable, Iterable, Sequence
from typing import Any, NamedTuple, cast

from aiokafka import AIOKafkaConsumer, TopicPartition

from app.kafka.fetched_batches import FetchedBatch
from app.kafka.topic_reader import TopicReader
from app.settings import Settings

IDLE_S = 0.01
"""The time of an answer without records."""


class Record(NamedTuple):
    """A record as aiokafka's parser gives it."""

    offset: int
    key: bytes | None
    value: bytes | None


class Packed:
    """Records that Kafka stores together."""

    def __init__(self, records: Sequence[Record]) -> None:
        self._records = records
        self.next_offset = records[-1].offset + 1

    def __iter__(self) -> Any:
        return iter(self._records)


class FakeTopic:
    """One topic of one partition with faults: `fail("getmany", error)` raises once, at the next call."""

    def __init__(self) -> None:
        self.records: list[Record] = []
        self.first_offset = 0
        self.connects = self.closes = 0
        self.is_away = False
        self._failures: dict[str, list[BaseException]] = {}

    def write(self, key: bytes | None, value: bytes | None) -> int:
        """Append a record and return its offset."""
        self.records.append(Record(len(self.records), key, value))
        return len(self.records) - 1

    def fail(self, method: str, error: BaseException, times: int = 1) -> None:
        """Let the next calls of a consumer's method fail."""
        self._failures[method] = [error] * times

    def check(self, method: str) -> None:
        """Raise the error that the test set for this method."""
        if self._failures.get(method):
            raise self._failures[method].pop()
        if self.is_away and method == "start":
            raise ConnectionRefusedError("no broker")

    def connect(self, settings: Settings, fetch_bytes: int) -> TopicReader:
        """Return a reader of this topic."""
        make = cast("Callable[..., AIOKafkaConsumer]", lambda **_: FakeConsumer(self))
        return TopicReader(settings, "topic", 1, fetch_bytes, make)


class FakeConsumer:
    """One connection."""

    def __init__(self, topic: FakeTopic) -> None:
        self._topic, self._at, self._polls = topic, 0, 0
        self._assigned: set[TopicPartition] = set()
        self._fetcher, self._client = Anything(), Anything()

    async def start(self) -> None:
        """Connect."""
        self._topic.connects += 1
        self._topic.check("start")

    async def stop(self) -> None:
        """Disconnect."""
        self._topic.closes += 1
        self._topic.check("stop")

    async def beginning_offsets(self, partitions: Iterable[TopicPartition]) -> dict[TopicPartition, int]:
        """Return the first offsets."""
        self._topic.check("beginning_offsets")
        return dict.fromkeys(partitions, self._topic.first_offset)

    async def end_offsets(self, partitions: Iterable[TopicPartition]) -> dict[TopicPartition, int]:
        """Return the end offsets."""
        return dict.fromkeys(partitions, len(self._topic.records))

    def assignment(self) -> set[TopicPartition]:
        """Return the assigned partitions."""
        return self._assigned

    def assign(self, partitions: Iterable[TopicPartition]) -> None:
        """Take partitions."""
        self._assigned = set(partitions)

    def seek(self, _partition: TopicPartition, offset: int) -> None:
        """Go to an offset."""
        self._at = offset

    async def position(self, _partition: TopicPartition) -> int:
        """Return the next offset."""
        return self._at

    async def getmany(self, *_partitions: TopicPartition, **_options: int) -> dict[TopicPartition, list[FetchedBatch]]:
        """Return the unread records as one batch."""
        self._topic.check("getmany")
        found = self._topic.records[self._at :]
        if not self._topic.is_away:
            self._polls += 1
        if not found or self._topic.is_away:
            await asyncio.sleep(IDLE_S)
            return {}
        batch = FetchedBatch(self._at, Packed(found))
        self._at = batch.next_offset
        return {partition: [batch] for partition in self._assigned}

    def last_poll_timestamp(self, _partition: TopicPartition) -> int:
        """Return a number that changes with each answer."""
        return self._polls

    def highwater(self, _partition: TopicPartition) -> int:
        """Return the end as of the last answer."""
        return len(self._topic.records)


class Anything:
    """Takes any attribute, and can be closed."""

    async def close(self) -> None:
        """Do nothing."""
