"""Builders of registered devices."""

from typing import Any

from app.devices.books import DeviceBook
from app.devices.device_record import DeviceRecord
from app.domain.bindings import Binding
from tests.builders import NOON


def a_device(device_id: str, driver: str | None = None, **fields: Any) -> DeviceRecord:
    """Return a device that belongs to a driver from noon on, or to none."""
    bindings = () if driver is None else (Binding(driverId=driver, from_=NOON),)
    return DeviceRecord(**{"id": device_id, "bindings": bindings, "createdAt": NOON, "updatedAt": NOON, **fields})


def a_device_book(*records: DeviceRecord) -> DeviceBook:
    """Return a book that was read whole."""
    book = DeviceBook()
    book.replace_all({record.id: record for record in records})
    return book
