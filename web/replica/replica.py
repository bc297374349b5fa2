"""A table in memory: its row store, the indexes that its filters ask, and what changed lately."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

import numpy as np

from web.replica.change_ring import IS_LIVE, ChangeSet, Values
from web.replica.column import Column, Vector
from web.replica.current_values import CurrentValues, IndexValues
from web.replica.row_filter import RowFilter
from web.replica.row_kind import R, RowKind
from web.replica.row_store import RowStore

MOST_RECENT = 8
"""Readers have reached few different changes at once, so few of the answers to "what changed since" are worth keeping."""

I = TypeVar("I")  # noqa: E741  # the table's indexes


@dataclass(frozen=True, slots=True)
class ReplicaSpec(Generic[R, I]):
    """What a replica must know of its table."""

    table: str
    """The table's name, which its metrics have as a label."""
    rows: RowKind[R]
    create_indexes: Callable[[RowStore[R]], I]
    """Attaches the table's indexes to a store and returns them together."""


class Replica(Generic[R, I]):
    """A read replica of one table, with the changes that lately led to it."""

    def __init__(self, spec: ReplicaSpec[R, I], partitions: int, ring_size: int = 1_000) -> None:
        self.table = spec.table
        self.store = RowStore(spec.rows, partitions, ring_size)
        self.indexes = spec.create_indexes(self.store)
        self._recent: dict[int, tuple[ChangeSet, Values]] = {}
        self._recent_at = (0, 0)

    def changes_since(self, sequence: int) -> tuple[ChangeSet, Values]:
        """Return what changed from a sequence number on, and its values now; remembered until the next change."""
        now = (self.store.changes.end, self.store.generation)
        if self._recent_at != now or len(self._recent) > MOST_RECENT:
            self._recent_at = now
            self._recent.clear()
        found = self._recent.get(sequence)
        if found is None:
            changes = self.store.changes.since(sequence)
            found = self._recent[sequence] = (changes, self.values_of(changes.slots))
        return found

    def values_of(self, slots: Vector) -> Values:
        """Return what the watched columns say of these slots now."""
        return tuple(column.vector[slots] for column in self.watched)

    @property
    def watched(self) -> tuple[Column, ...]:
        """Return the columns that filters ask, by their number."""
        return self.store.changes.watched

    def matching(self, filters: RowFilter[I]) -> Vector:
        """Return the slots of matching rows, in no particular order."""
        chosen = filters.narrowed(self.indexes)
        mask = self.matches(filters, chosen)
        return np.flatnonzero(mask).astype(np.int32) if chosen is None else chosen[mask]

    def matches(self, filters: RowFilter[I], slots: Vector | None) -> Vector:
        """Tell for each of these slots (None: of all) whether there is a row that passes the filters."""
        return self.matches_with(filters, slots, CurrentValues(self.watched, slots, self.store.slot_count))

    def matches_with(self, filters: RowFilter[I], slots: Vector | None, values: IndexValues) -> Vector:
        """Tell the same where the values of the slots, as of now, are known."""
        mask = filters.matches(self.indexes, slots, values)
        if not self.store.is_all_live:
            mask &= values[IS_LIVE]
        return mask

    def matched(self, filters: RowFilter[I], changes: ChangeSet) -> Vector | None:
        """Tell for each change whether there was a row before it that passed the filters; None where that is unknown."""
        if changes.before is None:
            return None
        mask = filters.matches(self.indexes, changes.slots, changes.before)
        if changes.was_live is not None:
            mask &= changes.was_live
        return mask


AnyReplica = Replica[Any, Any]
"""A replica of whatever table."""
