"""The last changes, as columns: what a stream continues from, whether it is a moment behind or comes back with a cursor.

A change is numbered as it comes (its sequence number). The ring holds no row bytes: it says which rows changed, and what
the watched columns said of each before; the newest row is in the store. So a slow reader costs a number, not a queue.
"""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from web.replica.column import Column, Vector

FIRST_LOOK = 512
"""How many of the newest changes a cursor is first looked for in."""

IS_LIVE = 0
"""The number of the watched column that says whether there is a row; a store attaches it first."""

Values = tuple[Vector, ...]
"""What the watched columns say of some rows: one vector a column, in the order in which they were attached."""


@dataclass(frozen=True, slots=True)
class Tail:
    """The newest changes one by one, in their order: parallel columns."""

    numbers: Vector
    """Sequence numbers, without a gap."""
    slots: Vector
    previous: Vector
    """The number of the change of the same row before; less than any number of the ring where there is none."""
    before: Values

    def first_since(self, sequence: int) -> "Tail":
        """Return without the changes that have one of the same row before them at or after `sequence`."""
        keep = self.previous < sequence
        before = tuple(column[keep] for column in self.before)
        return Tail(self.numbers[keep], self.slots[keep], self.previous[keep], before)


@dataclass(frozen=True)
class ChangeSet:
    """The rows that changed since some point, each once, in the order of their first change."""

    slots: Vector
    before: Values | None
    """What the watched columns said at that point; None where the ring no longer knows."""
    conflated: int
    """How many changes were replaced by a newer one of the same row."""

    @cached_property
    def was_live(self) -> Vector | None:
        """Tell for each change whether there was a row before it; None where there was one before all, or it is unknown."""
        return None if self.before is None or self.before[IS_LIVE].all() else self.before[IS_LIVE]


class ChangeRing:
    """A bounded log of changes; `start` and `end` are the sequence numbers of its oldest and its next change."""

    def __init__(self, partitions: int, size_per_partition: int) -> None:
        # One ring for all: it holds everything since any moment after which no partition had more changes than its size.
        self._capacity = partitions * size_per_partition
        self._slot = Column("i4", self._capacity)
        self._partition = Column("i4", self._capacity)
        self._offset = Column("i8", self._capacity)
        self._previous = Column("i8", self._capacity)
        self._watched: tuple[tuple[Column, Column], ...] = ()
        """Columns of the table by slot, each with the column that keeps here what it said before."""
        self._sources: tuple[Column, ...] = ()
        self._newest = Column("i8")
        self._scratch = Column("i4")
        self._rows = 0
        # Numbers begin at 1, so that 0 in the column of the newest change means "none".
        self.start = self.end = 1
        self.known_from = 1
        """The sequence number from which every row that changed is known; earlier ones may have left their slot."""
        self._first_offsets = [0] * partitions
        self._last_offsets = [-1] * partitions

    def watch(self, columns: Iterable[Column]) -> int:
        """Keep with each change what these columns said before it; return the number of the first of them."""
        first = len(self._watched)
        kept = [(column, Column(column.vector.dtype.str, self._capacity)) for column in columns]
        self._watched = (*self._watched, *kept)
        self._sources = tuple(column for column, _ in self._watched)
        return first

    @property
    def watched(self) -> tuple[Column, ...]:
        """Return the watched columns, by their number."""
        return self._sources

    @property
    def first_offsets(self) -> tuple[int, ...]:
        """Return the oldest offset of each partition from which the ring knows every change."""
        return tuple(self._first_offsets)

    def clear(self, first_offsets: Sequence[int]) -> None:
        """Forget all changes; the ring continues at these offsets. Sequence numbers continue, so none is used twice."""
        self.start = self.end
        self._rows = 0
        self._first_offsets = list(first_offsets)
        self._last_offsets = [-1] * len(first_offsets)

    def append(self, partition: int, offset: int, slot: int) -> None:
        """Add the change of `slot` that is about to be written; the oldest change may have to go."""
        if offset < self._first_offsets[partition]:
            return
        sequence, capacity = self.end, self._capacity
        at = sequence % capacity
        if sequence - self.start == capacity:
            self._first_offsets[self._partition.cells[at]] = self._offset.cells[at] + 1
            self.start += 1
        if slot >= self._rows:
            self._rows = slot + 1
            self._make_room()
        self._slot.cells[at] = slot
        self._partition.cells[at] = partition
        self._offset.cells[at] = self._last_offsets[partition] = offset
        newest = self._newest.cells
        self._previous.cells[at] = newest[slot]
        newest[slot] = sequence
        for column, before in self._watched:
            before.cells[at] = column.cells[slot]
        self.end = sequence + 1

    def extend(self, partition: int, offsets: Sequence[int], slots: Vector) -> None:
        """Add the changes of different slots, in the order of their offsets, that are about to be written."""
        known_from = bisect_left(offsets, self._first_offsets[partition])
        for begin in range(known_from, len(offsets), self._capacity):
            part = slice(begin, begin + self._capacity)
            self._extend(partition, offsets[part], slots[part])

    def _extend(self, partition: int, offsets: Sequence[int], slots: Vector) -> None:
        numbers = np.arange(self.end, self.end + len(offsets))
        self._evict(self.end + len(offsets) - self._capacity)
        at = numbers % self._capacity
        self._slot.vector[at], self._partition.vector[at], self._offset.vector[at] = slots, partition, offsets
        for column, before in self._watched:
            before.vector[at] = column.vector[slots]
        self._rows = max(self._rows, int(slots.max()) + 1)
        self._make_room()
        self._previous.vector[at] = self._newest.vector[slots]
        self._newest.vector[slots] = numbers
        self._last_offsets[partition] = offsets[-1]
        self.end += len(offsets)

    def _make_room(self) -> None:
        if self._rows > len(self._newest.vector):
            self._newest.grow(2 * self._rows)
            self._scratch.grow(2 * self._rows)

    def _evict(self, start: int) -> None:
        """Forget the changes before the sequence number `start`."""
        if start <= self.start:
            return
        at = np.arange(self.start, start) % self._capacity
        first_offsets = np.array(self._first_offsets, np.int64)
        np.maximum.at(first_offsets, self._partition.vector[at], self._offset.vector[at] + 1)
        self._first_offsets = first_offsets.tolist()
        self.start = start

    def kept_of(self, value: int) -> Vector:
        """Return what the ring keeps of one watched column, to be renumbered in place; its cells are in no order."""
        return self._watched[value][1].vector

    def release(self, slot: int) -> bool:
        """Let another row have a slot, unless the ring still holds a change of the one that left it."""
        newest = self._newest.cells[slot] if slot < self._rows else 0
        if newest >= self.start:
            return False
        self.known_from = max(self.known_from, newest + 1)
        return True

    def slots_since(self, sequence: int) -> list[int]:
        """Return the slots of all changes from `sequence` on that the ring holds, with repetitions."""
        slots: list[int] = self._slot.vector[self._between(max(sequence, self.start))].tolist()
        return slots

    def tail(self, sequence: int) -> Tail:
        """Return the changes from `sequence` on, which the ring must still hold."""
        where = self._between(sequence)
        before = tuple(kept.vector[where] for _, kept in self._watched)
        numbers = np.arange(sequence, self.end)
        return Tail(numbers, self._slot.vector[where], self._previous.vector[where], before)

    def since(self, sequence: int) -> ChangeSet:
        """Return what changed from `sequence` on."""
        if sequence < self.start:
            # Older than the ring: which rows changed is still known, but not what was said of them.
            slots = np.flatnonzero(self._newest.vector[: self._rows] >= sequence).astype(np.int32)
            return ChangeSet(slots, None, self.end - sequence - len(slots))
        return self._distinct(self._between(sequence), None)

    def since_offsets(self, next_offsets: Sequence[int]) -> ChangeSet | None:
        """Return what changed at or after these offsets; None where the ring begins later."""
        wanted = zip(next_offsets, self._first_offsets, strict=True)
        if any(offset < first for offset, first in wanted):
            return None
        asked = np.array(next_offsets, np.int64)
        is_settled = np.array(self._last_offsets, np.int64) < asked
        count = FIRST_LOOK
        while True:
            # Most readers were away for a moment, so the newest changes are looked at first.
            where = self._between(max(self.start, self.end - count))
            partition = self._partition.vector[where]
            is_missed = self._offset.vector[where] >= asked[partition]
            # Offsets of a partition ascend: where one known to the reader is in sight, all before it are known too.
            in_sight = np.bincount(partition[~is_missed], minlength=len(asked)) > 0
            if count >= self.end - self.start or (is_settled | in_sight).all():
                return self._distinct(where, is_missed)
            count *= 8

    def _between(self, sequence: int) -> slice | Vector:
        """Return the cells of the changes from `sequence` to the end."""
        at, count = sequence % self._capacity, self.end - sequence
        if at + count <= self._capacity:
            return slice(at, at + count)
        return np.arange(sequence, self.end) % self._capacity

    def _distinct(self, where: slice | Vector, keep: Vector | None) -> ChangeSet:
        columns = [column.vector[where] for column in (self._slot, *(kept for _, kept in self._watched))]
        if keep is not None:
            columns = [column[keep] for column in columns]
        slots = columns[0]
        # Written backwards, the number that stays for a slot is its first; quicker than sorting.
        numbers = np.arange(len(slots), dtype=np.int32)
        self._scratch.vector[slots[::-1]] = numbers[::-1]
        first = self._scratch.vector[slots] == numbers
        slots, *before = (column[first] for column in columns)
        return ChangeSet(slots, tuple(before), len(numbers) - len(slots))
