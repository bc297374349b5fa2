"""What a change of a device or driver makes of its record; pure."""

from typing import Any, TypeVar

import msgspec

from app.devices.device_record import DeviceRecord
from app.devices.driver_record import DriverRecord
from app.domain.bindings import bind, unbind
from app.messages.device import DeviceChange, DriverChange

LEAST_STEP_S = 0.001
R = TypeVar("R", DeviceRecord, DriverRecord)


def changed_device(
    before: DeviceRecord | None, device_id: str, change: DeviceChange, now: float, fleet: str | None
) -> DeviceRecord | None:
    """Return the record after a change at `now` (Unix seconds), or None where the binding would go back in time.

    A device that is in no fleet after the change is of `fleet`.
    """
    record = before or DeviceRecord(id=device_id, createdAt=now, updatedAt=now)
    fields: dict[str, Any] = change.model_dump(exclude_unset=True)
    if "driverId" in fields:
        driver = fields.pop("driverId")
        bindings = unbind(record.bindings, now) if driver is None else bind(record.bindings, driver, now)
        if bindings is None:
            return None
        fields["bindings"] = bindings
    after = _of_fleet(msgspec.structs.replace(record, **fields), fleet)
    return after if after == before else msgspec.structs.replace(after, updatedAt=_after(before, now))


def asked_to_report(before: DeviceRecord | None, device_id: str, now: float, fleet: str | None) -> DeviceRecord:
    """Return the record of a device that is to send a position."""
    record = _of_fleet(before or DeviceRecord(id=device_id, createdAt=now, updatedAt=now), fleet)
    return msgspec.structs.replace(record, reportRequestedAt=now, updatedAt=_after(before, now))


def changed_driver(
    before: DriverRecord | None, driver_id: str, change: DriverChange, now: float, fleet: str | None
) -> DriverRecord:
    """Return the record after a change at `now`, Unix seconds; a driver of no fleet is of `fleet` then."""
    record = before or DriverRecord(id=driver_id, updatedAt=now)
    fields: dict[str, Any] = change.model_dump(exclude_unset=True)
    if fields.get("duty", record.duty) != record.duty:
        fields["dutyAt"] = now
    after = _of_fleet(msgspec.structs.replace(record, **fields), fleet)
    return after if after == before else msgspec.structs.replace(after, updatedAt=_after(before, now))


def _of_fleet(record: R, fleet: str | None) -> R:
    return record if record.fleet is not None else msgspec.structs.replace(record, fleet=fleet)


def _after(before: DeviceRecord | DriverRecord | None, now: float) -> float:
    return now if before is None else max(now, round(before.updatedAt + LEAST_STEP_S, 3))
