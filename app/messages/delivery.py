"""A delivery as the table, the stream and the lists show it."""

from typing import Annotated, Literal

from pydantic import ConfigDict, Field

from app.messages.base import Message
from app.messages.delivery_parts import (
    Destination,
    Proof,
    ReasonWord,
    Recipient,
    ReportedPosition,
    ShipmentKind,
    StatusWord,
)
from app.messages.freshness import Freshness
from app.messages.shipment import HeldPosition


class Window(Message):
    """The promised time, Unix seconds."""

    start: float
    end: float


class Custody(Message):
    """Who had the shipment from when to when; absent `until`: still."""

    model_config = ConfigDict(frozen=True, validate_by_name=True, validate_by_alias=True, serialize_by_alias=True)

    driverId: str
    from_: Annotated[float, Field(alias="from")]
    until: float | None = None


class TimelineEntry(Message):
    """What happened to a delivery; `code` says why it did not count at its place in the order."""

    at: float
    to: Annotated[StatusWord | None, Field(description="Absent where only the driver changed.")] = None
    driverId: str | None = None
    reason: ReasonWord | None = None
    note: str | None = None
    position: ReportedPosition | None = None
    distance: Annotated[float | None, Field(description="Metres from the position to the driver's last fix.")] = None
    proof: list[Proof] | None = None
    corrects: bool | None = None
    by: Annotated[str, Field(description="The name of the key that reported it.")]
    commandId: str
    code: str | None = None
    eventId: str | None = None


class Eta(Message):
    """The foretold arrival, with the range that holds it with `confidence`."""

    at: float
    earliest: float
    latest: float
    asOf: float
    basis: Literal["default", "learned", "router"]
    confidence: float
    planned: bool = False


class Progress(Message):
    """What is derived from positions and the route."""

    eta: Eta | None = None
    publishedAt: float | None = None
    stopsBefore: int | None = None
    risk: Literal["none", "at_risk", "late"] = "none"
    riskSince: float | None = None
    signal: Literal["live", "late", "silent"] | None = None
    approachingAt: float | None = None
    arrivedAt: float | None = None
    departedAt: float | None = None


class DeliveryAlert(Message):
    """Something that needs a human, open or resolved a short time ago."""

    id: str
    kind: str
    state: Literal["open", "acknowledged", "resolved"]
    openedAt: float
    acknowledgedAt: float | None = None
    acknowledgedBy: str | None = None
    snoozedUntil: float | None = None
    resolvedAt: float | None = None


class Delivery(Message):
    """The promise to bring one shipment to one place, and what became of it."""

    shipmentId: str
    kind: ShipmentKind = "delivery"
    fleet: str | None = None
    destination: Destination
    window: Window | None = None
    driverId: str | None = None
    sequence: Annotated[int | None, Field(description="Its place in the order of the driver's route.")] = None
    startAt: Annotated[float | None, Field(description="When the driver's route is planned to start.")] = None
    serviceSeconds: int = 180
    reference: str | None = None
    note: str | None = None
    recipient: Recipient | None = None
    status: StatusWord
    statusAt: float
    attempts: Annotated[int, Field(description="Attempts that ended, delivered or not.")] = 0
    timeline: Annotated[tuple[TimelineEntry, ...], Field(description="The newest 10 entries in order of time.")] = ()
    custody: tuple[Custody, ...] = ()
    planRevision: Annotated[int, Field(description="Grows with each accepted command; the `ETag`.")]
    revision: Annotated[int, Field(description="Grows with each write.")]
    createdAt: float
    updatedAt: float
    progress: Progress | None = None
    alerts: tuple[DeliveryAlert, ...] = ()
    endedAt: float | None = None


class DeliveryPosition(Message):
    """Where a delivery is: its shipment's own position, or its driver's while the driver has it."""

    subject: Literal["shipment", "driver"]
    driverId: str
    latitude: float
    longitude: float
    timestamp: float
    ageSeconds: float
    speed: float | None = None
    heading: float | None = None
    accuracy: float | None = None
    suspect: Annotated[
        bool | None, Field(description="True while the position implies more than 70 m/s and no other confirms it.")
    ] = None
    held: Annotated[
        HeldPosition | None, Field(description="The position before, which counts while the newer one is suspect.")
    ] = None


class DeliveryWithPosition(Delivery):
    """A delivery with its position, null where nothing tells it."""

    position: DeliveryPosition | None


class DeliveryPage(Freshness):
    """Deliveries in order of shipment id, and where the next page begins."""

    deliveries: list[Delivery]
    next: str | None
    complete: Annotated[Literal[False] | None, Field(description="False if more rows match; else absent.")] = None
