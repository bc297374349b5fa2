"""Puts a row back that a paused worker wrote over: the last of the three defences against it.

A worker that was paused and resumes may append old rows after those of the partition's new owner. Readers and recovery
compare versions and do not mind, but compaction keeps the last record of a key, and then the newest row would exist nowhere.
The owner sees the old row in the changelog, which its process tails for readers, and appends its own again;
`min.compaction.lag.ms` gives it the time. A worker that serves no readers looks at what is not its own (gap_reader.py).
"""

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass

from app.clock import Clock
from app.observability.metrics import Metrics
from app.table.batch_table import BatchTable
from app.table.spec import TableSpec

log = logging.getLogger(__name__)

LOOK_EVERY_S = 1.0
TRY_AGAIN_S = 10.0
MAX_KEYS = 100_000


@dataclass(slots=True)
class _Overwritten:
    partition: int
    by: bytes
    tried_at: float = -float("inf")


class Repairer:
    """Remembers keys whose last changelog record is an old row, until a newer record of theirs is seen."""

    def __init__(
        self,
        rows: BatchTable,
        spec: TableSpec,
        clock: Clock,
        metrics: Metrics,
        is_settled: Callable[[], bool],
    ) -> None:
        self._version_of, self._deleted_at = spec.version_of, spec.deleted_at
        self._rows, self._clock, self._is_settled = rows, clock, is_settled
        self._overwritten: dict[bytes, _Overwritten] = {}
        self._repairs = metrics.counter("tracker_table_repairs_total").labels(spec.name)

    def on_old_row(self, partition: int, key: bytes, row: bytes) -> None:
        """Take note that `row`, older than what is known of `key`, is now its last record."""
        if len(self._overwritten) < MAX_KEYS or key in self._overwritten:
            self._overwritten[key] = _Overwritten(partition, row)

    def on_tombstone(self, partition: int, key: bytes) -> None:
        """Take note that the last record of `key` is a tombstone: this worker's own, or one that is too late for a live row.

        Noted only where this worker has a live row now: of a million tombstones nothing is kept.
        """
        row = self._rows.get(partition, key)
        if row is not None and self._deleted_at(row) is None:
            self.on_old_row(partition, key, b"")

    def on_newest_row(self, key: bytes) -> None:
        """Take note that the last record of `key` is its newest row."""
        if self._overwritten:
            self._overwritten.pop(key, None)

    def forget(self) -> None:
        """Forget all that was noted."""
        self._overwritten.clear()

    def repair(self) -> int:
        """Write again what this worker owns and knows better; return how many rows."""
        if not self._is_settled():
            return 0  # a row read in the middle of a restore may be older than the one that is restored next
        now, repaired = self._clock.monotonic(), 0
        for key, overwritten in list(self._overwritten.items()):
            if now - overwritten.tried_at < TRY_AGAIN_S:
                continue
            row = self._rows.get(overwritten.partition, key)
            if row is None:
                continue  # another worker's partition, or not restored yet
            overwritten.tried_at = now
            ours, theirs = self._version_of(row), self._version_of(overwritten.by)
            if ours is None or (theirs is not None and ours <= theirs):
                del self._overwritten[key]
                continue
            self._rows.put_all(overwritten.partition, {key: row})
            repaired += 1
        if repaired:
            self._repairs.inc(repaired)
            log.warning("wrote %d rows again: a paused worker had written older ones over them", repaired)
        return repaired

    async def run(self) -> None:
        """Repair every second until cancelled."""
        while True:
            await asyncio.sleep(LOOK_EVERY_S)
            self.repair()
