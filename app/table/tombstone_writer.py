"""Writes the tombstones of deletions that are old enough, for the partitions of this worker."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Collection

from app.clock import Clock
from app.table.batch_table import BatchTable

log = logging.getLogger(__name__)

LOOK_EVERY_S = 10.0
MOST_AT_ONCE = 1_000
"""Deletions that are looked up and written together: some milliseconds of the loop, and all that memory holds of them."""


class TombstoneWriter:
    """Looks every few seconds for deletions whose tombstone is due; RocksDB holds them in order."""

    def __init__(
        self,
        rows: BatchTable,
        clock: Clock,
        after_s: float,
        is_settled: Callable[[], bool],
        read_to_the_end: Callable[[Collection[int]], Awaitable[Collection[int]]],
    ) -> None:
        """`read_to_the_end` returns those of some partitions whose input was processed up to its end at the call.

        A fix that waited longer than `after_s` to be processed must still meet the deletion that refuses it.
        """
        self._rows, self._clock, self._after_s = rows, clock, after_s
        self._is_settled, self._read_to_the_end = is_settled, read_to_the_end

    async def run(self) -> None:
        """Look until cancelled."""
        while True:
            await asyncio.sleep(min(LOOK_EVERY_S, self._after_s))
            await self.look()

    async def look(self) -> None:
        """Write what is due now."""
        until = self._clock.now() - self._after_s
        if not self._is_settled():  # a restore is not through with the index
            return
        due = [partition for partition in self._rows.partitions if self._rows.has_deletion_until(partition, until)]
        if due:
            for partition in await self._read_to_the_end(due):
                await self._write(partition, until)

    async def _write(self, partition: int, until: float) -> None:
        done = MOST_AT_ONCE
        while done == MOST_AT_ONCE:
            done = await self._rows.remove_deleted(partition, until, MOST_AT_ONCE, self._is_settled)
            await asyncio.sleep(0)  # acknowledged at once by a Kafka that is near, or nothing was to be written
