"""The devices that a reader knows: the registered ones, and those that rows of `latest` come from."""

from collections.abc import Iterator, Mapping
from heapq import nsmallest
from typing import NamedTuple

import numpy as np

from app.devices.books import DeviceBook, DriverBook
from app.devices.device_record import DeviceRecord
from app.domain.id_order import order_key
from web.latest.latest_view import LatestView


class KnownDevice(NamedTuple):
    """A device, its record, and the slot of its newest row; one of the two may be missing."""

    id: str
    record: DeviceRecord | None
    slot: int | None


class DeviceFilters(NamedTuple):
    """Which devices a reader asks for; None and () for all."""

    words: tuple[str, ...] = ()
    """What id, name, driver and driver's name contain, all of them, in lower case."""
    driver_ids: frozenset[str] = frozenset()
    is_bound: bool | None = None


class KnownDevices:
    """What a reader of a fleet, or of all, knows; rows and records are joined within one fleet only."""

    def __init__(self, view: LatestView, devices: DeviceBook, drivers: DriverBook, fleet: str | None) -> None:
        self._view, self._devices, self._drivers, self._fleet = view, devices, drivers, fleet
        self._generation = view.store.generation

    def find(self, device_id: str) -> KnownDevice | None:
        """Return a device, or None where nothing is known of it."""
        record = self._visible(self._devices.find(device_id))
        slot = self._newest_of(device_id, record)
        return None if record is None and slot is None else KnownDevice(device_id, record, slot)

    def all(self) -> list[KnownDevice]:
        """Return all devices in no order."""
        index = self._view.indexes
        among = None
        if self._fleet is not None:
            count = self._view.store.slot_count
            among = index.fleets.is_or_was_of(self._fleet, np.arange(count, dtype=np.int32), None)
        newest = index.devices.newest(among)
        known = list(self._registered(newest))
        names = {device.id for device in known}
        return known + [KnownDevice(name, None, slot) for name, slot in newest.items() if name not in names]

    def page(
        self, devices: list[KnownDevice], filters: DeviceFilters, after: str | None, limit: int
    ) -> list[KnownDevice]:
        """Return the first of these devices after an id that pass the filters, in order of their id; for a thread."""
        begin = None if after is None else order_key(after)
        found = (device for device in devices if self._passes(device, filters))
        keyed = ((order_key(device.id), device) for device in found)
        first = nsmallest(limit, (each for each in keyed if begin is None or each[0] > begin), key=lambda each: each[0])
        return [device for _, device in first]

    def row_of(self, device: KnownDevice) -> bytes | None:
        """Return the newest row of a device, or None; other tasks may have reused its slot since it was found."""
        slot = device.slot
        if slot is not None and not self._is_still_at(slot, device):
            slot = self._newest_of(device.id, device.record)
        return None if slot is None else self._view.store.row_at(slot)

    def _is_still_at(self, slot: int, device: KnownDevice) -> bool:
        store, index = self._view.store, self._view.indexes
        if store.generation != self._generation or not store.is_live.cells[slot]:
            return False
        return index.devices.id_at(slot) == device.id and self._is_of(slot, device.record)

    def driver_name(self, record: DeviceRecord | None) -> str | None:
        """Return the name of the driver whom a device belongs to."""
        if record is None or record.driver is None:
            return None
        driver = self._drivers.find(record.driver)
        return driver.name if driver is not None and driver.fleet == record.fleet else None

    def _registered(self, newest: Mapping[str, int]) -> Iterator[KnownDevice]:
        fleets = self._view.indexes.fleets
        for device_id, record in self._devices.records.items():
            if self._visible(record) is None:
                continue
            slot = newest.get(device_id)
            if slot is not None and fleets.fleet_at(slot) != record.fleet:
                slot = self._newest_of(device_id, record)
            yield KnownDevice(device_id, record, slot)

    def _visible(self, record: DeviceRecord | None) -> DeviceRecord | None:
        return record if record is not None and self._fleet in (None, record.fleet) else None

    def _newest_of(self, device_id: str, record: DeviceRecord | None) -> int | None:
        slots = self._view.indexes.devices.slots_of(device_id)
        return next((slot for slot in slots if self._is_of(slot, record)), None)

    def _is_of(self, slot: int, record: DeviceRecord | None) -> bool:
        """Tell whether a row belongs to a device with that record, for this reader."""
        if record is None and self._fleet is None:
            return True
        fleet = self._fleet if record is None else record.fleet
        return self._view.indexes.fleets.fleet_at(slot) == fleet

    def _passes(self, device: KnownDevice, filters: DeviceFilters) -> bool:
        driver = None if device.record is None else device.record.driver
        if filters.is_bound is not None and filters.is_bound is (driver is None):
            return False
        if filters.driver_ids and driver not in filters.driver_ids:
            return False
        if not filters.words:
            return True
        name = None if device.record is None else device.record.name
        text = "\n".join(filter(None, (device.id, name, driver, self.driver_name(device.record)))).casefold()
        return all(word in text for word in filters.words)
