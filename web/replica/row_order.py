"""Slots in order of their rows' ids, whether few are asked for or all."""

from collections.abc import Sequence

import numpy as np

from app.domain.id_order import order_key
from web.replica.column import Vector
from web.replica.ordered_ids import OrderedIds

FEW = 5
"""Up to so many hits in a thousand rows, sorting the hits is quicker than walking all rows in order."""


class RowOrder:
    """The order of the ids, which the store keeps by slot."""

    def __init__(self, ids: Sequence[str]) -> None:
        self._ids = ids
        self._ordered = OrderedIds()
        self.add_all, self.remove = self._ordered.add_all, self._ordered.remove
        self.after, self.settle = self._ordered.slots_after, self._ordered.settle

    def of(self, slots: Vector, after: str | None = None) -> Vector:
        """Return these slots in order of id, those after the id `after`."""
        if not self._is_few(slots):
            mask = np.zeros(len(self._ids), np.bool_)
            mask[slots] = True
            ordered = self.after(after)
            return ordered[mask[ordered]]
        if after is not None:
            ids, after_key = self._ids, order_key(after)
            slots = np.array([slot for slot in slots.tolist() if order_key(ids[slot]) > after_key], np.int32)
        return slots[self.ranks_of(slots).argsort()]

    def ranks_of(self, slots: Vector) -> Vector:
        """Return numbers that are in the order of these rows' ids."""
        ranks = self._ordered.ranks_of(slots, at_once=not self._is_few(slots))
        if ranks is None:
            keys = [order_key(self._ids[slot]) for slot in slots.tolist()]
            ranks = np.empty(len(keys), np.int32)
            ranks[sorted(range(len(keys)), key=keys.__getitem__)] = np.arange(len(keys), dtype=np.int32)
        return ranks

    def _is_few(self, slots: Vector) -> bool:
        return len(slots) * 1000 <= FEW * len(self._ids)
