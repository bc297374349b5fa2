"""The promised windows of deliveries by slot."""

from collections.abc import Sequence
from math import inf

import numpy as np

from web.deliveries.changelog_row import DeliveryEntry
from web.replica.column import Column, Vector
from web.replica.row_store import RowStore


class WindowIndex:
    """Start and end of each window, Unix seconds; a delivery without one overlaps nothing."""

    def __init__(self, store: RowStore[DeliveryEntry]) -> None:
        self._store = store
        self._start, self._end = Column("f8"), Column("f8")
        self.columns: Sequence[Column] = (self._start, self._end)
        self.watched: Sequence[Column] = ()
        store.attach(self)

    def clear(self) -> None:
        """Do nothing: there are only columns."""

    def settle(self) -> None:
        """Do nothing: there are only columns."""

    def write(self, slots: Vector, rows: Sequence[DeliveryEntry]) -> None:
        """Set the windows of these rows."""
        for slot, row in zip(slots.tolist(), rows, strict=True):
            self.write_one(slot, row)

    def write_one(self, slot: int, row: DeliveryEntry) -> None:
        """Set one window."""
        window = row.window  # type: ignore[union-attr]  # no deletion
        self._start.cells[slot], self._end.cells[slot] = (inf, -inf) if window is None else (window.start, window.end)

    def overlaps(self, begin: float, end: float, slots: Vector | None) -> Vector:
        """Tell for each of these slots (None: all) whether its window and the time from `begin` to `end` share a moment."""
        chosen: slice | Vector = slice(self._store.slot_count) if slots is None else slots
        return np.asarray((self._start.vector[chosen] <= end) & (self._end.vector[chosen] >= begin))
