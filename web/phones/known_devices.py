"""What the register of devices says of one that sends."""

from app.devices.books import DeviceBook
from app.devices.device_record import DeviceRecord
from app.domain.access import Access
from app.phones.said import SpeedUnit

REPORT_WITHIN_S = 900.0
"""A request to report is not passed on when it is older."""


def speed_unit(devices: DeviceBook, access: Access | None, device_id: str) -> SpeedUnit | None:
    """Return the unit in which a device sends its speed, if one is set."""
    device = _known_to(devices, access, device_id)
    return None if device is None else device.speedUnit


def is_report_wanted(
    devices: DeviceBook, access: Access | None, device_id: str, *, fix_time: float, now: float
) -> bool:
    """Tell whether a device that posts a fix of that time is asked for a newer one; times in Unix seconds."""
    device = _known_to(devices, access, device_id)
    asked_at = None if device is None else device.reportRequestedAt
    return asked_at is not None and asked_at > fix_time and now - asked_at < REPORT_WITHIN_S


def is_of_one_driver(devices: DeviceBook, device_id: str, first: float, last: float) -> bool:
    """Tell whether a device had the same driver, or none, from one time to another (Unix seconds)."""
    device = devices.find(device_id)
    bindings = () if device is None else device.bindings
    changes = (at for binding in bindings for at in (binding.from_, binding.until) if at is not None)
    return not any(first < at <= last for at in changes)


def _known_to(devices: DeviceBook, access: Access | None, device_id: str) -> DeviceRecord | None:
    device = devices.find(device_id)
    fleet = None if access is None else access.fleet
    return device if device is not None and fleet in (None, device.fleet) else None
