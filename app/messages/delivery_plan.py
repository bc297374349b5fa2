"""What plans a delivery: the whole plan, a change of it, and an item of a bulk request."""

from typing import Annotated

from pydantic import Field

from app.messages.base import Message
from app.messages.delivery_parts import (
    STRICT,
    Destination,
    LongText,
    PlannedWindow,
    Recipient,
    ShipmentKind,
    SoundId,
    Words,
)

Sequence = Annotated[int, Field(ge=0, le=1_000_000, description="Its place in the order of the driver's route.")]
ServiceSeconds = Annotated[int, Field(ge=0, le=86_400, description="Time that the stop takes.")]


class DeliveryPlan(Message):
    """The whole plan of a delivery; what is absent is removed or has its default."""

    model_config = STRICT

    kind: ShipmentKind = "delivery"
    destination: Destination
    window: PlannedWindow | None = None
    driverId: SoundId | None = None
    sequence: Sequence | None = None
    serviceSeconds: ServiceSeconds = 180
    reference: Words | None = None
    recipient: Recipient | None = None
    note: LongText | None = None


class DeliveryChange(Message):
    """A change of a plan: each member replaces what is there, null removes it, an absent one leaves it."""

    model_config = STRICT

    kind: ShipmentKind = "delivery"
    destination: Destination | None = None
    window: PlannedWindow | None = None
    driverId: SoundId | None = None
    sequence: Sequence | None = None
    serviceSeconds: ServiceSeconds | None = None
    reference: Words | None = None
    recipient: Recipient | None = None
    note: LongText | None = None


class DeliveryItem(DeliveryPlan):
    """The whole plan of one delivery among others."""

    shipmentId: SoundId


SAMPLE_PLAN = {
    "destination": {
        "latitude": 40.7484,
        "longitude": -73.9857,
        "name": "Empire State Building",
        "address": "20 W 34th St, New York",
        "timeZone": "America/New_York",
    },
    "window": {"start": "2026-03-02T09:00:00-05:00", "end": "2026-03-02T11:00:00-05:00"},
    "driverId": "Dave-007",
    "reference": "Order 4711",
    "recipient": {"name": "Ann Smith", "phone": "+1 212 555 0100"},
}
SAMPLE_ITEM = {"shipmentId": "PKG-998877", **SAMPLE_PLAN}
