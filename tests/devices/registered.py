"""Builders of registered devices, and registers without Kafka."""

from collections.abc import Callable
from typing import Any, Generic, TypeVar

from app.devices.books import Book, DeviceBook, DriverBook
from app.devices.device_record import DeviceRecord
from app.devices.registers import Registers
from app.domain.bindings import Binding
from tests.builders import NOON

T = TypeVar("T")


def a_device(device_id: str, driver: str | None = None, **fields: Any) -> DeviceRecord:
    """Return a device that belongs to a driver from noon on, or to none."""
    bindings = () if driver is None else (Binding(driverId=driver, from_=NOON),)
    return DeviceRecord(**{"id": device_id, "bindings": bindings, "createdAt": NOON, "updatedAt": NOON, **fields})


def a_device_book(*records: DeviceRecord) -> DeviceBook:
    """Return a book that was read whole."""
    book = DeviceBook()
    book.replace_all({record.id: record for record in records})
    return book


class FakeChanges(Generic[T]):
    """A register that this process changes at once, or that fails with what the test set."""

    def __init__(self, book: Book[T]) -> None:
        self._book = book
        self.failure: Exception | None = None
        self.before_change: Callable[[], None] = lambda: None

    async def change(self, name: str, decide: Callable[[T | None], T | None]) -> T | None:
        """Change a record."""
        self.before_change()
        after = decide(self._book.find(name))
        if self.failure is not None:
            raise self.failure
        self._book.apply(name, after)
        return after


def fake_registers() -> Registers:
    """Return registers that were read whole and are empty."""
    devices, drivers = DeviceBook(), DriverBook()
    devices.replace_all({})
    drivers.replace_all({})
    return Registers(devices, drivers, FakeChanges(devices), FakeChanges(drivers))
