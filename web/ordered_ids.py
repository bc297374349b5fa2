"""Ids in order with their slots, cheap to extend: the order that pages of a list follow."""

from array import array
from bisect import bisect_left, bisect_right

import numpy as np

from web.column import Vector

CHUNK = 1024
"""A full chunk is split in two; small chunks insert quickly, large ones make few."""


class OrderedIds:
    """A sorted sequence in chunks, so that a new id moves at most a chunk's worth of others."""

    def __init__(self) -> None:
        self._ids: list[list[str]] = []
        self._slots: list[array[int]] = []
        self._last: list[str] = []
        self._all_slots: Vector | None = None

    def add(self, new_id: str, slot: int) -> None:
        """Insert an id that is not there yet."""
        self._all_slots = None
        if not self._ids:
            self._ids, self._slots, self._last = [[new_id]], [array("i", [slot])], [new_id]
            return
        place = min(bisect_left(self._last, new_id), len(self._last) - 1)
        ids, slots = self._ids[place], self._slots[place]
        at = bisect_left(ids, new_id)
        ids.insert(at, new_id)
        slots.insert(at, slot)
        if len(ids) > CHUNK:
            half = len(ids) // 2
            self._ids[place : place + 1] = [ids[:half], ids[half:]]
            self._slots[place : place + 1] = [slots[:half], slots[half:]]
            self._last[place : place + 1] = [ids[half - 1], ids[-1]]
        else:
            self._last[place] = ids[-1]

    def slots_after(self, after: str | None) -> Vector:
        """Return the slots of the ids that follow `after` (of all for None), in order; not to be written to."""
        if self._all_slots is None:
            self._all_slots = np.array([], np.int32) if not self._slots else np.concatenate(self._slots)
        if after is None:
            return self._all_slots
        place = bisect_right(self._last, after)
        before = sum(len(chunk) for chunk in self._ids[:place])
        if place < len(self._ids):
            before += bisect_right(self._ids[place], after)
        return self._all_slots[before:]
