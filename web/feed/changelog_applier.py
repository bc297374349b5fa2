"""From changelog records to the replica: what is a row, what names the log, and what is ignored."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from app.clock import Clock
from app.kafka.changelog_id import LOG_ID_KEY
from app.kafka.fetched_batches import LogRecords
from app.observability.metrics import Metrics
from web.feed.feed_spec import ReceivedAt
from web.feed.row_batch import NOTHING_ENDED, RowBatch, Tombstone, batch_of
from web.replica.row_store import RowStore

IGNORED_REASONS = ("older", "reserved_key", "tombstone", "undecodable")


@dataclass(frozen=True, slots=True)
class LogIdRecord:
    """The UUID that names this life of the changelog, and the offset of the record that holds it."""

    log_id: str
    offset: int


class LastRecordWatcher(Protocol):
    """Who wants to know whether the last record of a key, which compaction keeps, is its newest row."""

    def on_old_row(self, partition: int, key: bytes, row: bytes) -> None:
        """Take note that an older row follows the newest."""
        ...

    def on_newest_row(self, key: bytes) -> None:
        """Take note that the last record is the newest row."""
        ...

    def on_tombstone(self, partition: int, key: bytes) -> None:
        """Take note that the last record is a tombstone, whether the key has a row or not."""
        ...


class ChangelogApplier:
    """Applies records in the order of their partition."""

    def __init__(
        self,
        clock: Clock,
        metrics: Metrics,
        table: str,
        store: RowStore[Any],
        received_at_of: ReceivedAt | None = None,
        watcher: LastRecordWatcher | None = None,
    ) -> None:
        self._clock, self._store, self._watcher = clock, store, watcher
        self._received_at_of = received_at_of
        self._row_count = metrics.gauge("tracker_view_rows").labels(table)
        self._applied_total = metrics.counter("tracker_changes_total").labels(table)
        self._processing_seconds = metrics.histogram("tracker_processing_seconds").labels(table)
        ignored_total = metrics.counter("tracker_changes_ignored_total")
        self._ignored_total = {reason: ignored_total.labels(table, reason) for reason in IGNORED_REASONS}
        self.log_id_record: LogIdRecord | None = None
        """The newest name read; None before the first."""

    def apply(self, partition: int, records: LogRecords, ended: Mapping[int, bytes] = NOTHING_ENDED) -> int:
        """Take records over into the store; return how many rows changed it. `ended`: the deletions that tombstones carry."""
        if not records.offsets:
            return 0
        batch = batch_of(self._store.kind, records, ended)
        if "reserved_key" in batch.ignored and partition == 0:
            self._look_for_log_id(records)
        applied = older = 0
        newest = None
        for run, tombstone in batch.runs():
            taken = self._store.apply_all(run.ids, run.rows, run.raws, partition, run.offsets) if run.rows else []
            applied += sum(taken)
            older += taken.count(False)
            if self._watcher is not None:
                self._watch(self._watcher, partition, run, taken)
            newest = next(
                (row for row, is_taken in zip(reversed(run.rows), reversed(taken), strict=True) if is_taken), newest
            )
            if tombstone is not None:
                self._forget(partition, tombstone)
        self._store.advance(partition, records.offsets[-1] + 1)
        self._count(applied, {**batch.ignored, "older": older, "tombstone": len(batch.tombstones)}, newest)
        return applied

    def restart(self) -> None:
        """Take note that the store was reset: another log follows."""
        self.log_id_record = None
        self._row_count.set(len(self._store))

    def _look_for_log_id(self, records: LogRecords) -> None:
        for offset, key, value in zip(*records, strict=True):
            if key == LOG_ID_KEY and value:
                self.log_id_record = LogIdRecord(value.decode("ascii", "replace"), offset)

    def _watch(self, watcher: LastRecordWatcher, partition: int, run: RowBatch[Any], taken: list[bool]) -> None:
        for row_id, raw, is_taken in zip(run.ids, run.raws, taken, strict=True):
            if is_taken or self._store.last_of(row_id) == raw:
                watcher.on_newest_row(row_id.encode())
            else:
                watcher.on_old_row(partition, row_id.encode(), raw)

    def _forget(self, partition: int, tombstone: Tombstone[Any]) -> None:
        """Follow a tombstone, unless a paused worker wrote it after the row had come back."""
        row_id = tombstone.key.decode("utf-8", "replace")
        if tombstone.deletion is not None and self._store.slot_of(row_id) is not None:
            # Compaction has removed the deletion itself: its version says whether it ends the row that is here.
            self._store.apply_all([row_id], [tombstone.deletion], [tombstone.raw], partition, [tombstone.offset])
        self._store.forget(row_id)
        if self._watcher is not None:
            self._watcher.on_tombstone(partition, tombstone.key)

    def _count(self, applied: int, ignored: Mapping[str, int], newest: Any) -> None:
        if applied:
            self._applied_total.inc(applied)
            self._row_count.set(len(self._store))
        for reason, count in ignored.items():
            if count:
                self._ignored_total[reason].inc(count)
        if newest is None or newest.deleted or self._received_at_of is None or not self._store.is_complete:
            return
        # One sample a batch: the newest row. While catching up, ages would say when the log was written.
        if (received_at := self._received_at_of(newest)) is not None:
            self._processing_seconds.observe(max(0.0, self._clock.now() - received_at))
