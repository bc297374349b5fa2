"""One connection to the table's changelog: all partitions, no consumer group."""

import asyncio
import logging
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from aiokafka import AIOKafkaConsumer, TopicPartition
from aiokafka.admin import AIOKafkaAdminClient
from aiokafka.structs import ConsumerRecord

from app.settings import Settings

log = logging.getLogger(__name__)

Record: TypeAlias = ConsumerRecord[bytes | None, bytes | None]

LONG_POLL_MS = 500
"""Kafka answers a fetch at once when there is something, and after this when there is not: that is how we hear it."""
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
    """Reads the changelog's records in bounded batches; every method raises KafkaError where Kafka fails."""

    settings: Settings
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
            request_timeout_ms=timeout_ms,
        )
        await self._consumer.start()
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

    async def first_record(self, partition: int) -> Record | None:
        """Return the next record of one partition, or None if Kafka is slow to give it; then `seek` again."""
        place = self._partitions[partition]
        records = await self._consumer.getmany(place, timeout_ms=int(self.settings.feed_connect_s * 1000))
        return next(iter(records.get(place, [])), None)

    async def read(self) -> dict[int, list[Record]]:
        """Return the next records by partition as soon as there are any, or nothing after about half a second."""
        batches = await self._consumer.getmany(timeout_ms=LONG_POLL_MS, max_records=self.settings.feed_batch_records)
        return {partition.partition: records for partition, records in batches.items()}

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
        if not hasattr(self, "_consumer"):
            return
        # aiokafka 0.14: where a fetch backs off from an error, `stop` ends with CancelledError before it has closed its
        # connections. In a task of its own that does not cancel us.
        stopping = asyncio.create_task(self._consumer.stop())
        await asyncio.wait([stopping], timeout=CLOSE_S)
        if not stopping.done():
            stopping.cancel()
        elif not stopping.cancelled() and (error := stopping.exception()) is not None:
            log.debug("Kafka's client failed to stop: %r", error)
        if stopping.cancelled():
            await self._consumer._client.close()  # noqa: SLF001  # what `stop` would have done next


async def _cluster_id(bootstrap: str, timeout_ms: int) -> str:
    admin = AIOKafkaAdminClient(bootstrap_servers=bootstrap, request_timeout_ms=timeout_ms)
    try:
        await admin.start()
        return str((await admin.describe_cluster())["cluster_id"])
    finally:
        await admin.close()
