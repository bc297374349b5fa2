"""Whose rows are: drivers as numbers by slot, and the drivers that have a row, in order of their id."""

from collections.abc import Callable, Iterable, Sequence
from typing import Generic, cast

import numpy as np

from web.replica.column import Column, Vector, is_any_of
from web.replica.current_values import IndexValues
from web.replica.ordered_ids import OrderedIds
from web.replica.row_kind import R
from web.replica.row_store import RowStore

FIRST_CROWD = 1_024
"""So many drivers are remembered before those that nothing names any more are looked for."""


class DriverIndex(Generic[R]):
    """The drivers of a table's rows."""

    def __init__(self, store: RowStore[R], driver_of: Callable[[R], str]) -> None:
        self._store, self._driver_of = store, driver_of
        self._number = Column("i4")
        self.columns: Sequence[Column] = (self._number,)
        self.watched: Sequence[Column] = self.columns
        self._value = store.attach(self)
        self.clear()

    def clear(self) -> None:
        """Forget all drivers."""
        self._numbers: dict[str, int] = {}
        self._ids: list[str] = []
        self._ordered = OrderedIds()
        self._crowd = FIRST_CROWD
        self._store.changes.kept_of(self._value)[:] = 0

    def settle(self) -> None:
        """Put the drivers in order."""
        self._ordered.settle()

    def write(self, slots: Vector, rows: Sequence[R]) -> None:
        """Set whose these rows are."""
        if len(self._ids) >= self._crowd:
            self._forget_unused()
        drivers = list(map(self._driver_of, rows))
        numbers = list(map(self._numbers.get, drivers))
        known = [self._number_of(driver) for driver in drivers] if None in numbers else cast("list[int]", numbers)
        self._number.vector[slots] = known

    def write_one(self, slot: int, row: R) -> None:
        """Set whose one row is."""
        if len(self._ids) >= self._crowd:
            self._forget_unused()
        driver_id = self._driver_of(row)
        number = self._numbers.get(driver_id)
        self._number.cells[slot] = self._number_of(driver_id) if number is None else number

    def _number_of(self, driver_id: str) -> int:
        number = self._numbers.get(driver_id)
        if number is None:
            number = self._numbers[driver_id] = len(self._ids)
            self._ids.append(driver_id)
            self._ordered.add_all([driver_id], [number])
        return number

    def _forget_unused(self) -> None:
        """Renumber the drivers, without those that neither a row nor the ring names."""
        numbers, kept = self._number.vector[: self._store.slot_count], self._store.changes.kept_of(self._value)
        is_used = np.zeros(len(self._ids), np.bool_)
        is_used[numbers[self._live]] = True
        is_used[kept] = True
        if not is_used.all():
            renumbered = np.cumsum(is_used, dtype=np.int32) - np.int32(1)
            renumbered[~is_used] = 0  # of deleted rows, whose driver no query asks for
            numbers[:], kept[:] = renumbered[numbers], renumbered[kept]
            self._ids = [self._ids[number] for number in np.flatnonzero(is_used).tolist()]
            self._numbers = {driver_id: number for number, driver_id in enumerate(self._ids)}
            self._ordered = OrderedIds()
            self._ordered.add_all(self._ids, range(len(self._ids)))
        self._crowd = max(FIRST_CROWD, 2 * len(self._ids))

    @property
    def _live(self) -> Vector:
        return self._store.is_live.vector[: self._store.slot_count]

    def is_any_of(self, driver_ids: Iterable[str], values: IndexValues) -> Vector:
        """Tell for each of these rows whether one of the drivers has it."""
        numbers = [self._numbers[driver_id] for driver_id in driver_ids if driver_id in self._numbers]
        return is_any_of(values[self._value], np.array(numbers, np.int32))

    def id_at(self, slot: int) -> str:
        """Return the driver of a row."""
        number: int = self._number.cells[slot]
        return self._ids[number]

    def ids(self, after: str | None, limit: int, among: Vector | None = None) -> list[str]:
        """Return the drivers that have a row, in order of their id, those after the id `after`, at most `limit`.

        `among` are the slots of the rows that count, None for all.
        """
        numbers = self._number.vector[: self._store.slot_count]
        if among is not None:
            numbers = numbers[among]
        elif not self._store.is_all_live:
            numbers = numbers[self._live]
        has_rows = np.bincount(numbers, minlength=len(self._ids)) > 0
        ordered = self._ordered.slots_after(after)
        return [self._ids[number] for number in ordered[has_rows[ordered]][:limit].tolist()]
