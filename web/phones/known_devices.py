"""What the register of devices says of one that sends."""

from typing import Protocol

from app.phones.said import SpeedUnit


class KnownDevice(Protocol):
    """A device that somebody registered."""

    @property
    def speedUnit(self) -> SpeedUnit | None:  # noqa: N802  # the record's own name
        """Return the unit of its speed, None where nobody set it."""
        ...

    @property
    def reportRequestedAt(self) -> float | None:  # noqa: N802  # the record's own name
        """Return when a dispatcher last asked it to report at once, Unix seconds."""
        ...


class KnownDevices(Protocol):
    """Finds devices by the id that they send."""

    def find(self, device_id: str) -> KnownDevice | None:
        """Return a registered device."""
        ...


class NoDevices:
    """A register without devices."""

    def find(self, _device_id: str) -> None:
        """Return nothing."""


REPORT_WITHIN_S = 900.0
"""A request to report is not passed on when it is older."""


def speed_unit(devices: KnownDevices, device_id: str) -> SpeedUnit | None:
    """Return the unit in which a device sends its speed, if somebody set one."""
    device = devices.find(device_id)
    return None if device is None else device.speedUnit


def is_report_wanted(devices: KnownDevices, device_id: str, fix_time: float, now: float) -> bool:
    """Tell whether a device that posts a fix of that time is asked for a newer one; times in Unix seconds."""
    device = devices.find(device_id)
    asked_at = None if device is None else device.reportRequestedAt
    return asked_at is not None and asked_at > fix_time and now - asked_at < REPORT_WITHIN_S
