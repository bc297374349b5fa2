"""What the watched columns say of rows now, each gathered only if a filter asks for it."""

from collections.abc import Sequence
from typing import Protocol

from web.replica.column import Column, Vector


class IndexValues(Protocol):
    """Values of some rows, one vector a watched column, by the column's number."""

    def __getitem__(self, number: int, /) -> Vector:
        """Return one vector."""
        ...


class CurrentValues:
    """The values of these slots, or of the first `count` where `slots` is None."""

    def __init__(self, columns: Sequence[Column], slots: Vector | None, count: int) -> None:
        self._columns, self._slots, self._count = columns, slots, count

    def __getitem__(self, number: int) -> Vector:
        """Return what one column says."""
        vector = self._columns[number].vector
        return vector[: self._count] if self._slots is None else vector[self._slots]
