"""Of which fleet rows are: a number by slot, 0 where a row is of none."""

from collections.abc import Callable, Sequence
from typing import Generic

import numpy as np

from web.replica.column import Column, Vector
from web.replica.current_values import IndexValues
from web.replica.row_kind import R
from web.replica.row_store import RowStore

NO_FLEET = 0
UNKNOWN_FLEET = -1
"""The number that no row has."""


class FleetIndex(Generic[R]):
    """The fleets of a table's rows; a deleted row keeps its fleet, so that its readers alone are told of the deletion."""

    def __init__(self, store: RowStore[R], fleet_of: Callable[[R], str | None]) -> None:
        self._fleet_of = fleet_of
        self._number = Column("i4")
        self.columns: Sequence[Column] = (self._number,)
        self.watched: Sequence[Column] = self.columns
        self._value = store.attach(self)
        self.clear()

    def clear(self) -> None:
        """Forget all fleets."""
        self._numbers: dict[str | None, int] = {None: NO_FLEET}
        self._names: list[str | None] = [None]

    def settle(self) -> None:
        """Do nothing: fleets have no order."""

    def write(self, slots: Vector, rows: Sequence[R]) -> None:
        """Set of which fleet these rows are."""
        fleets = list(map(self._fleet_of, rows))
        if len(self._names) > 1 or any(fleets):
            self._number.vector[slots] = list(map(self._number_of, fleets))

    def write_one(self, slot: int, row: R) -> None:
        """Set of which fleet one row is."""
        self._number.cells[slot] = self._number_of(self._fleet_of(row))

    def _number_of(self, fleet: str | None) -> int:
        number = self._numbers.get(fleet)
        if number is None:
            number = self._numbers[fleet] = len(self._names)
            self._names.append(fleet)
        return number

    def fleet_at(self, slot: int) -> str | None:
        """Return the fleet of a row; None where it is of none."""
        number: int = self._number.cells[slot]
        return self._names[number]

    def is_of(self, fleet: str, values: IndexValues) -> Vector:
        """Tell for each of these rows whether it is of a fleet."""
        return np.asarray(values[self._value] == self._numbers.get(fleet, UNKNOWN_FLEET))

    def is_or_was_of(self, fleet: str, slots: Vector, before: IndexValues | None) -> Vector:
        """Tell for each of these slots whether its row is of a fleet, or was before its deletion or at `before`."""
        known = np.asarray(self._number.vector[slots] == self._numbers.get(fleet, UNKNOWN_FLEET))
        return known if before is None else known | self.is_of(fleet, before)
