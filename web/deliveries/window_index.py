"""The promised windows of deliveries by slot."""

from collections.abc import Sequence
from math import ceil, floor

import numpy as np

from web.deliveries.changelog_row import DeliveryEntry
from web.replica.column import Column, Vector
from web.replica.row_index import ColumnIndex
from web.replica.row_store import RowStore

LATEST = 2**32 - 1
"""In the year 2106."""


class WindowIndex(ColumnIndex[DeliveryEntry]):
    """Start and end of each window in whole Unix seconds, outward; a delivery without one overlaps nothing."""

    def __init__(self, store: RowStore[DeliveryEntry]) -> None:
        self._store = store
        self._start, self._end = Column("u4"), Column("u4")
        self.columns: Sequence[Column] = (self._start, self._end)
        self.watched: Sequence[Column] = ()
        store.attach(self)

    def write_one(self, slot: int, row: DeliveryEntry) -> None:
        """Set one window."""
        window = row.window  # type: ignore[union-attr]  # no deletion
        if window is None:
            self._start.cells[slot], self._end.cells[slot] = LATEST, 0
        else:
            self._start.cells[slot] = min(LATEST, max(0, floor(window.start)))
            self._end.cells[slot] = min(LATEST, max(0, ceil(window.end)))

    def overlaps(self, begin: float, end: float, slots: Vector | None) -> Vector:
        """Tell for each of these slots (None: all) whether its window and the time from `begin` to `end` share a moment."""
        chosen: slice | Vector = slice(self._store.slot_count) if slots is None else slots
        return np.asarray((self._start.vector[chosen] <= end) & (self._end.vector[chosen] >= begin))
