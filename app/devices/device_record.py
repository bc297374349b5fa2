"""A device as the topic `tracker-devices` holds it; the attributes are the names on the wire."""

from typing import Annotated, Literal

import msgspec

from app.domain.bindings import Bindings, Id, bound_to
from app.domain.fleet import FLEET_MAX_LENGTH

DeviceKind = Literal["phone", "tracker", "vehicle", "other"]
SpeedUnit = Literal["mps", "knots", "kmh"]

NAME_MAX_LENGTH = 128

_Name = Annotated[str, msgspec.Meta(max_length=NAME_MAX_LENGTH)]
_Fleet = Annotated[str, msgspec.Meta(min_length=1, max_length=FLEET_MAX_LENGTH)]


class DeviceRecord(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """A phone or tracker that sends positions; times are Unix seconds."""

    id: Id
    name: _Name | None = None
    kind: DeviceKind | None = None
    speedUnit: SpeedUnit | None = None
    """What the speeds of a protocol are that does not say its unit."""
    intervalSeconds: Annotated[float, msgspec.Meta(gt=0)] | None = None
    """How often it is to send."""
    fleet: _Fleet | None = None
    bindings: Bindings = ()
    reportRequestedAt: float | None = None
    """When a dispatcher last asked for a position."""
    createdAt: float
    updatedAt: float
    """When it was last written, later than before by every write: its version."""

    @property
    def driver(self) -> str | None:
        """Return the driver that the device is bound to now."""
        return bound_to(self.bindings)


_decode = msgspec.json.Decoder(DeviceRecord).decode
encode_device = msgspec.json.Encoder().encode
"""From a record to the value of its Kafka record."""


def decode_device(key: bytes | None, value: bytes) -> DeviceRecord | None:
    """Return the device in a Kafka record, or None if there is none; other programs may write to the topic."""
    try:
        record = _decode(value)
        return record if record.id.encode() == key else None
    except (msgspec.MsgspecError, UnicodeError, RecursionError):
        return None
