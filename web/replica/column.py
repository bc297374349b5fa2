"""A column of numbers that grows: written cell by cell, compared as a vector."""

from array import array
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

FIRST_CAPACITY = 1024

Vector = NDArray[Any]


class Column:
    """Numbers by slot; `cells` is the quick way to one of them, `vector` the way to all. Both go stale on growth."""

    __slots__ = ("cells", "vector")

    def __init__(self, dtype: str, capacity: int = FIRST_CAPACITY) -> None:
        self._replace(np.zeros(capacity, dtype))

    def grow(self, capacity: int) -> None:
        """Make room for `capacity` numbers; what is there stays."""
        larger = np.zeros(capacity, self.vector.dtype)
        larger[: len(self.vector)] = self.vector
        self._replace(larger)

    def fill(self, slots: list[int], value: float) -> None:
        """Set these slots, at least one, to one value."""
        # For one slot, which a quiet system adds, a vector of indexes costs more than all else.
        self.vector[slots[0] if len(slots) == 1 else slots] = value

    def clear(self) -> None:
        """Forget all numbers, and give their memory back."""
        self._replace(np.zeros(FIRST_CAPACITY, self.vector.dtype))

    def _replace(self, vector: Vector) -> None:
        self.vector = vector
        # Writing through its buffer costs a third of writing through numpy.
        self.cells: Any = vector.data


def compact(slots: Vector) -> Sequence[int]:
    """Return the slots for a loop: four bytes each, where a list takes forty, and thousands of readers may hold one."""
    return array("i", slots.astype(np.int32, copy=False).tobytes())


def is_any_of(values: Vector, wanted: Vector) -> Vector:
    """Tell for each of these numbers whether it is one of those wanted."""
    if len(wanted) == 1:
        return np.asarray(values == wanted[0])
    return np.isin(values, wanted)
