"""The latest row of every shipment, in memory: columns to search, the changelog's own bytes to send.

A row lives in a slot, which it keeps until the view is reset. Nothing here awaits, so what one call after another
returns belongs together as long as the caller does not await between them.
"""

from collections.abc import Sequence
from math import nan

import numpy as np

from app.domain.geo import BBox
from web.change_ring import ChangeRing, ChangeSet, Places
from web.changelog_row import ChangelogRow
from web.column import Column, Vector
from web.cursor import cursor_start
from web.filters import Filters
from web.ordered_ids import OrderedIds

NOWHERE = (nan, nan, -1)
"""Place and driver of a shipment before its first row; no filter matches it."""
MOST_RECENT = 8
"""Readers stand at few places at once, so few of the answers to "what changed since" are worth keeping."""
FEW = 5
"""Up to so many hits in a thousand rows, sorting the hits is quicker than walking all rows in order."""


class LatestView:
    """A read replica of the table `latest`, with the changes that lately led to it."""

    def __init__(self, partitions: int, ring_size: int = 1_000) -> None:
        self.changes = ChangeRing(partitions, ring_size)
        self.epoch: str | None = None
        """The life of the changelog that the rows come from; None until it is known."""
        self.is_complete = False
        """Whether the view has caught up with the changelog since it was made or reset."""
        self.generation = 0
        """Grows with every reset; slots of another generation mean nothing."""
        self._forget_rows(partitions)

    def _forget_rows(self, partitions: int) -> None:
        self._next_offsets = [0] * partitions
        self._recent: dict[int, tuple[ChangeSet, Places]] = {}
        self._recent_end = 0
        self._cursor_start: str | None = None
        self._slots: dict[str, int] = {}
        self._ids: list[str] = []
        self._rows: list[bytes] = []
        self._ordered = OrderedIds()
        self._driver_numbers: dict[str, int] = {}
        self._drivers: list[str] = []
        self._ordered_drivers = OrderedIds()
        self._latitude, self._longitude = Column("f8"), Column("f8")
        self._timestamp, self._received_at = Column("f8"), Column("f8")
        self._offset, self._index, self._driver = Column("i8"), Column("i4"), Column("i4")

    def __len__(self) -> int:
        return len(self._rows)

    @property
    def next_offsets(self) -> tuple[int, ...]:
        """Return, for each partition of the changelog, the offset after the last record read."""
        return tuple(self._next_offsets)

    def advance(self, partition: int, next_offset: int) -> None:
        """Say that every record of the partition before `next_offset` has been read."""
        self._next_offsets[partition] = next_offset
        self._cursor_start = None

    def reset(self, first_offsets: Sequence[int]) -> None:
        """Forget every row, as the changelog is a new one; changes are kept from `first_offsets` on."""
        self._forget_rows(len(self._next_offsets))
        self.epoch, self.is_complete = None, False
        self.generation += 1
        self.changes.clear(first_offsets)

    def cursor(self, filters: Filters) -> str:
        """Return the cursor of the view as it is now; the epoch must be known."""
        if self._cursor_start is None:
            if self.epoch is None:
                raise ValueError("the changelog's epoch is not known yet")
            self._cursor_start = cursor_start(self.epoch, self.next_offsets)
        return f"{self._cursor_start}.{filters.key}"

    def apply(self, row: ChangelogRow, raw: bytes, partition: int, offset: int) -> int | None:
        """Take a row over if its version is greater; return its slot, or None where it changes nothing."""
        slot = self._slots.get(row.shipmentId)
        _, source_offset, index = row.source
        if slot is None:
            slot = self._add(row.shipmentId, raw)
            latitude, longitude, driver = NOWHERE
        else:
            shown_at = self._timestamp.cells[slot]
            if row.timestamp < shown_at:
                return None
            if row.timestamp == shown_at:
                shown_offset = self._offset.cells[slot]
                if source_offset < shown_offset or (source_offset == shown_offset and index <= self._index.cells[slot]):
                    return None
            latitude, longitude = self._latitude.cells[slot], self._longitude.cells[slot]
            driver = self._driver.cells[slot]
            self._rows[slot] = raw
        self._write(slot, row, source_offset, index)
        self.changes.append(partition, offset, slot, latitude, longitude, driver)
        return slot

    def _add(self, shipment_id: str, raw: bytes) -> int:
        slot = len(self._rows)
        if slot == len(self._latitude.vector):
            for column in (self._latitude, self._longitude, self._timestamp, self._received_at):
                column.grow(2 * slot)
            for column in (self._offset, self._index, self._driver):
                column.grow(2 * slot)
        self._slots[shipment_id] = slot
        self._ids.append(shipment_id)
        self._rows.append(raw)
        self._ordered.add(shipment_id, slot)
        return slot

    def _write(self, slot: int, row: ChangelogRow, source_offset: int, index: int) -> None:
        driver = self._driver_numbers.get(row.driverId)
        if driver is None:
            driver = self._driver_numbers[row.driverId] = len(self._drivers)
            self._drivers.append(row.driverId)
            self._ordered_drivers.add(row.driverId, driver)
        self._latitude.cells[slot] = row.latitude
        self._longitude.cells[slot] = row.longitude
        self._timestamp.cells[slot] = row.timestamp
        self._received_at.cells[slot] = row.timestamp if row.receivedAt is None else row.receivedAt
        self._offset.cells[slot] = source_offset
        self._index.cells[slot] = index
        self._driver.cells[slot] = driver

    # What changed

    def changes_since(self, sequence: int) -> tuple[ChangeSet, Places]:
        """Return what changed from a sequence number on and where it is now; remembered until the next change."""
        if self._recent_end != self.changes.end or len(self._recent) > MOST_RECENT:
            self._recent_end = self.changes.end
            self._recent.clear()
        found = self._recent.get(sequence)
        if found is None:
            changes = self.changes.since(sequence)
            found = self._recent[sequence] = (changes, self.places_of(changes.slots))
        return found

    def places_of(self, slots: Vector | None) -> Places:
        """Return where these rows are (None: all of them)."""
        return Places(self._of(self._latitude, slots), self._of(self._longitude, slots), self._of(self._driver, slots))

    # One row

    def get(self, shipment_id: str) -> bytes | None:
        """Return the JSON of a shipment's row."""
        slot = self._slots.get(shipment_id)
        return None if slot is None else self._rows[slot]

    def slot_of(self, shipment_id: str) -> int | None:
        """Return where a shipment's row is."""
        return self._slots.get(shipment_id)

    def row_at(self, slot: int) -> bytes:
        """Return the JSON of the row."""
        return self._rows[slot]

    def rows_at(self, slots: Sequence[int]) -> list[bytes]:
        """Return the JSON of several rows."""
        rows = self._rows
        return [rows[slot] for slot in slots]

    def timestamp_at(self, slot: int) -> float:
        """Return the device's time of the row, Unix seconds."""
        timestamp: float = self._timestamp.cells[slot]
        return timestamp

    def shipment_id_at(self, slot: int) -> str:
        """Return the shipment of the row."""
        return self._ids[slot]

    def driver_id_at(self, slot: int) -> str:
        """Return the driver of the row."""
        number: int = self._driver.cells[slot]
        return self._drivers[number]

    # Many rows

    def select(
        self,
        filters: Filters,
        *,
        min_timestamp: float | None = None,
        received_since: float | None = None,
        after: str | None = None,
        limit: int | None = None,
    ) -> list[int]:
        """Return the slots of matching rows in order of shipment id, those after the id `after`, at most `limit`.

        `min_timestamp` bounds the device's time, `received_since` the edge's (the device's where no edge took the
        fix); Unix seconds, both inclusive.
        """
        if filters.shipment_ids:
            chosen = self._slots_of_shipments(filters)
            mask = self.matches(filters, chosen)
        else:
            chosen, mask = None, self.matches(filters, None)
        if min_timestamp is not None:
            mask = mask & (self._of(self._timestamp, chosen) >= min_timestamp)
        if received_since is not None:
            mask = mask & (self._of(self._received_at, chosen) >= received_since)
        hits = chosen[mask] if chosen is not None else None
        if hits is None and np.count_nonzero(mask) * 1000 <= FEW * len(mask):
            hits = np.flatnonzero(mask)
        if hits is None:
            ordered = self._ordered.slots_after(after)
            everywhere = ordered[mask[ordered]] if not mask.all() else ordered
            return list(everywhere[:limit].tolist())
        ids = self._ids
        slots = [slot for slot in hits.tolist() if after is None or ids[slot] > after]
        slots.sort(key=ids.__getitem__)
        return slots[:limit]

    def matching(self, filters: Filters) -> Vector:
        """Return the slots of matching rows, in no particular order."""
        if filters.shipment_ids:
            chosen = self._slots_of_shipments(filters)
            return chosen[self.matches(filters, chosen)]
        return np.flatnonzero(self.matches(filters, None)).astype(np.int32)

    def matches(self, filters: Filters, slots: Vector | None) -> Vector:
        """Tell for each of these rows (None: of all) whether it passes the filters."""
        return self.matches_at(filters, slots, self.places_of(slots))

    def matches_at(self, filters: Filters, slots: Vector | None, places: Places) -> Vector:
        """Tell for each of these shipments whether it would pass the filters at that place with that driver."""
        mask = np.ones(len(places.latitude), np.bool_)
        if filters.shipment_ids:
            known = np.arange(len(self._rows), dtype=np.int32) if slots is None else slots
            mask &= _is_any_of(known, self._slots_of_shipments(filters))
        if filters.driver_ids:
            numbers = [self._driver_numbers[driver] for driver in filters.driver_ids if driver in self._driver_numbers]
            mask &= _is_any_of(places.driver, np.array(numbers, np.int32))
        if filters.bbox is not None:
            mask &= _is_in(filters.bbox, places)
        return mask

    def driver_ids(self, after: str | None, limit: int) -> list[str]:
        """Return the drivers that have a row, in order of their id, those after the id `after`, at most `limit`."""
        is_busy = np.bincount(self._of(self._driver, None), minlength=len(self._drivers)) > 0
        ordered = self._ordered_drivers.slots_after(after)
        return [self._drivers[number] for number in ordered[is_busy[ordered]][:limit].tolist()]

    def slots_of_driver(self, driver_id: str) -> list[int]:
        """Return the slots of a driver's rows, in order of shipment id."""
        return self.select(Filters(driver_ids=frozenset({driver_id})))

    def _of(self, column: Column, slots: Vector | None) -> Vector:
        return column.vector[: len(self._rows)] if slots is None else column.vector[slots]

    def _slots_of_shipments(self, filters: Filters) -> Vector:
        known = (self._slots.get(shipment_id) for shipment_id in filters.shipment_ids)
        return np.array([slot for slot in known if slot is not None], np.int32)


def _is_any_of(values: Vector, wanted: Vector) -> Vector:
    if len(wanted) == 1:
        return np.asarray(values == wanted[0])
    return np.isin(values, wanted)


def _is_in(bbox: BBox, places: Places) -> Vector:
    """Tell what `bbox.contains` tells, for all places at once."""
    latitude, longitude = places.latitude, places.longitude
    mask = (latitude >= bbox.south) & (latitude <= bbox.north)
    east_of_west, west_of_east = longitude >= bbox.west, longitude <= bbox.east
    mask &= (east_of_west | west_of_east) if bbox.crosses_antimeridian else (east_of_west & west_of_east)
    return np.asarray(mask)
