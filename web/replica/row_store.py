"""The newest row of every id of a table, in memory: the changelog's own bytes to send, and the changes that led to them.

A row lives in a slot, which it keeps until its deletion is forgotten or the store is reset. Nothing here awaits, so what
one call after another returns belongs together as long as the caller does not await between them.
"""

from collections.abc import Callable, Collection, Sequence
from itertools import compress
from operator import attrgetter
from typing import Generic

import numpy as np

from web.replica.change_ring import ChangeRing
from web.replica.column import Column, Vector
from web.replica.cursor import cursor_start
from web.replica.row_index import RowIndex
from web.replica.row_kind import R, RowKind
from web.replica.row_order import RowOrder
from web.replica.slots import Slots
from web.replica.version_columns import VersionColumns

WORTH_COLUMNS = 12
"""Fewer rows are applied one by one in less time than it takes to set up the vectors."""

_is_deleted = attrgetter("deleted")


class RowStore(Generic[R]):
    """A copy of one table; what else it knows of its rows is in the indexes attached to it."""

    def __init__(self, kind: RowKind[R], partitions: int, ring_size: int) -> None:
        self.kind = kind
        self._id_of, self._version_of = kind.id_of, kind.version_of
        self.changes = ChangeRing(partitions, ring_size)
        self.epoch: str | None = None
        """The life of the changelog that the rows come from; None until it is known."""
        self.is_complete = False
        """Whether the store has caught up with the changelog since it was created or reset."""
        self.generation = 0
        """Grows with every reset; slots of another generation mean nothing."""
        self.versions = VersionColumns(kind)
        self.is_live = Column("?")
        """By slot, whether there is a row; of a deleted one the version and the deletion's bytes are kept."""
        self._partition = Column("i2")
        self.section = Column("i1")
        """By slot, the number of the id's section."""
        self._columns = [*self.versions.columns, self.is_live, self._partition, self.section]
        self._indexes: list[RowIndex[R]] = []
        self._write_one: list[Callable[[int, R], None]] = []
        self.changes.watch((self.is_live,))
        self._forget_rows(partitions)

    def _forget_rows(self, partitions: int) -> None:
        self._next_offsets = [0] * partitions
        self._cursor_start: str | None = None
        self._slots = Slots(self.changes)
        self._rows: list[bytes] = []
        self._live = 0
        self.has_sections = False
        """Whether there is or was a row beyond the first section."""
        self.order = RowOrder(self._slots.ids)

    def attach(self, index: RowIndex[R]) -> int:
        """Keep an index with the rows; return the number of the first of its watched columns."""
        self._indexes.append(index)
        self._write_one.append(index.write_one)
        self._columns += index.columns
        return self.changes.watch(index.watched)

    def __len__(self) -> int:
        """Return how many rows there are."""
        return self._live

    @property
    def slot_count(self) -> int:
        """Return how many slots there are, those of deleted rows included."""
        return len(self._rows)

    @property
    def is_all_live(self) -> bool:
        """Tell whether there is a row in every slot."""
        return self._live == len(self._rows)

    # How far it is

    @property
    def next_offsets(self) -> tuple[int, ...]:
        """Return, for each partition of the changelog, the offset after the last record read."""
        return tuple(self._next_offsets)

    def advance(self, partition: int, next_offset: int) -> None:
        """Say that every record of the partition before `next_offset` has been read."""
        self._next_offsets[partition] = next_offset
        self._cursor_start = None

    def reset(self, first_offsets: Sequence[int]) -> None:
        """Forget every row, as the changelog is a new one; changes are kept from `first_offsets` on."""
        self._forget_rows(len(self._next_offsets))
        for column in self._columns:
            column.clear()
        for index in self._indexes:
            index.clear()
        self.epoch, self.is_complete = None, False
        self.generation += 1
        self.changes.clear(first_offsets)

    def cursor(self, filter_key: str) -> str:
        """Return the cursor of the store as it is now; the epoch must be known."""
        if self._cursor_start is None:
            if self.epoch is None:
                raise ValueError("the changelog's epoch is not known yet")
            self._cursor_start = cursor_start(self.epoch, self.next_offsets)
        return f"{self._cursor_start}.{filter_key}"

    # Changes

    def apply(self, row: R, raw: bytes, partition: int, offset: int) -> int | None:
        """Take a row over if its version is greater; return its slot, or None where it changes nothing."""
        row_id, version = self._id_of(row), self._version_of(row)
        slot = self._slots.find(row_id)
        if slot is None:
            slot = self._slots.add(row_id)
            self._make_room()
            self._partition.cells[slot] = partition
            self.section.cells[slot] = self._section_of(row_id)
        elif not self.versions.is_newer_than(slot, version):
            return None
        self.changes.append(partition, offset, slot)
        self.versions.write_one(slot, version)
        self._rows[slot] = raw
        if row.deleted:
            self._delete(slot)
            return slot
        if not self.is_live.cells[slot]:
            self._revive(np.array([slot]))
        for write_one in self._write_one:
            write_one(slot, row)
        return slot

    def apply_all(self, rows: Sequence[R], raws: Sequence[bytes], partition: int, offsets: Sequence[int]) -> list[bool]:
        """Do what `apply` does for each row in turn, in a third of the time; tell for each whether it was taken over."""
        ids = self.kind.ids_of(rows)
        if len(ids) < WORTH_COLUMNS or len(set(ids)) < len(ids):
            each = zip(rows, raws, offsets, strict=True)
            return [self.apply(row, raw, partition, offset) is not None for row, raw, offset in each]
        (slots, new), versions = self._slots.of(ids), self.kind.versions_of(rows)
        self._make_room()
        is_newer = self.versions.is_newer(slots, versions)
        if new:
            is_newer[new] = True
            self._partition.vector[slots[new]] = partition
            self.section.vector[slots[new]] = [self._section_of(ids[index]) for index in new]
        taken: list[bool] = is_newer.tolist()
        at = np.array(offsets, np.int64)
        if not all(taken):
            rows, raws = list(compress(rows, taken)), list(compress(raws, taken))
            slots, at, versions = slots[is_newer], at[is_newer], tuple(column[is_newer] for column in versions)
        if rows:
            self.changes.extend(partition, at, slots)
            self.versions.write(slots, versions)
            for slot, raw in zip(slots.tolist(), raws, strict=True):
                self._rows[slot] = raw
            self._write_all(slots, rows)
        return taken

    def _write_all(self, slots: Vector, rows: Sequence[R]) -> None:
        if any(map(_is_deleted, rows)):
            stays = np.array([not row.deleted for row in rows])
            for slot in slots[~stays].tolist():
                self._delete(slot)
            slots, rows = slots[stays], [row for row in rows if not row.deleted]
        if self._live < len(self._rows):
            self._revive(slots[~self.is_live.vector[slots]])
        for index in self._indexes:
            index.write(slots, rows)

    def _section_of(self, row_id: str) -> int:
        for number, prefix in enumerate(self.kind.sections[1:], start=1):
            if row_id.startswith(prefix):
                self.has_sections = True
                return number
        return 0

    def _make_room(self) -> None:
        count = len(self._slots)
        self._rows += [b""] * (count - len(self._rows))
        if count <= (capacity := len(self.is_live.vector)):
            return
        for column in self._columns:
            column.grow(max(count, 2 * capacity))

    def _revive(self, slots: Vector) -> None:
        ids, new = self._slots.ids, slots.tolist()
        self.order.add_all([ids[slot] for slot in new], new)
        self.is_live.vector[slots] = True
        self._live += len(new)

    def _delete(self, slot: int) -> None:
        if self.is_live.cells[slot]:
            self.order.remove(self._slots.ids[slot], slot)
            self.is_live.cells[slot] = False
            self._live -= 1

    def forget(self, row_id: str) -> bool:
        """Give back the memory of a deleted row, if it is known; return False, and change nothing, where a row is there."""
        slot = self._slots.find(row_id)
        if slot is not None:
            if self.is_live.cells[slot]:
                return False
            self._rows[self._slots.free(row_id)] = b""
        return True

    def settle(self) -> None:
        """Do now what the first question for rows in order would else wait for: half a second for a million rows."""
        self.order.settle()
        for index in self._indexes:
            index.settle()

    # Rows

    def get(self, row_id: str) -> bytes | None:
        """Return the JSON of a row."""
        slot = self.slot_of(row_id)
        return None if slot is None else self._rows[slot]

    def slot_of(self, row_id: str) -> int | None:
        """Return where a row is; None where there is none, or it is deleted."""
        slot = self._slots.find(row_id)
        return slot if slot is not None and self.is_live.cells[slot] else None

    def slots_of(self, ids: Collection[str]) -> Vector:
        """Return the slots of these ids, those of deleted rows included."""
        return self._slots.known(ids)

    def last_of(self, row_id: str) -> bytes | None:
        """Return the newest row or deletion of an id, as the changelog holds it."""
        slot = self._slots.find(row_id)
        return None if slot is None else self._rows[slot]

    def row_at(self, slot: int) -> bytes:
        """Return the JSON of the row."""
        return self._rows[slot]

    def rows_at(self, slots: Sequence[int]) -> list[bytes]:
        """Return the JSON of several rows, without those that are gone by now."""
        rows = self._rows
        if self.is_all_live:
            return [rows[slot] for slot in slots]
        is_live = self.is_live.cells
        return [rows[slot] for slot in slots if is_live[slot]]

    def id_at(self, slot: int) -> str:
        """Return the id of the row that is or was in a slot."""
        return self._slots.ids[slot]

    def name_at(self, slot: int) -> str:
        """Return the id of the row that is or was in a slot, without what its section begins with."""
        return self._slots.ids[slot].removeprefix(self.kind.sections[self.section.cells[slot]])

    def by_section(self, slots: Sequence[int]) -> list[Sequence[int]]:
        """Return these slots by the section of the rows that are or were in them."""
        if not self.has_sections:
            return [slots, *[()] * (len(self.kind.sections) - 1)]
        section = self.section.cells
        return [[slot for slot in slots if section[slot] == number] for number in range(len(self.kind.sections))]

    def of_partition(self, partition: int) -> list[int]:
        """Return the slots of all rows and deletions that come from a partition of the changelog."""
        slots: list[int] = np.flatnonzero(self._partition.vector[: len(self._rows)] == partition).tolist()
        return slots

    def entry_at(self, slot: int, partition: int) -> tuple[str, bytes] | None:
        """Return id and newest row or deletion of a slot; None where it now has another partition's, or none."""
        if not self._rows[slot] or self._partition.cells[slot] != partition:
            return None
        return self._slots.ids[slot], self._rows[slot]
