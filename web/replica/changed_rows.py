"""Which rows of a table changed since the last look, for a reader that keeps columns of its own."""

from collections.abc import Iterator
from typing import Any

from app.table.changed_rows import ChangedRow
from web.replica.row_kind import DELETED
from web.replica.row_store import RowStore


class ChangedRows:
    """Remembers how far its reader is."""

    def __init__(self, store: RowStore[Any]) -> None:
        self._store = store
        self._generation, self._next = store.generation, 1

    @property
    def is_complete(self) -> bool:
        """Tell whether the replica has caught up."""
        return self._store.is_complete

    def was_reset(self) -> bool:
        """Tell, once, whether the table was emptied, so that its reader must begin again."""
        if self._store.generation == self._generation:
            return False
        self._generation, self._next = self._store.generation, 1
        return True

    def take(self) -> Iterator[ChangedRow]:
        """Yield the newest row of each id that changed; one that changes meanwhile comes again with the next call."""
        store = self._store
        slots, self._next = store.changes.since(self._next).slots.tolist(), store.changes.end
        generation = store.generation
        for slot in slots:
            if store.generation != generation:
                return
            row_id = store.id_at(slot)
            yield ChangedRow(row_id, self.row_of(row_id), store.partition_at(slot))

    def row_of(self, row_id: str) -> bytes | None:
        """Return the newest row of an id, also of one that readers are not shown."""
        if row_id not in self._store.beside:
            return self._store.get(row_id)
        kept = self._store.last_of(row_id)
        return None if kept is None or DELETED in kept else kept
