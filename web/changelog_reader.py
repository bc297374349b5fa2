"""One connection to the table's changelog: all partitions, no consumer group."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from aiokafka import AIOKafkaConsumer, TopicPartition
from aiokafka.admin import AIOKafkaAdminClient

from app.engine.fetched_batches import FetchedBatch, deliver_batches
from app.kafka_client import close_consumer
from app.settings import Settings

LONG_POLL_MS = 500
"""Kafka answers a fetch at once when there is something, and after this when there is not: that is how we hear it."""
MOST_OF_PARTITION_BYTES = 1 << 20
"""Of one answer, so that no partition has it all."""
CLOSE_S = 5.0
"""A connection that does not close within this is left to the garbage collector."""


@dataclass(frozen=True, slots=True)
class LogState:
    """What the changelog is as of connecting; offsets by partition."""

    cluster_id: str
    first_offsets: tuple[int, ...]
    end_offsets: tuple[int, ...]


@dataclass(slots=True)
class ChangelogReader:
    """Reads the changelog batch by batch; every method raises KafkaError where Kafka fails."""

    settings: Settings
    fetch_bytes: int
    """Most bytes of one answer of Kafka's."""
    _consumer: AIOKafkaConsumer = field(init=False)
    _partitions: tuple[TopicPartition, ...] = field(init=False)

    async def open(self) -> LogState:
        """Connect and return the state of the log; nothing is read before `seek`."""
        settings = self.settings
        timeout_ms = int(settings.feed_connect_s * 1000)
        self._partitions = tuple(TopicPartition(settings.changelog_topic, p) for p in range(settings.partitions))
        self._consumer = AIOKafkaConsumer(
            bootstrap_servers=settings.bootstrap,
            group_id=None,
            enable_auto_commit=False,
            # A place that Kafka does not have means another log, which is ours to notice.
            auto_offset_reset="none",
            fetch_min_bytes=1,
            fetch_max_wait_ms=LONG_POLL_MS,
            fetch_max_bytes=self.fetch_bytes,
            max_partition_fetch_bytes=min(MOST_OF_PARTITION_BYTES, self.fetch_bytes),
            request_timeout_ms=timeout_ms,
        )
        await self._consumer.start()
        deliver_batches(self._consumer)
        first = await self._consumer.beginning_offsets(self._partitions)
        end = await self._consumer.end_offsets(self._partitions)
        return LogState(
            await _cluster_id(settings.bootstrap, timeout_ms),
            tuple(first[partition] for partition in self._partitions),
            tuple(end[partition] for partition in self._partitions),
        )

    def seek(self, offsets: Sequence[int]) -> None:
        """Read from these offsets on, one per partition."""
        # In one step with the places: a partition that is assigned and has none is an error to the client.
        if not self._consumer.assignment():
            self._consumer.assign(self._partitions)
        for partition, offset in zip(self._partitions, offsets, strict=True):
            self._consumer.seek(partition, offset)

    async def next_record(self, partition: int) -> tuple[bytes | None, bytes | None] | None:
        """Return key and value of one partition's next record, or None if Kafka is slow to give it; then `seek` again."""
        place, timeout_ms = self._partitions[partition], int(self.settings.feed_connect_s * 1000)
        for batch in (await self._consumer.getmany(place, timeout_ms=timeout_ms, max_records=1)).get(place, ()):
            records = batch.unpack()
            return next(zip(records.keys, records.values, strict=True), None)
        return None

    async def read(self) -> list[tuple[int, FetchedBatch]]:
        """Return the next batches, each with its partition, as soon as there are any; none after about half a second."""
        fetched = await self._consumer.getmany(timeout_ms=LONG_POLL_MS)
        return [(place.partition, batch) for place, batches in fetched.items() for batch in batches]

    async def positions(self) -> tuple[int, ...]:
        """Return the next offset of each partition; also behind records that readers never see, such as markers."""
        return tuple([await self._consumer.position(partition) for partition in self._partitions])

    @property
    def answered_at_ms(self) -> int:
        """Return when the partition that was silent longest last answered a fetch, by Kafka's client; 0: not yet."""
        return min(self._consumer.last_poll_timestamp(partition) or 0 for partition in self._partitions)

    @property
    def end_offsets(self) -> tuple[int, ...]:
        """Return the end of each partition as of its last answer; 0 before the first."""
        return tuple(self._consumer.highwater(partition) or 0 for partition in self._partitions)

    async def close(self) -> None:
        """Disconnect."""
        if hasattr(self, "_consumer"):
            await close_consumer(self._consumer, CLOSE_S)


async def _cluster_id(bootstrap: str, timeout_ms: int) -> str:
    admin = AIOKafkaAdminClient(bootstrap_servers=bootstrap, request_timeout_ms=timeout_ms)
    try:
        await admin.start()
        return str((await admin.describe_cluster())["cluster_id"])
    finally:
        await admin.close()
