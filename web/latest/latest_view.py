"""The latest row of every shipment, in memory: columns to search, the changelog's own bytes to send.

A row lives in a slot, which it keeps until the view is reset. Nothing here awaits, so what one call after another
returns belongs together as long as the caller does not await between them.
"""

from collections.abc import Sequence
from itertools import compress
from typing import cast

import numpy as np

from app.domain.geo import BBox, Circle
from app.domain.id_order import order_key
from web.latest.changelog_row import ChangelogRow
from web.latest.filters import EVERYTHING, Filters
from web.replica.change_ring import ChangeRing, ChangeSet, Places
from web.replica.column import Column, Vector
from web.replica.cursor import cursor_start
from web.replica.nearest import nearest
from web.replica.ordered_ids import OrderedIds
from web.replica.place_grid import PlaceGrid
from web.replica.row_columns import NOWHERE, RowColumns, versions_of

NO_DRIVERS = np.empty(0, np.int32)
MOST_RECENT = 8
"""Readers stand at few places at once, so few of the answers to "what changed since" are worth keeping."""
FEW = 5
"""Up to so many hits in a thousand rows, sorting the hits is quicker than walking all rows in order."""
WORTH_SEARCHING = 4_096
"""To look at each of fewer rows takes no longer than to find out where to look."""
WORTH_COLUMNS = 12
"""Fewer rows are applied one by one in less time than it takes to set up the vectors."""


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
        self._columns = columns = RowColumns()
        self._latitude, self._longitude, self._driver = columns.latitude, columns.longitude, columns.driver
        self._timestamp, self._received_at = columns.timestamp, columns.received_at
        self._grid = PlaceGrid(columns.latitude, columns.longitude, self.changes)

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
            slot = self._add(row.shipmentId, raw, partition)
            latitude, longitude, driver = NOWHERE
        else:
            shown_at = self._timestamp.cells[slot]
            if row.timestamp < shown_at:
                return None
            if row.timestamp == shown_at:
                shown_offset = self._columns.offset.cells[slot]
                if source_offset < shown_offset or (
                    source_offset == shown_offset and index <= self._columns.index.cells[slot]
                ):
                    return None
            latitude, longitude = self._latitude.cells[slot], self._longitude.cells[slot]
            driver = self._driver.cells[slot]
            self._rows[slot] = raw
        self._columns.write_one(slot, row, self._number_of(row.driverId))
        self.changes.append(partition, offset, slot, latitude, longitude, driver)
        return slot

    def apply_all(
        self, rows: Sequence[ChangelogRow], raws: Sequence[bytes], partition: int, offsets: Sequence[int]
    ) -> list[bool]:
        """Do what `apply` does for each row in turn, in a third of the time; tell for each whether it was taken over."""
        ids = [row.shipmentId for row in rows]
        if len(ids) < WORTH_COLUMNS or len(set(ids)) < len(ids):
            each = zip(rows, raws, offsets, strict=True)
            return [self.apply(row, raw, partition, offset) is not None for row, raw, offset in each]
        known = len(self._rows)
        slots, versions = self._slots_for(ids, raws, partition), versions_of(rows)
        is_newer = self._columns.is_newer(slots, versions) | (slots >= known)
        taken: list[bool] = is_newer.tolist()
        at = np.array(offsets, np.int64)
        if not all(taken):
            rows, raws = list(compress(rows, taken)), list(compress(raws, taken))
            slots, versions, at = slots[is_newer], versions.of(is_newer), at[is_newer]
        if rows:
            before = self.places_of(slots)
            self._columns.write(slots, rows, versions, self._numbers_of([row.driverId for row in rows]))
            for slot, raw in zip(slots.tolist(), raws, strict=True):
                self._rows[slot] = raw
            self.changes.extend(partition, at, slots, before)
        return taken

    def _slots_for(self, ids: list[str], raws: Sequence[bytes], partition: int) -> Vector:
        """Return where these different shipments are; those that are new get a slot with their first row."""
        slots = list(map(self._slots.get, ids))
        if None in slots:
            places = [place for place, slot in enumerate(slots) if slot is None]
            first = len(self._rows)
            new_slots, new_ids = range(first, first + len(places)), [ids[place] for place in places]
            self._slots.update(zip(new_ids, new_slots, strict=True))
            self._ids += new_ids
            self._rows += [raws[place] for place in places]
            self._ordered.add_all(new_ids, first)
            self._columns.add(first, new_slots.stop, partition)
            for place, slot in zip(places, new_slots, strict=True):
                slots[place] = slot
        return np.array(slots, np.int32)

    def _add(self, shipment_id: str, raw: bytes, partition: int) -> int:
        slot = len(self._rows)
        self._slots[shipment_id] = slot
        self._ids.append(shipment_id)
        self._rows.append(raw)
        self._ordered.add_all([shipment_id], slot)
        self._columns.add(slot, slot + 1, partition)
        return slot

    def _numbers_of(self, driver_ids: list[str]) -> list[int]:
        numbers = list(map(self._driver_numbers.get, driver_ids))
        return (
            [self._number_of(driver_id) for driver_id in driver_ids] if None in numbers else cast("list[int]", numbers)
        )

    def _number_of(self, driver_id: str) -> int:
        number = self._driver_numbers.get(driver_id)
        if number is None:
            number = self._driver_numbers[driver_id] = len(self._drivers)
            self._drivers.append(driver_id)
            self._ordered_drivers.add_all([driver_id], number)
        return number

    def put_in_order(self) -> None:
        """Do now what the first question for rows in order would else wait for: half a second for a million rows."""
        self._ordered.settle()
        self._ordered_drivers.settle()

    def slots_of_partition(self, partition: int) -> Vector:
        """Return the slots of the rows that come from a partition of the changelog."""
        return np.flatnonzero(self._of(self._columns.partition, None) == partition)

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

    def coordinates_of(self, slots: Vector | None) -> tuple[Vector, Vector]:
        """Return latitudes and longitudes of these rows (None: of all)."""
        return self._of(self._latitude, slots), self._of(self._longitude, slots)

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

    def timestamps_at(self, slots: Sequence[int]) -> Vector:
        """Return the device's times of several rows."""
        return self._timestamp.vector[np.asarray(slots, np.int32)]

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
        near: Circle | None = None,
    ) -> list[int]:
        """Return the slots of matching rows in order of shipment id, those after the id `after`, at most `limit`.

        `min_timestamp` bounds the device's time, `received_since` the edge's (the device's where no edge took the
        fix); Unix seconds, both inclusive. With `near`, rows in that circle, nearest first, and no `after`.
        """

        def is_wanted(slots: Vector | None) -> Vector:
            mask = self.matches(filters, slots)
            if min_timestamp is not None:
                mask &= self._of(self._timestamp, slots) >= min_timestamp
            if received_since is not None:
                mask &= self._of(self._received_at, slots) >= received_since
            return mask

        chosen = self._narrowed(filters)
        if near is not None:
            if filters == EVERYTHING and min_timestamp is None and received_since is None:
                return nearest(self, near, limit, None, None)
            # Rows of few drivers are found quicker than places among all rows.
            return nearest(self, near, limit, self.matching(filters) if filters.driver_ids else chosen, is_wanted)
        mask = is_wanted(chosen)
        if chosen is None and mask.all():
            return list(self._ordered.slots_after(after)[:limit].tolist())
        hits = np.flatnonzero(mask) if chosen is None else chosen[mask]
        return list(self.in_id_order(hits, after)[:limit].tolist())

    def in_id_order(self, slots: Vector, after: str | None = None) -> Vector:
        """Return these slots in order of shipment id, those after the id `after`."""
        if len(slots) * 1000 > FEW * len(self._rows):
            mask = np.zeros(len(self._rows), np.bool_)
            mask[slots] = True
            ordered = self._ordered.slots_after(after)
            return ordered[mask[ordered]]
        if after is not None:
            ids, after_key = self._ids, order_key(after)
            slots = np.array([slot for slot in slots.tolist() if order_key(ids[slot]) > after_key], np.int32)
        return slots[self.ranks_of(slots).argsort()]

    def ranks_of(self, slots: Vector) -> Vector:
        """Return numbers that are in the order of these rows' shipment ids."""
        is_few = len(slots) * 1000 <= FEW * len(self._rows)
        ranks = self._ordered.ranks_of(slots, at_once=not is_few)
        if ranks is None:
            keys = [order_key(self._ids[slot]) for slot in slots.tolist()]
            ranks = np.empty(len(keys), np.int32)
            ranks[sorted(range(len(keys)), key=keys.__getitem__)] = np.arange(len(keys), dtype=np.int32)
        return ranks

    def slots_around(self, area: BBox | Circle) -> Vector | None:
        """Return slots that hold all rows in the area, or None where to look at every row is as quick."""
        rows = len(self._rows)
        # Until the view is complete, the ring does not know all of its changes.
        if rows < WORTH_SEARCHING or not self.is_complete:
            return None
        return self._grid.slots_around(area, rows, rows // 8)

    def matching(self, filters: Filters) -> Vector:
        """Return the slots of matching rows, in no particular order."""
        chosen = self._narrowed(filters)
        mask = self.matches(filters, chosen)
        return np.flatnonzero(mask).astype(np.int32) if chosen is None else chosen[mask]

    def _narrowed(self, filters: Filters) -> Vector | None:
        """Return slots that hold all matching rows, where there is a quick way to them."""
        if filters.shipment_ids:
            return self._slots_of_shipments(filters)
        return None if filters.bbox is None else self.slots_around(filters.bbox)

    def matches(self, filters: Filters, slots: Vector | None) -> Vector:
        """Tell for each of these rows (None: of all) whether it passes the filters."""
        latitude, longitude = self.coordinates_of(slots)
        # Most filters do not ask for drivers, and a column is not gathered for nothing.
        driver = self._of(self._driver, slots) if filters.driver_ids else NO_DRIVERS
        return self.matches_at(filters, slots, Places(latitude, longitude, driver))

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
