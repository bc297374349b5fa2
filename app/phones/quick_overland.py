"""Overland's batches at speed: from bytes to fixes for Kafka, where every item is certain to be believable.

It takes only what the reader of app.phones.overland and the parser would take unchanged and returns None for the rest, so
that one place knows reasons. A batch of 200 costs a tenth of what it costs there.
"""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Annotated, Literal

import msgspec

from app.domain.fix_rules import certain_times, check_id
from app.fixes.codec import EnvelopeFix
from app.phones.said import Sender, names_in

DriverBetween = Callable[[str, float, float], str | None]
"""Returns the driver of a device from one time to another (Unix seconds), or None where it has several."""
_Share = Annotated[float, msgspec.Meta(ge=-1, le=1)]


class _Properties(msgspec.Struct, gc=False):
    timestamp: Annotated[datetime, msgspec.Meta(tz=True)]
    device_id: str = ""
    speed: Annotated[float, msgspec.Meta(ge=-1, le=500)] = -1.0
    course: Annotated[float, msgspec.Meta(ge=-1, le=360)] = -1.0
    horizontal_accuracy: Annotated[float, msgspec.Meta(ge=-1, le=100_000)] = -1.0
    altitude: Annotated[float, msgspec.Meta(ge=-1_000, le=20_000)] | None = None
    battery_level: _Share = -1.0


class _Point(msgspec.Struct, gc=False):
    type: Literal["Point"]
    coordinates: tuple[Annotated[float, msgspec.Meta(ge=-180, le=180)], Annotated[float, msgspec.Meta(ge=-90, le=90)]]


class _Feature(msgspec.Struct, gc=False):
    geometry: _Point
    properties: _Properties


class _Batch(msgspec.Struct, gc=False):
    locations: list[_Feature]
    current: _Feature | None = None


_decode = msgspec.json.Decoder(_Batch).decode


def quick_overland(
    body: bytes, query: Mapping[str, str], sender: Sender, now: float, driver_between: DriverBetween
) -> list[EnvelopeFix] | None:
    """Return the fixes of one device's batch received at `now` (Unix seconds), or None if only the exact reader can tell."""
    try:
        batch = _decode(body)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return None
    features = batch.locations if batch.current is None else [batch.current, *batch.locations]
    names = names_in(query, sender)
    devices = {names.device_id} if names.device_id else {feature.properties.device_id for feature in features}
    if not features or len(devices) != 1 or names.driver_id is not None or names.shipment_id is not None:
        return None
    [device] = devices
    times = [feature.properties.timestamp.timestamp() for feature in features]
    first, last = min(times), max(times)
    oldest, newest = certain_times(now)
    if not oldest <= first <= last <= newest or check_id(device) is not None:
        return None
    driver = driver_between(device, first, last)
    if driver is None or check_id(driver) is not None:
        return None
    return [_fix_of(feature, device, driver, at) for feature, at in zip(features, times, strict=True)]


def _fix_of(feature: _Feature, device: str, driver: str, at: float) -> EnvelopeFix:
    told = feature.properties
    longitude, latitude = feature.geometry.coordinates
    speed, course, accuracy, level = told.speed, told.course, told.horizontal_accuracy, told.battery_level
    return EnvelopeFix(
        driverId=driver,
        latitude=latitude,
        longitude=longitude,
        timestamp=at,
        speed=speed if speed >= 0 else None,
        heading=course if course >= 0 else None,
        accuracy=accuracy if accuracy > 0 else None,
        altitude=told.altitude,
        battery=level if level >= 0 else None,
        deviceId=device,
    )
