"""A driver as the topic `tracker-drivers` holds it; the attributes are the names on the wire."""

from typing import Annotated, Literal

import msgspec

from app.domain.bindings import Id
from app.domain.fleet import FLEET_MAX_LENGTH

Duty = Literal["on", "off", "break"]

_Text = Annotated[str, msgspec.Meta(max_length=128)]
_Color = Annotated[str, msgspec.Meta(pattern="^#[0-9a-f]{6}$")]
_Fleet = Annotated[str, msgspec.Meta(min_length=1, max_length=FLEET_MAX_LENGTH)]


class DriverRecord(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """A person who drives; times are Unix seconds. `name` and `phone` are personal data: never log them."""

    id: Id
    name: _Text | None = None
    phone: _Text | None = None
    color: _Color | None = None
    duty: Duty = "on"
    dutyAt: float | None = None
    """When the duty last changed."""
    fleet: _Fleet | None = None
    updatedAt: float
    """When it was last written, later than before by every write: its version."""

    def __repr__(self) -> str:
        """Return what may be logged."""
        return f"DriverRecord(id={self.id!r})"


_decode = msgspec.json.Decoder(DriverRecord).decode
encode_driver = msgspec.json.Encoder().encode
"""From a record to the value of its Kafka record."""


def decode_driver(key: bytes | None, value: bytes) -> DriverRecord | None:
    """Return the driver in a Kafka record, or None if there is none; other programs may write to the topic."""
    try:
        record = _decode(value)
        return record if record.id.encode() == key else None
    except (msgspec.MsgspecError, UnicodeError, RecursionError):
        return None
