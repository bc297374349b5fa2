"""From changelog records to the latest view: what is a row, what names the log, and what is ignored."""

from collections import Counter
from dataclasses import dataclass
from typing import Protocol

import msgspec

from app.clock import Clock
from app.engine.rows import is_row_key
from app.observability import Metrics
from app.topics import EPOCH_KEY
from web.changelog_reader import Record
from web.changelog_row import ChangelogRow, decode_row
from web.latest_view import LatestView


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

    def apply(self, partition: int, records: list[Record]) -> int:
        """Take records over into the view; return how many changed it."""
        view, ignored = self._view, Counter[str]()
        applied = 0
        newest: ChangelogRow | None = None
        for record in records:
            row = self._row_of(partition, record)
            if isinstance(row, str):
                ignored[row] += 1
                continue
            assert record.key is not None
            assert record.value is not None
            if view.apply(row, _one_line(record.value), partition, record.offset) is None:
                ignored["older"] += 1
                self._watch(partition, row.shipmentId, record)
            else:
                applied += 1
                if self._watcher is not None:
                    self._watcher.on_newest_row(record.key)
                newest = row
        if records:
            view.advance(partition, records[-1].offset + 1)
        self._count(applied, ignored, newest)
        return applied

    def _watch(self, partition: int, shipment_id: str, record: Record) -> None:
        if self._watcher is None or record.key is None or record.value is None:
            return
        if self._view.get(shipment_id) == _one_line(record.value):
            self._watcher.on_newest_row(record.key)
        else:
            self._watcher.on_old_row(partition, record.key, record.value)

    def _row_of(self, partition: int, record: Record) -> ChangelogRow | str:
        """Return the row, or in a word why the record is none."""
        key, value = record.key, record.value
        if key is None or not is_row_key(key):
            if key == EPOCH_KEY and partition == 0 and value:
                self.log_name = LogName(value.decode("ascii", "replace"), record.offset)
            return "reserved_key"
        if value is None:
            return "tombstone"
        try:
            row = decode_row(value)
        except (msgspec.MsgspecError, ValueError, RecursionError):
            return "undecodable"
        return row if row.shipmentId.encode() == key else "undecodable"

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
