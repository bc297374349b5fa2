"""The newest row of every id of a table, in memory: the changelog's own bytes to send, and the changes that led to them.

A row lives in a slot, which it keeps until its deletion is forgotten or the store is reset. Nothing here awaits, so what
one call after another returns belongs together as long as the caller does not await between them.
"""

from collections.abc import Callable, Collection, Iterator, Sequence
from itertools import compress
from operator import attrgetter
from typing import Generic, TypeVar

import numpy as np

from web.replica.change_ring import ChangeRing
from web.replica.column import Column, Vector, is_any_of
from web.replica.cursor import cursor_start
from web.replica.row_index import RowIndex
from web.replica.row_kind import R, RowKind
from web.replica.row_order import RowOrder
from web.replica.slots import Slots

WORTH_COLUMNS = 40
"""Fewer rows are applied one by one in less time than it takes to set up the vectors."""

T = TypeVar("T")
_is_deleted = attrgetter("deleted")


def _chosen(values: Sequence[T], is_wanted: Sequence[bool]) -> Sequence[T]:
    return list(compress(values, is_wanted))


def _runs(ids: Sequence[str]) -> Iterator[slice]:
    """Yield the ids in parts of different ones, each as long as can be."""
    begin, seen = 0, set[str]()
    for at, row_id in enumerate(ids):
        if row_id in seen:
            yield slice(begin, at)
            begin, seen = at, set()
        seen.add(row_id)
    yield slice(begin, len(ids))


class RowStore(Generic[R]):
    """A copy of one table; what else it knows of its rows is in the indexes attached to it."""

    def __init__(self, kind: RowKind[R], partitions: int, ring_size: int) -> None:
        self.kind = kind
        self.changes = ChangeRing(partitions, ring_size)
        self.epoch: str | None = None
        """The life of the changelog that the rows come from; None until it is known."""
        self.is_complete = False
        """Whether the store has caught up with the changelog since it was created or reset."""
        self.generation = 0
        """Grows with every reset; slots of another generation mean nothing."""
        self.leading = Column(kind.leading_dtype)
        """By slot, the first number of the row's version."""
        self.is_live = Column("?")
        """By slot, whether there is a row; of a deleted one the version and the deletion's bytes are kept."""
        self._partition = Column("i2")
        self.section = Column("i1")
        """By slot, the number of the id's section."""
        self._columns = [self.leading, self.is_live, self._partition, self.section]
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
        self.beside: dict[str, int] = {}
        """The slots of the rows that are kept and never shown, by id."""
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

    def apply_all(
        self, ids: Sequence[str], rows: Sequence[R], raws: Sequence[bytes], partition: int, offsets: Sequence[int]
    ) -> list[bool]:
        """Take over, in turn, each row whose version is greater than that of its id; tell for each whether it was."""
        if len(ids) < WORTH_COLUMNS:
            return self._apply_few(ids, rows, raws, partition, offsets)
        if len(set(ids)) == len(ids):
            return self._apply_many(ids, rows, raws, partition, offsets)
        taken: list[bool] = []
        for run in _runs(ids):
            apply = self._apply_few if run.stop - run.start < WORTH_COLUMNS else self._apply_many
            taken += apply(ids[run], rows[run], raws[run], partition, offsets[run])
        return taken

    def _apply_few(
        self, ids: Sequence[str], rows: Sequence[R], raws: Sequence[bytes], partition: int, offsets: Sequence[int]
    ) -> list[bool]:
        find, leading_of, shown, append = self._slots.find, self.kind.leading_of, self.leading, self.changes.append
        taken = []
        for row_id, row, raw, offset in zip(ids, rows, raws, offsets, strict=True):
            slot, leading = find(row_id), leading_of(row)
            if slot is None:
                slot = self._slots.add(row_id)
                self._add(partition, [slot], [row_id])
            elif leading <= (known := shown.cells[slot]) and (leading != known or not self._is_later(slot, row, raw)):
                taken.append(False)
                continue
            append(partition, offset, slot)
            shown.cells[slot] = leading
            self._rows[slot] = raw
            taken.append(True)
            if row.deleted:
                self._delete(slot)
                continue
            if not self.is_live.cells[slot]:
                self._revive([slot])
            for write_one in self._write_one:
                write_one(slot, row)
        return taken

    def _apply_many(
        self, ids: Sequence[str], rows: Sequence[R], raws: Sequence[bytes], partition: int, offsets: Sequence[int]
    ) -> list[bool]:
        """Do the same in a third of the time, by columns; the ids are different."""
        numbers, new = self._slots.of(ids)
        if new:
            self._add(partition, [numbers[index] for index in new], [ids[index] for index in new])
        slots = np.array(numbers, np.int32)
        leading = np.array(list(map(self.kind.leading_of, rows)), self.leading.vector.dtype)
        shown = self.leading.vector[slots]
        is_newer, is_equal = leading > shown, leading == shown
        is_newer[new], is_equal[new] = True, False
        for index in np.flatnonzero(is_equal).tolist():
            is_newer[index] = self._is_later(numbers[index], rows[index], raws[index])
        taken: list[bool] = is_newer.tolist()
        if not all(taken):
            slots, leading = slots[is_newer], leading[is_newer]
            rows, raws, offsets = _chosen(rows, taken), _chosen(raws, taken), _chosen(offsets, taken)
        if rows:
            self.changes.extend(partition, offsets, slots)
            self.leading.vector[slots] = leading
            for slot, raw in zip(slots.tolist(), raws, strict=True):
                self._rows[slot] = raw
            self._write_all(slots, rows)
        return taken

    def _is_later(self, slot: int, row: R, raw: bytes) -> bool:
        """Tell whether a row is newer than the one in a slot, where the leading numbers of their versions are equal."""
        version_of, shown = self.kind.version_of, self._rows[slot]
        return raw != shown and version_of(row) > version_of(self.kind.decode(shown))

    def _write_all(self, slots: Vector, rows: Sequence[R]) -> None:
        if any(map(_is_deleted, rows)):
            stays = np.array([not row.deleted for row in rows])
            for slot in slots[~stays].tolist():
                self._delete(slot)
            slots, rows = slots[stays], [row for row in rows if not row.deleted]
        if self._live < len(self._rows):
            self._revive(slots[~self.is_live.vector[slots]].tolist())
        for index in self._indexes:
            index.write(slots, rows)

    def _add(self, partition: int, slots: list[int], ids: list[str]) -> None:
        self._make_room()
        self._partition.fill(slots, partition)
        self.section.fill(slots, 0)
        if beside := self.kind.beside:
            kept = ((row_id, slot) for slot, row_id in zip(slots, ids, strict=True) if row_id.startswith(beside))
            self.beside.update(kept)
        for number, prefix in enumerate(self.kind.sections[1:], start=1):
            if within := [slot for slot, row_id in zip(slots, ids, strict=True) if row_id.startswith(prefix)]:
                self.has_sections = True
                self.section.fill(within, number)

    def _make_room(self) -> None:
        count = len(self._slots)
        self._rows += [b""] * (count - len(self._rows))
        if count <= (capacity := len(self.is_live.vector)):
            return
        for column in self._columns:
            column.grow(max(count, 2 * capacity))

    def _revive(self, slots: list[int]) -> None:
        ids = self._slots.ids
        self.order.add_all([ids[slot] for slot in slots], slots)
        self.is_live.fill(slots, True)
        self._live += len(slots)

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
            self.beside.pop(row_id, None)
        return True

    def settle(self) -> None:
        """Do now what the first question for rows in order would else wait for: half a second for a million rows."""
        self.order.settle()
        for index in self._indexes:
            index.settle()

    # Rows

    def get(self, row_id: str) -> bytes | None:
        """Return the whole JSON of a row, also what readers are not shown."""
        slot = self.slot_of(row_id)
        return None if slot is None else self._rows[slot]

    def slot_of(self, row_id: str) -> int | None:
        """Return where a row is; None where there is none, or it is deleted."""
        slot = self._slots.find(row_id)
        return slot if slot is not None and self.is_live.cells[slot] else None

    def slots_of(self, ids: Collection[str]) -> Vector:
        """Return the slots of these ids, those of deleted rows included."""
        return self._slots.known(ids)

    def is_any_of(self, ids: Collection[str], slots: Vector | None) -> Vector:
        """Tell for each of these slots (None: all) whether its row has one of the ids."""
        known = np.arange(self.slot_count, dtype=np.int32) if slots is None else slots
        return is_any_of(known, self.slots_of(ids))

    def last_of(self, row_id: str) -> bytes | None:
        """Return the newest row or deletion of an id, as the changelog holds it."""
        slot = self._slots.find(row_id)
        return None if slot is None else self._rows[slot]

    def row_at(self, slot: int) -> bytes:
        """Return the JSON of the row as readers are shown it."""
        return self.kind.shown(self._rows[slot])

    def rows_at(self, slots: Sequence[int]) -> list[bytes]:
        """Return the JSON of several rows as readers are shown them, without those that are gone by now."""
        rows, is_live = self._rows, self.is_live.cells
        found = [rows[slot] for slot in slots if self.is_all_live or is_live[slot]]
        return list(map(self.kind.shown, found)) if self.kind.hidden else found

    def id_at(self, slot: int) -> str:
        """Return the id of the row that is or was in a slot."""
        return self._slots.ids[slot]

    def known_ids(self) -> list[str]:
        """Return the ids of all rows and deletions."""
        return [*self._slots.ids]

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

    def partition_at(self, slot: int) -> int:
        """Return the partition of the changelog that the row of a slot comes from."""
        partition: int = self._partition.cells[slot]
        return partition

    def entry_at(self, slot: int, partition: int) -> tuple[str, bytes] | None:
        """Return id and newest row or deletion of a slot; None where it now has another partition's, or none."""
        if not self._rows[slot] or self._partition.cells[slot] != partition:
            return None
        return self._slots.ids[slot], self._rows[slot]
