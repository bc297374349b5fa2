"""A device as answers show it; pure."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from math import nan
from typing import Literal, NamedTuple

import msgspec
import numpy as np

from app.devices.device_record import DeviceRecord
from app.domain.arrivals.signal import signal_of
from app.keys.record import KeyRecord
from app.messages.device import Credential, Device, DeviceBinding, LastPosition

SIGNALS: tuple[Literal["live", "late", "silent"], ...] = ("live", "late", "silent")
APP_OF = " of "
"""The name of a device's key is `<app> of <device>`."""


class SeenRow(msgspec.Struct, gc=False):
    """What a row of `latest` says of the device that it comes from."""

    latitude: float
    longitude: float
    timestamp: float
    receivedAt: float | None = None
    accuracy: float | None = None
    battery: float | None = None
    contactAt: float | None = None


class ToShow(NamedTuple):
    """All that is known of a device."""

    id: str
    record: DeviceRecord | None
    driver_name: str | None
    row: SeenRow | None
    keys: Sequence[KeyRecord]


seen_row = msgspec.json.Decoder(SeenRow).decode


def keys_by_device(records: Iterable[KeyRecord], fleet: str | None) -> Mapping[str, Sequence[KeyRecord]]:
    """Return the keys that are bound to devices, as a reader of a fleet, or of all, sees them."""
    found: defaultdict[str, list[KeyRecord]] = defaultdict(list)
    for record in records:
        if record.device is not None and fleet in (None, record.fleet):
            found[record.device].append(record)
    return found


def shown(devices: Sequence[ToShow], now: float) -> list[Device]:
    """Return the devices as they are at `now`, Unix seconds."""
    heard = np.array([nan if device.row is None else _heard_at(device.row) for device in devices])
    intervals = np.array([_interval_of(device.record) for device in devices])
    signals = signal_of(heard, intervals, now).tolist()
    return [
        _shown(device, None if device.row is None else SIGNALS[signal])
        for device, signal in zip(devices, signals, strict=True)
    ]


def _shown(device: ToShow, signal: Literal["live", "late", "silent"] | None) -> Device:
    record, row = device.record, device.row
    fields = {} if record is None else {name: getattr(record, name) for name in _SAME}
    bindings = () if record is None else record.bindings
    return Device(
        deviceId=device.id,
        **fields,
        driverId=None if record is None else record.driver,
        driverName=device.driver_name,
        bindings=[DeviceBinding(driverId=each.driverId, from_=each.from_, until=each.until) for each in bindings],
        isRegistered=record is not None,
        last=None if row is None else _last_of(row),
        contactAt=None if row is None else row.contactAt,
        signal=signal,
        credentials=[_credential_of(key) for key in device.keys],
    )


_SAME = ("name", "kind", "speedUnit", "intervalSeconds", "fleet", "reportRequestedAt")


def _heard_at(row: SeenRow) -> float:
    return max(row.timestamp, row.contactAt or row.timestamp)


def _interval_of(record: DeviceRecord | None) -> float:
    return nan if record is None or record.intervalSeconds is None else record.intervalSeconds


def _last_of(row: SeenRow) -> LastPosition:
    return LastPosition(**{name: getattr(row, name) for name in LastPosition.model_fields})


def _credential_of(key: KeyRecord) -> Credential:
    app = key.name.partition(APP_OF)[0]
    return Credential(id=key.id, app=app, createdAt=key.createdAt, revokedAt=key.revokedAt)
