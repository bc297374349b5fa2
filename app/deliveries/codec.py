"""From commands, rows and events of deliveries to JSON and back."""

from collections.abc import Callable

import msgspec

from app.domain.deliveries.command import Command
from app.domain.deliveries.event import Event
from app.domain.deliveries.kept_rows import DeletedDriver, DriverRow, FleetRow
from app.domain.deliveries.row import DeletedDelivery, DeliveryRow

UNREADABLE = (msgspec.MsgspecError, UnicodeDecodeError, RecursionError)
DELETION_MARK = b'"deleted":true'
"""Stands in the bytes of every deletion and of no other row, since JSON escapes the quotes of a text."""

_encode = msgspec.json.Encoder().encode
encode_command: Callable[[Command], bytes] = _encode
encode_row: Callable[[DeliveryRow | DeletedDelivery | DriverRow | DeletedDriver | FleetRow], bytes] = _encode
encode_event: Callable[[Event], bytes] = _encode

decode_command: Callable[[bytes], Command] = msgspec.json.Decoder(Command).decode
"""Raises one of UNREADABLE."""
decode_event: Callable[[bytes], Event] = msgspec.json.Decoder(Event).decode
"""Raises one of UNREADABLE."""
_decode_delivery = msgspec.json.Decoder(DeliveryRow).decode
_decode_deletion = msgspec.json.Decoder(DeletedDelivery).decode
_decode_driver = msgspec.json.Decoder(DriverRow).decode
_decode_deleted_driver = msgspec.json.Decoder(DeletedDriver).decode
decode_fleet_row: Callable[[bytes], FleetRow] = msgspec.json.Decoder(FleetRow).decode
"""Raises one of UNREADABLE."""


def decode_row(row: bytes) -> DeliveryRow | DeletedDelivery:
    """Return a row; raise one of UNREADABLE where the bytes are none."""
    return _decode_deletion(row) if DELETION_MARK in row else _decode_delivery(row)


def decode_driver_row(row: bytes) -> DriverRow | DeletedDriver:
    """Return the row of a driver; raise one of UNREADABLE where the bytes are none."""
    return _decode_deleted_driver(row) if DELETION_MARK in row else _decode_driver(row)
