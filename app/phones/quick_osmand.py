"""OsmAnd's fields at speed: from the text of an address to a fix for Kafka, where it is certain to be believable.

It takes only what app.phones.osmand and the parser would take unchanged and returns None for the rest, so that one place
knows reasons. A position costs a fifth of what it costs there.
"""

from collections.abc import Callable
from typing import Annotated

import msgspec

from app.domain.fix_rules import check_id, check_timestamp
from app.fixes.codec import EnvelopeFix
from app.phones.said import Sender
from app.phones.values import MILLISECONDS_FROM, MPS_OF

DriverOf = Callable[[str, float], str]
"""Returns the driver of a device at a time (Unix seconds)."""
TAKEN = frozenset({"id", "timestamp", "lat", "lon", "speed", "bearing", "altitude", "accuracy", "batt"})
PASSED_OVER = frozenset({"hdop", "charge", "mock", "event", "alarm"})
"""Fields that no reader looks at."""
KNOWN = TAKEN | PASSED_OVER
ESCAPES = frozenset("%+")


class _Fields(msgspec.Struct, gc=False):
    id: str
    timestamp: float
    lat: Annotated[float, msgspec.Meta(ge=-90, le=90)]
    lon: Annotated[float, msgspec.Meta(ge=-180, le=180)]
    speed: Annotated[float, msgspec.Meta(ge=0, le=500)] | None = None
    bearing: Annotated[float, msgspec.Meta(ge=0, le=360)] | None = None
    altitude: Annotated[float, msgspec.Meta(ge=-1_000, le=20_000)] | None = None
    accuracy: Annotated[float, msgspec.Meta(ge=0, le=100_000)] | None = None
    batt: Annotated[float, msgspec.Meta(ge=0, le=100)] | None = None


def quick_osmand(query: str, sender: Sender, now: float, driver_of: DriverOf) -> EnvelopeFix | None:
    """Return the fix in an address received at `now` (Unix seconds), or None if only the exact reader can tell."""
    if not ESCAPES.isdisjoint(query):
        return None
    pairs = [pair.split("=", 1) for pair in query.split("&")]
    try:
        texts = dict(pairs)
        fields = msgspec.convert(texts, _Fields, strict=False)
    except (ValueError, msgspec.MsgspecError):
        return None
    if len(texts) != len(pairs) or not texts.keys() <= KNOWN:
        return None
    at = fields.timestamp / 1000 if fields.timestamp >= MILLISECONDS_FROM else fields.timestamp
    device = sender.device_id or fields.id
    if check_timestamp(at, now) is not None or check_id(device) is not None:
        return None
    driver = driver_of(device, at)
    return None if check_id(driver) is not None else _fix_of(fields, device, driver, at, sender)


def _fix_of(fields: _Fields, device: str, driver: str, at: float, sender: Sender) -> EnvelopeFix:
    speed, battery, accuracy = fields.speed, fields.batt, fields.accuracy
    if speed is not None:
        both = battery is not None and accuracy is not None
        speed *= MPS_OF[sender.speed_unit_of(device) or ("knots" if both else "mps")]
    return EnvelopeFix(
        driverId=driver,
        latitude=fields.lat,
        longitude=fields.lon,
        timestamp=at,
        speed=speed,
        heading=fields.bearing,
        accuracy=accuracy or None,
        altitude=fields.altitude,
        battery=None if battery is None else battery / 100,
        deviceId=device,
    )
