"""The devices and the drivers that a process holds in memory."""

from collections.abc import Iterable, Mapping
from typing import Generic, TypeVar

from app.devices.device_record import DeviceRecord
from app.devices.driver_record import DriverRecord
from app.domain.bindings import driver_at

R = TypeVar("R")


class Book(Generic[R]):
    """The records of a register by their id."""

    def __init__(self) -> None:
        self._records: dict[str, R] = {}
        self.is_complete = False
        """Whether the topic was read to its end once."""

    @property
    def count(self) -> int:
        """Return how many there are."""
        return len(self._records)

    @property
    def records(self) -> Mapping[str, R]:
        """Return all of them."""
        return self._records

    def find(self, record_id: str) -> R | None:
        """Return the record of that id."""
        return self._records.get(record_id)

    def replace_all(self, records: Mapping[str, R]) -> None:
        """Replace all records, after the topic was read from its beginning."""
        self._records = dict(records)
        self.is_complete = True

    def apply(self, record_id: str, record: R | None) -> None:
        """Apply the newest record of an id; None removes it."""
        if record is None:
            self._records.pop(record_id, None)
        else:
            self._records[record_id] = record


class DeviceBook(Book[DeviceRecord]):
    """The devices."""

    def driver_at(self, device_id: str, timestamp: float, fleet: str | None = None) -> str | None:
        """Return the driver of a device at that time, for a sender of a fleet, or of none; None where it has no driver.

        A record decides for senders of its own fleet alone: another fleet may register any id before the device sends.
        """
        record = self._records.get(device_id)
        if record is None or record.fleet != fleet:
            return None
        return driver_at(record.bindings, timestamp)


class DriverBook(Book[DriverRecord]):
    """The drivers."""

    def __init__(self) -> None:
        super().__init__()
        self._off: dict[str, str | None] = {}

    @property
    def off_duty(self) -> Iterable[tuple[str | None, str]]:
        """Return fleet and id of each driver who is off duty or has a break."""
        return [(fleet, driver_id) for driver_id, fleet in self._off.items()]

    def is_off(self, driver_id: str, fleet: str | None) -> bool:
        """Tell whether a driver of a fleet, or of none, is not at work."""
        return driver_id in self._off and self._off[driver_id] == fleet

    def replace_all(self, records: Mapping[str, DriverRecord]) -> None:
        """Replace all records, after the topic was read from its beginning."""
        super().replace_all(records)
        self._off = {driver_id: record.fleet for driver_id, record in records.items() if record.duty != "on"}

    def apply(self, record_id: str, record: DriverRecord | None) -> None:
        """Apply the newest record of an id; None removes it."""
        super().apply(record_id, record)
        self._off.pop(record_id, None)
        if record is not None and record.duty != "on":
            self._off[record_id] = record.fleet
