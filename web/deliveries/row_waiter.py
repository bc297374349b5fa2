"""Those who wait for rows: for the verdict on a command, or for a revision. Nothing here polls."""

from collections.abc import Callable, Iterable
from typing import Any

from web.replica.row_store import RowStore

Look = Callable[[str, bytes], bool]
"""Takes an id and its newest row or deletion; returns whether that was what was waited for."""


class RowWaiter:
    """Shows each changed row to those who wait for it; a listener of the table's feed."""

    def __init__(self, store: RowStore[Any]) -> None:
        self._store = store
        self._looks: dict[str, tuple[Look, ...]] = {}
        self._seen = store.changes.end
        self._generation = store.generation

    def __len__(self) -> int:
        """Return how many ids are waited for."""
        return len(self._looks)

    def wait(self, row_id: str, look: Look) -> bool:
        """Show the row as it is, then each change, until `look` returns True or is told to `forget`; tell whether it waits."""
        raw = self._store.last_of(row_id)
        if raw is not None and look(row_id, raw):
            return False
        if not self._looks:  # without waiters no change was missed
            self._move_on()
        self._looks[row_id] = (*self._looks.get(row_id, ()), look)
        return True

    def forget(self, row_id: str, look: Look) -> None:
        """Show no more rows to `look`."""
        if left := tuple(each for each in self._looks.pop(row_id, ()) if each != look):
            self._looks[row_id] = left

    def on_changes(self) -> None:
        """Take note that the replica has moved on."""
        if not self._looks:
            return
        for row_id in self._changed():
            self._show(row_id)
        self._move_on()

    def on_reset(self) -> None:
        """Take note that the replica was emptied; the rows are shown as they are read again."""

    def _changed(self) -> Iterable[str]:
        store = self._store
        if self._generation != store.generation or self._seen < store.changes.start or not store.is_complete:
            return list(self._looks)
        return {store.id_at(slot) for slot in store.changes.slots_since(self._seen)} & self._looks.keys()

    def _move_on(self) -> None:
        self._seen, self._generation = self._store.changes.end, self._store.generation

    def _show(self, row_id: str) -> None:
        raw = self._store.last_of(row_id)
        if raw is None:
            return
        for look in self._looks.get(row_id, ()):
            if look(row_id, raw):
                self.forget(row_id, look)
