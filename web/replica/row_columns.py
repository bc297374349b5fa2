"""What a view knows of its rows in numbers, by slot: place, version, driver, origin."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import nan

import numpy as np

from web.latest.changelog_row import ChangelogRow
from web.replica.column import Column, Vector

NOWHERE = (nan, nan, -1)
"""Place and driver of a shipment before its first row; no filter matches it."""


@dataclass(frozen=True, slots=True)
class Versions:
    """Versions of some rows as parallel columns."""

    timestamp: Vector
    offset: Vector
    index: Vector

    def of(self, is_wanted: Vector) -> "Versions":
        """Return those of the wanted rows."""
        return Versions(self.timestamp[is_wanted], self.offset[is_wanted], self.index[is_wanted])


def versions_of(rows: Iterable[ChangelogRow]) -> Versions:
    """Return the rows' versions."""
    sources = [row.source for row in rows]
    return Versions(
        np.array([row.timestamp for row in rows], np.float64),
        np.array([source[1] for source in sources], np.int64),
        np.array([source[2] for source in sources], np.int32),
    )


class RowColumns:
    """The columns; they grow together."""

    def __init__(self) -> None:
        self.latitude, self.longitude = Column("f8"), Column("f8")
        self.timestamp, self.received_at = Column("f8"), Column("f8")
        self.offset, self.index = Column("i8"), Column("i4")
        self.driver, self.partition = Column("i4"), Column("i2")

    def make_room(self, rows: int) -> None:
        """Make sure that there are that many slots."""
        if rows <= (capacity := len(self.latitude.vector)):
            return
        for column in vars(self).values():
            column.grow(max(rows, 2 * capacity))

    def add(self, first: int, end: int, partition: int) -> None:
        """Make slots for new shipments, which are nowhere until their first row is written."""
        self.make_room(end)
        self.latitude.vector[first:end], self.longitude.vector[first:end], self.driver.vector[first:end] = NOWHERE
        self.partition.vector[first:end] = partition

    def is_newer(self, slots: Vector, versions: Versions) -> Vector:
        """Tell for each of these versions whether it is greater than the one in its slot."""
        shown_at = self.timestamp.vector[slots]
        is_newer, is_equal = versions.timestamp > shown_at, versions.timestamp == shown_at
        if is_equal.any():
            shown = self.offset.vector[slots]
            is_later = (versions.offset == shown) & (versions.index > self.index.vector[slots])
            is_newer |= is_equal & (is_later | (versions.offset > shown))
        return np.asarray(is_newer)

    def write(self, slots: Vector, rows: Sequence[ChangelogRow], versions: Versions, drivers: list[int]) -> None:
        """Set what these different slots show."""
        self.latitude.vector[slots] = [row.latitude for row in rows]
        self.longitude.vector[slots] = [row.longitude for row in rows]
        received_at = np.array([row.receivedAt for row in rows], np.float64)  # None becomes not-a-number
        self.received_at.vector[slots] = np.where(np.isnan(received_at), versions.timestamp, received_at)
        self.timestamp.vector[slots], self.offset.vector[slots] = versions.timestamp, versions.offset
        self.index.vector[slots], self.driver.vector[slots] = versions.index, drivers

    def write_one(self, slot: int, row: ChangelogRow, driver: int) -> None:
        """Set what one slot shows; for few rows quicker than `write`."""
        self.latitude.cells[slot], self.longitude.cells[slot] = row.latitude, row.longitude
        self.timestamp.cells[slot] = row.timestamp
        self.received_at.cells[slot] = row.timestamp if row.receivedAt is None else row.receivedAt
        _, self.offset.cells[slot], self.index.cells[slot] = row.source
        self.driver.cells[slot] = driver
