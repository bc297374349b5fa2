"""A table in memory: its row store, the indexes that its filters ask, and what changed lately."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

import numpy as np

from web.replica.change_ring import ChangeSet, Values
from web.replica.column import Column, Vector
from web.replica.current_values import CurrentValues, IndexValues
from web.replica.row_filter import RowFilter
from web.replica.row_kind import R, RowKind
from web.replica.row_store import IS_LIVE, RowStore

MOST_RECENT = 8
"""Readers stand at few places at once, so few of the answers to "what changed since" are worth keeping."""

I = TypeVar("I")  # noqa: E741  # the table's indexes


@dataclass(frozen=True, slots=True)
class ReplicaSpec(Generic[R, I]):
    """What a replica must know of its table."""

    rows: RowKind[R]
    create_indexes: Callable[[RowStore[R]], I]
    """Attaches the table's indexes to a store and returns them together."""


class Replica(Generic[R, I]):
    """A read replica of one table, with the changes that lately led to it."""

    def __init__(self, spec: ReplicaSpec[R, I], partitions: int, ring_size: int = 1_000) -> None:
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
        values = CurrentValues(self.watched, slots, self.store.slot_count)
        mask = filters.matches(self.indexes, slots, values)
        if not self.store.is_all_live:
            mask &= values[IS_LIVE]
        return mask

    def matched(self, filters: RowFilter[I], slots: Vector, values: IndexValues) -> Vector:
        """Tell for each of these slots whether, at the time of these values, there was a row that passed the filters."""
        return np.asarray(filters.matches(self.indexes, slots, values) & values[IS_LIVE])


AnyReplica = Replica[Any, Any]
"""A replica of whatever table."""
