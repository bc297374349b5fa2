"""Ids in order with their slots, cheap to extend: the order that pages of a list follow."""

from array import array
from bisect import bisect_left, bisect_right

import numpy as np

from web.column import Vector

CHUNK = 1024
"""A full chunk is split in two; small chunks insert quickly, large ones make few."""
FEW = 20
"""Up to one new id for so many that are there, inserting each is quicker than sorting all anew."""
WORTH_RANKING = 16
"""Ranks are worked out for all ids at once, so it has to be asked for them this often between two new ids."""


class OrderedIds:
    """A sorted sequence in chunks, so that a new id moves at most a chunk's worth of others."""

    def __init__(self) -> None:
        self._ids: list[list[str]] = []
        self._slots: list[array[int]] = []
        self._last: list[str] = []
        self._all_slots: Vector | None = None
        self._waiting_ids: list[str] = []
        self._waiting_slots = array("i")
        self._ranks: Vector | None = None
        self._asked = 0

    def add(self, new_id: str, slot: int) -> None:
        """Insert an id that is not there yet."""
        self._all_slots = self._ranks = None
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

    def add_all(self, new_ids: list[str], first_slot: int) -> None:
        """Insert ids that are not there yet, with ascending slots; they are put in order when that is asked for."""
        self._ranks, self._asked = None, 0
        self._waiting_ids += new_ids
        self._waiting_slots.extend(range(first_slot, first_slot + len(new_ids)))

    def settle(self) -> None:
        """Put in order what waits for it; a million ids take half a second, which is better spent before anyone asks."""
        ids, slots = self._waiting_ids, self._waiting_slots
        self._waiting_ids, self._waiting_slots = [], array("i")
        if len(ids) * FEW < sum(map(len, self._ids)):
            for new_id, slot in zip(ids, slots, strict=True):
                self.add(new_id, slot)
        elif ids:
            self._rebuild([new_id for chunk in (*self._ids, ids) for new_id in chunk], (*self._slots, slots))

    def _rebuild(self, ids: list[str], slots: tuple["array[int]", ...]) -> None:
        slot_of = np.concatenate(slots)
        order = sorted(range(len(ids)), key=ids.__getitem__)
        starts = range(0, len(order), CHUNK // 2)
        self._ids = [[ids[at] for at in order[start : start + CHUNK // 2]] for start in starts]
        self._slots = [array("i", slot_of[order[start : start + CHUNK // 2]].tobytes()) for start in starts]
        self._last = [chunk[-1] for chunk in self._ids]
        self._all_slots = self._ranks = None

    def slots_after(self, after: str | None) -> Vector:
        """Return the slots of the ids that follow `after` (of all for None), in order; not to be written to."""
        if self._waiting_ids:
            self.settle()
        if self._all_slots is None:
            self._all_slots = np.array([], np.int32) if not self._slots else np.concatenate(self._slots)
        return self._all_slots if after is None else self._all_slots[self._count_up_to(after) :]

    def _count_up_to(self, last: str) -> int:
        place = bisect_right(self._last, last)
        before = sum(len(chunk) for chunk in self._ids[:place])
        return before if place == len(self._ids) else before + bisect_right(self._ids[place], last)

    def ranks_of(self, slots: Vector, *, at_once: bool) -> Vector | None:
        """Return the places of these slots' ids in the order; unless wanted at once, None where to sort is less work."""
        self._asked += 1
        if self._ranks is None:
            if self._asked < WORTH_RANKING and not at_once:
                return None
            in_order = self.slots_after(None)
            self._ranks = np.empty(len(in_order), np.int32)
            self._ranks[in_order] = np.arange(len(in_order), dtype=np.int32)
        return self._ranks[slots]
