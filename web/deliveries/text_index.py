"""The texts by which people look for a delivery: all in one buffer, which is searched in one go."""

import re
from collections.abc import Sequence

import numpy as np

from web.deliveries.changelog_row import ChangelogRow, DeliveryEntry
from web.replica.column import Column, Vector
from web.replica.row_store import RowStore

SEPARATOR = b"\0"
FEW = 1_000
"""So many texts are looked at one by one in less time than the whole buffer takes."""
LEAST_WASTE_BYTES = 1 << 20
"""Replaced texts are removed from the buffer once they are this much, and a third of it."""


def _text_of(row: ChangelogRow) -> bytes:
    recipient = None if row.recipient is None else row.recipient.name
    parts = (row.shipmentId, row.reference, recipient, row.destination.name, row.destination.address)
    text = "\n".join([part for part in parts if part]).casefold()
    return text.encode().replace(SEPARATOR, b"")


def words_of(text: str) -> tuple[str, ...]:
    """Return what a text asks for: words that all have to occur, whatever their case."""
    return tuple(text.casefold().replace("\0", "").split())


class TextIndex:
    """Shipment id, reference, recipient's name and address of each delivery."""

    def __init__(self, store: RowStore[DeliveryEntry]) -> None:
        self._store = store
        self._start, self._end = Column("u4"), Column("u4")
        self.columns: Sequence[Column] = (self._start, self._end)
        self.watched: Sequence[Column] = ()
        self.clear()
        store.attach(self)

    def clear(self) -> None:
        """Forget all texts."""
        # No text starts at 0, where the empty ones of slots without a row are.
        self._texts = bytearray(SEPARATOR)
        self._wasted = 0
        self._by_start: tuple[Vector, Vector] | None = None

    def settle(self) -> None:
        """Do nothing: the first search sorts."""

    def write(self, slots: Vector, rows: Sequence[DeliveryEntry]) -> None:
        """Set the texts of these rows."""
        for slot, row in zip(slots.tolist(), rows, strict=True):
            self.write_one(slot, row)

    def write_one(self, slot: int, row: DeliveryEntry) -> None:
        """Set one text."""
        text = _text_of(row)  # type: ignore[arg-type]  # no deletion
        start, end = self._start.cells[slot], self._end.cells[slot]
        if self._texts[start:end] == text:
            return
        self._wasted += end - start
        begin = len(self._texts)
        self._texts += text + SEPARATOR
        self._start.cells[slot], self._end.cells[slot] = begin, begin + len(text)
        self._by_start = None
        if self._wasted > max(LEAST_WASTE_BYTES, len(self._texts) // 3):
            self._compact()

    def _compact(self) -> None:
        old, self._texts, self._wasted = self._texts, bytearray(SEPARATOR), 0
        for slot in range(self._store.slot_count):
            text = old[self._start.cells[slot] : self._end.cells[slot]]
            begin = len(self._texts)
            self._texts += text + SEPARATOR
            self._start.cells[slot], self._end.cells[slot] = begin, begin + len(text)

    def contains(self, words: Sequence[str], slots: Vector | None) -> Vector:
        """Tell for each of these slots (None: all) whether its text contains all of the words."""
        # The longest word leaves the fewest texts to look at.
        first, *others = sorted((word.encode() for word in words), key=len, reverse=True)
        if slots is not None and len(slots) <= FEW:
            return np.array([self._has_all(slot, (first, *others)) for slot in slots.tolist()], np.bool_)
        found = self._slots_with(first)
        for word in others:
            left = np.flatnonzero(found)
            if len(left) > FEW:
                found &= self._slots_with(word)
            else:
                found[left] = [self._has_all(slot, (word,)) for slot in left.tolist()]
        return found if slots is None else found[slots]

    def _has_all(self, slot: int, words: Sequence[bytes]) -> bool:
        text = self._texts[self._start.cells[slot] : self._end.cells[slot]]
        return all(word in text for word in words)

    def _slots_with(self, word: bytes) -> Vector:
        count = self._store.slot_count
        found = np.zeros(count, np.bool_)
        where = np.array([match.start() for match in re.finditer(re.escape(word), self._texts)], np.uint32)
        if len(where) and count:
            starts, ordered = self._starts()
            slots = ordered[np.searchsorted(starts, where, side="right") - 1]
            # What was found in a text that was replaced belongs to no slot.
            is_there = (self._start.vector[slots] <= where) & (where < self._end.vector[slots])
            found[slots[is_there]] = True
        return found

    def _starts(self) -> tuple[Vector, Vector]:
        if self._by_start is None:
            starts = self._start.vector[: self._store.slot_count]
            ordered = np.argsort(starts, kind="stable")
            self._by_start = starts[ordered], ordered
        return self._by_start
