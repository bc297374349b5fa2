"""A row as the table, the stream and the lists show it: a shipment's, or a driver's own."""

from typing import Annotated, Literal

from pydantic import Field

from app.messages.base import Message
from app.messages.freshness import Freshness


class HeldPosition(Message):
    """Where a subject was before a position that is suspect, and when."""

    latitude: float
    longitude: float
    timestamp: float


class _Position(Message):
    driverId: str
    latitude: float
    longitude: float
    timestamp: float
    speed: float | None = None
    heading: float | None = None
    accuracy: float | None = None
    altitude: float | None = None
    battery: float | None = None
    deviceId: str | None = None
    fleet: Annotated[
        str | None, Field(description="The fleet whose key sent it; absent where the key was bound to none.")
    ] = None
    receivedAt: Annotated[
        float | None, Field(description="When the edge received the fix; absent if it came another way.")
    ] = None
    source: Annotated[
        tuple[int, int, int], Field(description="Partition, offset and index in the envelope that set the row.")
    ]
    contactAt: Annotated[
        float | None,
        Field(description="When the subject was last heard without a position, where that is after `timestamp`."),
    ] = None
    suspect: Annotated[
        bool | None, Field(description="True while the position implies more than 70 m/s and no other confirms it.")
    ] = None
    held: Annotated[
        HeldPosition | None, Field(description="The position before, which counts while the newer one is suspect.")
    ] = None


class Row(_Position):
    """One shipment's latest position, as the table, the stream and the queries show it."""

    shipmentId: str


class DriverRow(_Position):
    """One driver's own latest position, from fixes without a shipment; it has no `shipmentId`."""


class _Listed(_Position):
    ageSeconds: float
    place: Annotated[
        str | None, Field(description="Where it lies, in words; only where the parameter `place` asks for it.")
    ] = None


class RowWithAge(Row, _Listed):
    """A row with the age of its position at the time of the answer."""


class DriverRowWithAge(DriverRow, _Listed):
    """A driver's own row with the age of its position at the time of the answer."""


class ShipmentPage(Freshness):
    """Rows in order of shipment id, and where the next page begins."""

    shipments: list[RowWithAge]
    next: str | None
    complete: Annotated[Literal[False] | None, Field(description="False if more rows match; else absent.")] = None
