"""When positions were measured and received, by slot."""

from collections.abc import Sequence

import numpy as np

from web.latest.changelog_row import ChangelogRow, LatestRow
from web.replica.column import Column, Vector
from web.replica.row_index import ColumnIndex
from web.replica.row_store import RowStore


def _heard_at(row: ChangelogRow) -> float:
    received_at = row.timestamp if row.receivedAt is None else row.receivedAt
    return received_at if row.contactAt is None else max(received_at, row.contactAt)


class TimeIndex(ColumnIndex[LatestRow]):
    """The device's time of each row, which begins its version, and the edge's; Unix seconds."""

    def __init__(self, store: RowStore[LatestRow]) -> None:
        self._store = store
        self._timestamp = store.leading
        self._received_at = Column("f8")
        self.columns: Sequence[Column] = (self._received_at,)
        self.watched: Sequence[Column] = ()
        store.attach(self)

    def write(self, slots: Vector, rows: Sequence[LatestRow]) -> None:
        """Set when these rows were received: when they were measured, where no edge took the fix; or heard since."""
        self._received_at.vector[slots] = [
            at
            if (at := row.receivedAt) is not None and row.contactAt is None  # type: ignore[union-attr]  # no deletion
            else _heard_at(row)  # type: ignore[arg-type]  # no deletion
            for row in rows
        ]

    def write_one(self, slot: int, row: LatestRow) -> None:
        """Set when one row was received, or heard since."""
        self._received_at.cells[slot] = _heard_at(row)  # type: ignore[arg-type]  # no deletion

    def timestamp_at(self, slot: int) -> float:
        """Return the device's time of a row."""
        timestamp: float = self._timestamp.cells[slot]
        return timestamp

    def timestamps_of(self, slots: Sequence[int]) -> Vector:
        """Return the device's times of several rows."""
        return self._timestamp.vector[np.asarray(slots, np.int32)]

    def is_measured_since(self, since: float, slots: Vector | None) -> Vector:
        """Tell for each of these slots (None: all) whether the device's time is not before `since`."""
        return np.asarray(self._of(self._timestamp, slots) >= since)

    def is_received_since(self, since: float, slots: Vector | None) -> Vector:
        """Tell the same of the edge's time."""
        return np.asarray(self._of(self._received_at, slots) >= since)

    def _of(self, column: Column, slots: Vector | None) -> Vector:
        return column.vector[: self._store.slot_count] if slots is None else column.vector[slots]
