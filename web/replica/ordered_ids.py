"""Ids in natural order with their slots, cheap to change: the order that pages of a list follow.

Only the keys of the ids are kept (`order_key`): worked out once, they compare like any text.
"""

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable

import numpy as np

from app.domain.id_order import order_key
from web.replica.column import Vector

CHUNK = 1024
"""A full chunk is split in two; small chunks insert quickly, large ones make few."""
FEW = 20
"""Up to one new id for this many existing ones, inserting each is quicker than sorting all again."""
WORTH_RANKING = 16
"""Ranks are worked out for all ids at once, so it has to be asked for them this often between two new ids."""


class OrderedIds:
    """A sorted sequence in chunks, so that a new id moves at most a chunk's worth of others."""

    def __init__(self) -> None:
        self._keys: list[list[str]] = []
        self._slots: list[array[int]] = []
        self._last: list[str] = []
        self._all_slots: Vector | None = None
        self._waiting_keys: list[str] = []
        self._waiting_slots = array("i")
        self._removed_waiting: set[int] | None = None
        """Slots whose ids were removed while they waited and were not added again; None where none ever was."""
        self._ranks: Vector | None = None
        self._asked = 0

    def add_all(self, new_ids: Iterable[str], slots: Iterable[int]) -> None:
        """Insert ids that are not there yet with their slots; they are put in order when that is asked for."""
        self._ranks, self._asked = None, 0
        before = len(self._waiting_slots)
        self._waiting_keys += map(order_key, new_ids)
        self._waiting_slots.extend(slots)
        if self._removed_waiting:
            self._removed_waiting.difference_update(self._waiting_slots[before:])

    def remove(self, old_id: str, slot: int) -> None:
        """Remove an id that is there."""
        self._ranks = None
        key = order_key(old_id)
        chunk = bisect_left(self._last, key)
        if chunk < len(self._last):
            keys, slots = self._keys[chunk], self._slots[chunk]
            at = bisect_left(keys, key)
            if keys[at] == key and slots[at] == slot:
                self._remove_at(chunk, at)
                return
        self._removed_waiting = self._removed_waiting or set()
        self._removed_waiting.add(slot)

    def _remove_at(self, chunk: int, at: int) -> None:
        self._all_slots = None
        del self._keys[chunk][at], self._slots[chunk][at]
        if self._keys[chunk]:
            self._last[chunk] = self._keys[chunk][-1]
        else:
            del self._keys[chunk], self._slots[chunk], self._last[chunk]

    def settle(self) -> None:
        """Put in order what waits for it; a million ids take half a second, which is better spent before anyone asks."""
        keys, slots = self._take_waiting()
        if len(keys) * FEW < sum(map(len, self._keys)):
            for key, slot in zip(keys, slots, strict=True):
                self._insert(key, slot)
        elif keys:
            self._rebuild([key for chunk in (*self._keys, keys) for key in chunk], (*self._slots, slots))

    def _take_waiting(self) -> tuple[list[str], "array[int]"]:
        keys, slots, removed = self._waiting_keys, self._waiting_slots, self._removed_waiting
        self._waiting_keys, self._waiting_slots, self._removed_waiting = [], array("i"), None
        if removed is None:
            return keys, slots
        # A slot may have waited under several ids, one after the other: the last one counts.
        newest = {slot: at for at, slot in enumerate(slots) if slot not in removed}
        return [keys[at] for at in newest.values()], array("i", newest)

    def _insert(self, new_key: str, slot: int) -> None:
        self._all_slots = self._ranks = None
        chunk_index = min(bisect_left(self._last, new_key), len(self._last) - 1)
        keys, slots = self._keys[chunk_index], self._slots[chunk_index]
        at = bisect_left(keys, new_key)
        keys.insert(at, new_key)
        slots.insert(at, slot)
        if len(keys) > CHUNK:
            half = len(keys) // 2
            self._keys[chunk_index : chunk_index + 1] = [keys[:half], keys[half:]]
            self._slots[chunk_index : chunk_index + 1] = [slots[:half], slots[half:]]
            self._last[chunk_index : chunk_index + 1] = [keys[half - 1], keys[-1]]
        else:
            self._last[chunk_index] = keys[-1]

    def _rebuild(self, keys: list[str], slots: tuple["array[int]", ...]) -> None:
        slot_of = np.concatenate(slots)
        order = sorted(range(len(keys)), key=keys.__getitem__)
        starts = range(0, len(order), CHUNK // 2)
        self._keys = [[keys[at] for at in order[start : start + CHUNK // 2]] for start in starts]
        self._slots = [array("i", slot_of[order[start : start + CHUNK // 2]].tobytes()) for start in starts]
        self._last = [chunk[-1] for chunk in self._keys]
        self._all_slots = self._ranks = None

    def slots_after(self, after: str | None) -> Vector:
        """Return the slots of the ids that follow `after` (of all for None), in order; not to be written to."""
        if self._waiting_keys:
            self.settle()
        if self._all_slots is None:
            self._all_slots = np.array([], np.int32) if not self._slots else np.concatenate(self._slots)
        return self._all_slots if after is None else self._all_slots[self._count_up_to(order_key(after)) :]

    def _count_up_to(self, last: str) -> int:
        chunk_index = bisect_right(self._last, last)
        before = sum(len(chunk) for chunk in self._keys[:chunk_index])
        return before if chunk_index == len(self._keys) else before + bisect_right(self._keys[chunk_index], last)

    def ranks_of(self, slots: Vector, *, at_once: bool) -> Vector | None:
        """Return the ranks of these slots' ids in the order; unless wanted at once, None where to sort is less work."""
        self._asked += 1
        if self._ranks is None:
            if self._asked < WORTH_RANKING and not at_once:
                return None
            in_order = self.slots_after(None)
            self._ranks = np.empty(int(in_order.max(initial=-1)) + 1, np.int32)
            self._ranks[in_order] = np.arange(len(in_order), dtype=np.int32)
        return self._ranks[slots]
