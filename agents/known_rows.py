"""What a worker knows of the newest rows of its subjects, to spare RocksDB a read for each fix."""

from itertools import islice
from math import inf
from typing import Any, NamedTuple

from app.domain.suspicion import Place

PlainRow = tuple[float, float, float]
"""Timestamp, latitude and longitude of a row that needs nothing else."""
NO_ROW: PlainRow = (-inf, 0.0, 0.0)
"""What is known of a subject that is at home here and has no row: any fix of it is newer."""


class KnownRow(NamedTuple):
    """What decides on the next fix or contact of a subject."""

    place: Place
    fleet: str | None = None
    held: Place | None = None
    contact_at: float | None = None

    @property
    def is_plain(self) -> bool:
        """Tell whether its place is all there is to know."""
        return self.fleet is None and self.held is None and self.contact_at is None

    @property
    def exists(self) -> bool:
        """Tell whether there is a row."""
        return self.place.timestamp != -inf

    @property
    def heard_at(self) -> float:
        """Return when the subject was last heard, Unix seconds."""
        return max(self.place.timestamp, -inf if self.contact_at is None else self.contact_at)


ABSENT = KnownRow(Place(0.0, 0.0, -inf))


class KnownRows:
    """Newest rows by row id; by partition, since a subject belongs to one.

    Never of a deletion, so that the next fix of a deleted subject reads its row.
    """

    def __init__(self, partitions: int, size: int) -> None:
        self.plain: list[dict[str, PlainRow]] = [{} for _ in range(partitions)]
        """Most rows; the loop over all fixes reads and writes them here."""
        self._others: list[dict[str, KnownRow]] = [{} for _ in range(partitions)]
        """Rows of a fleet, suspect ones and those with a contact: apart, so that the other rows cost no more."""
        self._size = size

    def has(self, partition: int, row_id: str) -> bool:
        """Tell whether anything is known of a row."""
        return row_id in self.plain[partition] or row_id in self._others[partition]

    def get(self, partition: int, row_id: str) -> KnownRow | None:
        """Return what is known of a row; None: nothing."""
        plain = self.plain[partition].get(row_id)
        if plain is None:
            return self._others[partition].get(row_id)
        timestamp, latitude, longitude = plain
        return KnownRow(Place(latitude, longitude, timestamp))

    def set(self, partition: int, row_id: str, row: KnownRow) -> None:
        """Remember the newest row of a subject."""
        if row.is_plain:
            self._others[partition].pop(row_id, None)
            self.plain[partition][row_id] = row.place.timestamp, row.place.latitude, row.place.longitude
        else:
            self.plain[partition].pop(row_id, None)
            self._others[partition][row_id] = row

    def drop(self, partition: int, row_id: str) -> None:
        """Forget what is known of a row."""
        self.plain[partition].pop(row_id, None)
        self._others[partition].pop(row_id, None)

    def clear(self) -> None:
        """Forget all."""
        for cache in self._caches():
            cache.clear()

    def bound(self) -> None:
        """Forget some rows where too many are known."""
        caches = self._caches()
        excess = sum(map(len, caches)) - self._size
        if excess > 0:
            # Any may go: a row that is pending or in flight is found in the table all the same.
            largest = max(caches, key=len)
            for row_id in list(islice(largest, excess + self._size // 10)):
                del largest[row_id]

    def _caches(self) -> list[dict[str, Any]]:
        return [*self.plain, *self._others]
