"""One connection to a topic: all partitions, no consumer group, whole batches as Kafka stores them."""

from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from aiokafka import AIOKafkaConsumer, TopicPartition

from app.kafka.client import close_consumer, connected_admin, start_client
from app.kafka.fetched_batches import FetchedBatch, deliver_batches
from app.settings import Settings

LONG_POLL_MS = 500
"""Kafka answers a fetch at once if there are records, else after this time; the answer shows that Kafka is alive."""
MOST_OF_PARTITION_BYTES = 1 << 20
"""Most bytes of one partition in one answer, so that no partition starves the others."""
CLOSE_S = 5.0
"""A connection that takes longer to close is left to the garbage collector."""

Batches = Sequence[tuple[int, FetchedBatch]]
"""The batches of one answer, each with its partition."""


@dataclass(frozen=True, slots=True)
class LogState:
    """The first and end offsets of a topic, by partition."""

    first_offsets: tuple[int, ...]
    end_offsets: tuple[int, ...]

    def is_read(self, next_offsets: Sequence[int]) -> bool:
        """Tell whether a reader at these offsets has reached the end."""
        return all(at >= end for at, end in zip(next_offsets, self.end_offsets, strict=True))

    def holds(self, next_offsets: Sequence[int]) -> bool:
        """Tell whether a reader at these offsets can continue."""
        ranges = zip(self.first_offsets, next_offsets, self.end_offsets, strict=True)
        return all(first <= at <= end for first, at, end in ranges)


@dataclass(slots=True)
class TopicReader:
    """Reads a topic batch by batch; every method raises aiokafka's errors if Kafka fails."""

    settings: Settings
    topic: str
    partitions: int
    fetch_bytes: int
    """Most bytes of one answer from Kafka."""
    make_consumer: Callable[..., AIOKafkaConsumer] = AIOKafkaConsumer
    _consumer: AIOKafkaConsumer | None = field(default=None, init=False)
    _topic_partitions: tuple[TopicPartition, ...] = field(default=(), init=False)

    async def open(self) -> LogState:
        """Connect and return the state of the topic; call `seek` before reading."""
        self._topic_partitions = tuple(TopicPartition(self.topic, partition) for partition in range(self.partitions))
        self._consumer = self.make_consumer(
            bootstrap_servers=self.settings.bootstrap,
            group_id=None,
            enable_auto_commit=False,
            # An offset that Kafka does not have means another topic; our code must notice that.
            auto_offset_reset="none",
            fetch_min_bytes=1,
            fetch_max_wait_ms=LONG_POLL_MS,
            fetch_max_bytes=self.fetch_bytes,
            max_partition_fetch_bytes=min(MOST_OF_PARTITION_BYTES, self.fetch_bytes),
            request_timeout_ms=self._timeout_ms,
        )
        await start_client(self._consumer)
        deliver_batches(self._consumer)
        return await self.state()

    async def state(self) -> LogState:
        """Ask Kafka for the topic's current first and end offsets."""
        first = await self._client.beginning_offsets(self._topic_partitions)
        end = await self._client.end_offsets(self._topic_partitions)
        return LogState(
            tuple(first[topic_partition] for topic_partition in self._topic_partitions),
            tuple(end[topic_partition] for topic_partition in self._topic_partitions),
        )

    async def cluster_id(self) -> str:
        """Ask Kafka for its cluster id."""
        async with connected_admin(self.settings.bootstrap, request_timeout_ms=self._timeout_ms) as admin:
            return str((await admin.describe_cluster())["cluster_id"])

    def seek(self, offsets: Sequence[int]) -> None:
        """Read all partitions from these offsets, one per partition."""
        # Together with the offsets: the client treats an assigned partition without an offset as an error.
        if not self._client.assignment():
            self._client.assign(self._topic_partitions)
        for topic_partition, offset in zip(self._topic_partitions, offsets, strict=True):
            self._client.seek(topic_partition, offset)

    async def next_record(self, partition: int) -> tuple[bytes | None, bytes | None] | None:
        """Return key and value of one partition's next record, or None if Kafka is slow; `seek` again afterwards."""
        topic_partition = self._topic_partitions[partition]
        fetched = await self._client.getmany(topic_partition, timeout_ms=self._timeout_ms, max_records=1)
        for batch in fetched.get(topic_partition, ()):
            records = batch.unpack()
            return next(zip(records.keys, records.values, strict=True), None)
        return None

    async def read(self) -> Batches:
        """Return the next batches, or none after about half a second."""
        fetched: dict[TopicPartition, list[Any]] = await self._client.getmany(timeout_ms=LONG_POLL_MS)
        return [(topic_partition.partition, batch) for topic_partition, batches in fetched.items() for batch in batches]

    async def between(self, partition: int, begin: int, end: int) -> AsyncIterator[FetchedBatch]:
        """Yield the batches of one partition from `begin` on, to the batch that passes `end`; then `seek` again."""
        topic_partition, client = self._topic_partitions[partition], self._client
        client.assign([topic_partition])
        client.seek(topic_partition, begin)
        while await client.position(topic_partition) < end:  # also past records that compaction removed
            for batch in (await client.getmany(topic_partition, timeout_ms=LONG_POLL_MS)).get(topic_partition, ()):
                yield batch

    async def positions(self) -> tuple[int, ...]:
        """Return the next offset of each partition, also after records that readers never see, such as markers."""
        return tuple([await self._client.position(topic_partition) for topic_partition in self._topic_partitions])

    @property
    def answered_at_ms(self) -> int:
        """Return the oldest of the partitions' last answers, as the client's timestamp; 0 before the first answer."""
        return min(self._client.last_poll_timestamp(topic_partition) or 0 for topic_partition in self._topic_partitions)

    @property
    def end_offsets(self) -> tuple[int, ...]:
        """Return the end of each partition as of its last answer; 0 before the first."""
        return tuple(self._client.highwater(topic_partition) or 0 for topic_partition in self._topic_partitions)

    async def close(self) -> None:
        """Disconnect."""
        consumer, self._consumer = self._consumer, None
        if consumer is not None:
            await close_consumer(consumer, CLOSE_S)

    @property
    def _client(self) -> AIOKafkaConsumer:
        assert self._consumer is not None, "not open"
        return self._consumer

    @property
    def _timeout_ms(self) -> int:
        return int(self.settings.feed_connect_s * 1000)
