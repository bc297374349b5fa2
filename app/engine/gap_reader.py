"""Reads what others wrote into the changelog of a worker's partitions, for a worker that serves no readers.

Such a worker does not tail the changelog. It knows the offsets of all that it appended itself; only what stands between is
read, compared with its own rows, and repaired where it is older.
"""

import asyncio
import logging
from collections.abc import Callable, Iterable
from typing import Any

import faust
from aiokafka import AIOKafkaConsumer, TopicPartition
from aiokafka.errors import KafkaError

from app.engine.batch_table import BatchTable
from app.engine.log_place import Segment
from app.engine.repair import Repairer
from app.engine.rows import is_row_key, version_of
from app.kafka.client import close_consumer
from app.settings import Settings

log = logging.getLogger(__name__)

LOOK_EVERY_S = 5.0
CLOSE_S = 2.0
PATIENCE_S = 30.0
"""Longest look; Kafka may be away, and the next look comes anyway."""
MAX_RECORDS = 1_000


class GapReader(faust.Service):
    """Looks every few seconds whether the changelog has gone on without this worker."""

    def __init__(
        self, rows: BatchTable, repairer: Repairer, settings: Settings, is_settled: Callable[[], bool]
    ) -> None:
        self._rows, self._repairer, self._settings, self._is_settled = rows, repairer, settings, is_settled
        self._consumer: AIOKafkaConsumer | None = None
        super().__init__()

    @faust.Service.task
    async def _look_for_ever(self) -> None:
        try:
            while not self.should_stop:
                await self.sleep(LOOK_EVERY_S)
                # In the middle of a restore the offsets are not those of the rows; at the end nobody would disconnect.
                if self._is_settled() and not self.should_stop:
                    await self._look_patiently()
        finally:
            await self._disconnect()

    async def _look_patiently(self) -> None:
        try:
            async with asyncio.timeout(PATIENCE_S):
                await self.look()
        except (KafkaError, OSError) as error:  # TimeoutError is an OSError
            log.debug("could not look at the changelog: %r", error)
            await self._disconnect()

    async def look(self) -> None:
        """Compare all that is not this worker's own, and return once what was put back is durable."""
        consumer = await self._connected()
        places = [TopicPartition(self._settings.changelog_topic, partition) for partition in self._rows.partitions]
        for tp, end in (await consumer.end_offsets(places)).items():
            for gap in await self._rows.gaps(tp.partition, end):
                await self._read(consumer, tp, gap)
                self._repairer.repair()
                await self._rows.flush()
                await self._rows.close_gap(tp.partition, gap)
                # Nobody reads here what the repair appended, so nobody would take note that it is the newest row again.
                self._repairer.forget()

    async def _read(self, consumer: AIOKafkaConsumer, tp: TopicPartition, gap: Segment) -> None:
        consumer.assign([tp])
        consumer.seek(tp, max(gap.begin, (await consumer.beginning_offsets([tp]))[tp]))
        while await consumer.position(tp) < gap.end:  # also past records that compaction removed
            records = await consumer.getmany(tp, timeout_ms=500, max_records=MAX_RECORDS)
            self.compare(tp.partition, records.get(tp, []))

    def compare(self, partition: int, records: Iterable[Any]) -> None:
        """Tell the repairer about records older than this worker's rows."""
        for record in records:
            if not is_row_key(record.key) or record.value is None:
                continue
            theirs, row = version_of(record.value), self._rows.get(partition, record.key)
            ours = None if row is None else version_of(row)
            if theirs is not None and ours is not None and theirs < ours:
                self._repairer.on_old_row(partition, record.key, record.value)
            else:
                self._repairer.on_newest_row(record.key)

    async def _connected(self) -> AIOKafkaConsumer:
        if self._consumer is None:
            self._consumer = AIOKafkaConsumer(bootstrap_servers=self._settings.bootstrap, enable_auto_commit=False)
            await self._consumer.start()
        return self._consumer

    async def _disconnect(self) -> None:
        consumer, self._consumer = self._consumer, None
        if consumer is not None:
            await close_consumer(consumer, CLOSE_S)
