"""Which slot a row has: one number for each id, as long as anything has to be known of it."""

from collections import deque
from collections.abc import Collection, Sequence
from typing import cast

import numpy as np

from web.replica.change_ring import ChangeRing
from web.replica.column import Vector


class Slots:
    """Gives slots out and takes them back; a slot keeps its id until another row gets it."""

    def __init__(self, changes: ChangeRing) -> None:
        self._changes = changes
        self._slots: dict[str, int] = {}
        self.ids: list[str] = []
        self._freed: deque[int] = deque()
        self._freed_of: dict[str, list[int]] = {}
        """The free slots that an id had: readers may still have to be told that its row is gone."""
        self.find = self._slots.get

    def __len__(self) -> int:
        """Return how many there are, free ones included."""
        return len(self.ids)

    def add(self, row_id: str) -> int:
        """Give a slot to a new id."""
        slot = len(self.ids)
        if self._freed and self._changes.release(self._freed[0]):
            slot = self._freed.popleft()
            self._forget_former(slot)
            self.ids[slot] = row_id
        else:
            self.ids.append(row_id)
        self._slots[row_id] = slot
        return slot

    def of(self, ids: Sequence[str]) -> tuple[list[int], list[int]]:
        """Return the slots of these different ids and the indexes of those that are new and get their slot now."""
        slots = list(map(self.find, ids))
        if None not in slots:
            return cast("list[int]", slots), []
        new = [index for index, slot in enumerate(slots) if slot is None]
        if self._freed:
            for index in new:
                slots[index] = self.add(ids[index])
        else:
            first = len(self.ids)
            new_ids = [ids[index] for index in new]
            self._slots.update(zip(new_ids, range(first, first + len(new)), strict=True))
            self.ids += new_ids
            for slot, index in enumerate(new, first):
                slots[index] = slot
        return cast("list[int]", slots), new

    def free(self, row_id: str) -> int:
        """Take a slot back; another id gets it once no reader can ask for the changes of this one."""
        slot = self._slots.pop(row_id)
        self._freed.append(slot)
        self._freed_of.setdefault(row_id, []).append(slot)
        return slot

    def _forget_former(self, slot: int) -> None:
        former = self._freed_of[self.ids[slot]]
        former.remove(slot)
        if not former:
            del self._freed_of[self.ids[slot]]

    def known(self, ids: Collection[str]) -> Vector:
        """Return the slots that these ids have, or had until another row gets them."""
        found = [slot for slot in map(self.find, ids) if slot is not None]
        if self._freed_of:
            found += [slot for row_id in ids for slot in self._freed_of.get(row_id, ())]
        return np.array(found, np.int32)
