"""From changelog records to the latest view: what is a row, what names the log, and what is ignored."""

from collections import Counter
from dataclasses import dataclass
from typing import Protocol

from app.clock import Clock
from app.kafka.changelog_id import LOG_ID_KEY
from app.kafka.fetched_batches import LogRecords
from app.observability.metrics import Metrics
from app.table.spec import is_row_key
from web.latest.changelog_row import UNREADABLE, ChangelogRow, RowBatch, decode_row, decode_rows
from web.latest.latest_view import LatestView


@dataclass(frozen=True, slots=True)
class LogName:
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


class ChangelogApplier:
    """Applies records in the order of their partition."""

    def __init__(
        self, clock: Clock, metrics: Metrics, view: LatestView, watcher: LastRecordWatcher | None = None
    ) -> None:
        self._clock, self._metrics, self._view, self._watcher = clock, metrics, view, watcher
        self.log_name: LogName | None = None
        """The newest name read; None before the first."""

    def apply(self, partition: int, records: LogRecords) -> int:
        """Take records over into the view; return how many changed it."""
        if not records.offsets:
            return 0
        batch, ignored = self._rows_of(partition, records)
        taken = self._view.apply_all(batch.rows, batch.raws, partition, batch.offsets)
        applied = sum(taken)
        if applied < len(taken):
            ignored["older"] += len(taken) - applied
        if self._watcher is not None:
            self._watch(self._watcher, partition, batch, taken)
        self._view.advance(partition, records.offsets[-1] + 1)
        newest = next(
            (row for row, is_taken in zip(reversed(batch.rows), reversed(taken), strict=True) if is_taken), None
        )
        self._count(applied, ignored, newest)
        return applied

    def _watch(self, watcher: LastRecordWatcher, partition: int, batch: RowBatch, taken: list[bool]) -> None:
        for key, row, raw, is_taken in zip(batch.keys, batch.rows, batch.raws, taken, strict=True):
            if is_taken or self._view.get(row.shipmentId) == raw:
                watcher.on_newest_row(key)
            else:
                watcher.on_old_row(partition, key, raw)

    def _rows_of(self, partition: int, records: LogRecords) -> tuple[RowBatch, Counter[str]]:
        """Return the rows among the records, and by a word for the reason how many are none."""
        ignored = Counter[str]()
        if (batch := decode_rows(records)) is not None:
            return batch, ignored
        batch = RowBatch([], [], [], [])
        for offset, key, value in zip(*records, strict=True):
            row = self._row_of(partition, offset, key, value)
            if isinstance(row, str):
                ignored[row] += 1
                continue
            assert key is not None
            assert value is not None
            batch.keys.append(key)
            batch.rows.append(row)
            batch.raws.append(_one_line(value))
            batch.offsets.append(offset)
        return batch, ignored

    def _row_of(self, partition: int, offset: int, key: bytes | None, value: bytes | None) -> ChangelogRow | str:
        """Return the row, or in a word why the record is none."""
        if key is None or not is_row_key(key):
            if key == LOG_ID_KEY and partition == 0 and value:
                self.log_name = LogName(value.decode("ascii", "replace"), offset)
            return "reserved_key"
        if value is None:
            return "tombstone"
        try:
            row = decode_row(value)
            return row if row.shipmentId.encode() == key else "undecodable"
        except UNREADABLE:
            return "undecodable"

    def _count(self, applied: int, ignored: Counter[str], newest: ChangelogRow | None) -> None:
        metrics = self._metrics
        if applied:
            metrics.counter("tracker_changes_total").inc(applied)
            metrics.gauge("tracker_view_rows").set(len(self._view))
        for reason, count in ignored.items():
            metrics.counter("tracker_changes_ignored_total").labels(reason).inc(count)
        # One sample a batch: the newest row. While catching up, ages would say when the log was written.
        if newest is not None and newest.receivedAt is not None and self._view.is_complete:
            metrics.histogram("tracker_processing_seconds").observe(max(0.0, self._clock.now() - newest.receivedAt))


def _one_line(raw: bytes) -> bytes:
    """Return the row without line ends, which may stand between JSON tokens and would end an SSE line early."""
    return raw.translate(None, b"\r\n") if b"\n" in raw or b"\r" in raw else raw
