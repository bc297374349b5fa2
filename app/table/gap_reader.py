"""Reads what others wrote into the changelog of a worker's partitions, for a worker that serves no readers.

Such a worker does not tail the changelog. It knows the offsets of all that it appended itself; only what lies between is
read, compared with its own rows, and repaired where it is older.
"""

import asyncio
import logging
from collections.abc import Callable, Mapping
from types import MappingProxyType

from aiokafka.errors import KafkaError

from app.kafka.client import leaks_as_errors
from app.kafka.fetched_batches import LogRecords
from app.kafka.topic_reader import LogState, TopicReader
from app.settings import Settings
from app.table.batch_table import BatchTable
from app.table.repair import Repairer
from app.table.spec import TableSpec, is_row_key
from app.table.tombstone_header import tombstones_of

log = logging.getLogger(__name__)

LOOK_EVERY_S = 5.0
PATIENCE_S = 30.0
"""Longest look; Kafka may be away, and the next look comes anyway."""
FETCH_BYTES = 1 << 20


class GapReader:
    """Looks every few seconds whether the changelog has gone on without this worker."""

    def __init__(
        self,
        spec: TableSpec,
        rows: BatchTable,
        repairer: Repairer,
        settings: Settings,
        is_settled: Callable[[], bool],
    ) -> None:
        self._spec, self._rows, self._repairer = spec, rows, repairer
        self._settings, self._is_settled = settings, is_settled
        self._reader: TopicReader | None = None

    async def run(self) -> None:
        """Look every few seconds until cancelled."""
        try:
            while True:
                await asyncio.sleep(LOOK_EVERY_S)
                if self._is_settled():  # in the middle of a restore the offsets are not those of the rows
                    await self._look_patiently()
        finally:
            await self._disconnect()

    async def _look_patiently(self) -> None:
        try:
            with leaks_as_errors():
                async with asyncio.timeout(PATIENCE_S):
                    await self.look()
        except (KafkaError, OSError) as error:  # TimeoutError is an OSError
            log.debug("could not look at the changelog: %r", error)
            await self._disconnect()

    async def look(self) -> None:
        """Compare all that is not this worker's own, and return once what was put back is durable."""
        reader, state = await self._connected()
        for partition in self._rows.partitions:
            for gap in await self._rows.gaps(partition, state.end_offsets[partition]):
                lacking = 0
                async for batch in reader.between(partition, max(gap.begin, state.first_offsets[partition]), gap.end):
                    records, nulls = batch.unpack_with_nulls()
                    lacking += self.compare(partition, records, tombstones_of(nulls))
                self._repairer.repair()
                await self._rows.flush()
                if not lacking:
                    await self._rows.close_gap(partition, gap)
                # This worker does not read what the repair appended, so it would not learn that its row is the newest again.
                self._repairer.forget()

    def compare(
        self, partition: int, records: LogRecords, tombstones: Mapping[int, bytes] = MappingProxyType({})
    ) -> int:
        """Tell the repairer about records older than this worker's rows, and return how many are newer.

        `tombstones` are the rows that nulls end. A newer row is not taken: this worker reads it from the input too, or
        has lost the partition and does not know it yet.
        """
        version_of, newer = self._spec.version_of, 0
        for offset, key, value in zip(*records, strict=True):
            if key is None or not is_row_key(key):
                continue
            last = tombstones.get(offset, b"") if value is None else value
            theirs, row = version_of(last), self._rows.get(partition, key)
            ours = None if row is None else version_of(row)
            if ours is not None and (theirs < ours if theirs is not None else value is None):
                self._repairer.on_old_row(partition, key, last)
            else:
                self._repairer.on_newest_row(key)
            if theirs is not None and (theirs > ours if ours is not None else value is not None):
                newer += 1
        return newer

    async def _connected(self) -> tuple[TopicReader, LogState]:
        if self._reader is not None:
            return self._reader, await self._reader.state()
        settings = self._settings
        self._reader = TopicReader(settings, self._spec.changelog_topic, self._spec.partitions, FETCH_BYTES)
        return self._reader, await self._reader.open()

    async def _disconnect(self) -> None:
        reader, self._reader = self._reader, None
        if reader is not None:
            await reader.close()
