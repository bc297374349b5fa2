"""Where rows are: coordinates by slot, and quick ways to those in a box or near a place."""

from collections.abc import Callable, Sequence
from typing import Generic

import numpy as np

from app.domain.geo import BBox, Circle
from web.replica.column import Column, Vector
from web.replica.current_values import IndexValues
from web.replica.place_grid import PlaceGrid
from web.replica.row_kind import R
from web.replica.row_store import RowStore

WORTH_SEARCHING = 4_096
"""To look at each of fewer rows takes no longer than to find out where to look."""


class PlaceIndex(Generic[R]):
    """The coordinates of a table's rows."""

    def __init__(
        self, store: RowStore[R], latitude_of: Callable[[R], float], longitude_of: Callable[[R], float]
    ) -> None:
        self._store = store
        self._latitude_of, self._longitude_of = latitude_of, longitude_of
        self.latitude, self.longitude = Column("f8"), Column("f8")
        self.columns: Sequence[Column] = (self.latitude, self.longitude)
        self.watched: Sequence[Column] = self.columns
        self._value = store.attach(self)
        self.clear()

    def clear(self) -> None:
        """Forget what was sorted."""
        self._grid = PlaceGrid(self.latitude, self.longitude, self._store.changes)

    def settle(self) -> None:
        """Do nothing: who searches first sorts."""

    def write(self, slots: Vector, rows: Sequence[R]) -> None:
        """Set where these rows are."""
        self.latitude.vector[slots] = list(map(self._latitude_of, rows))
        self.longitude.vector[slots] = list(map(self._longitude_of, rows))

    def write_one(self, slot: int, row: R) -> None:
        """Set where one row is."""
        self.latitude.cells[slot] = self._latitude_of(row)
        self.longitude.cells[slot] = self._longitude_of(row)

    def __len__(self) -> int:
        """Return how many slots there are."""
        return self._store.slot_count

    def coordinates_in(self, values: IndexValues) -> tuple[Vector, Vector]:
        """Return latitudes and longitudes from the watched values of some rows."""
        return values[self._value], values[self._value + 1]

    def coordinates_of(self, slots: Vector | None) -> tuple[Vector, Vector]:
        """Return latitudes and longitudes of these slots (None: of all)."""
        chosen: slice | Vector = slice(len(self)) if slots is None else slots
        return self.latitude.vector[chosen], self.longitude.vector[chosen]

    def ranks_of(self, slots: Vector) -> Vector:
        """Return numbers that are in the order of these rows' ids."""
        return self._store.order.ranks_of(slots)

    def slots_around(self, area: BBox | Circle) -> Vector | None:
        """Return slots that hold all rows in the area, or None where to look at every row is as quick."""
        slots = len(self)
        # Until the store is complete, the ring does not know all of its changes.
        if slots < WORTH_SEARCHING or not self._store.is_complete:
            return None
        return self._grid.slots_around(area, slots, slots // 8)

    def is_in(self, box: BBox, values: IndexValues) -> Vector:
        """Tell what `box.contains` tells, for all these rows at once."""
        latitude, longitude = self.coordinates_in(values)
        mask = (latitude >= box.south) & (latitude <= box.north)
        east_of_west, west_of_east = longitude >= box.west, longitude <= box.east
        mask &= (east_of_west | west_of_east) if box.crosses_antimeridian else (east_of_west & west_of_east)
        return np.asarray(mask)
