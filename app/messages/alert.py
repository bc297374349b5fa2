"""Open alerts of deliveries and drivers, and what people do about them."""

from typing import Annotated, Literal

from pydantic import Field

from app.messages.base import Message
from app.messages.delivery_parts import STRICT, MomentInput
from app.messages.freshness import Freshness

PLACE = "Where the delivery or driver is, in words; absent without `place` in the request, or without a position."


class AlertOfDelivery(Message):
    """One open alert."""

    id: str
    shipmentId: Annotated[str | None, Field(description="Absent: the alert is the driver's.")] = None
    state: Literal["open", "acknowledged"]
    openedAt: float
    acknowledgedAt: float | None = None
    acknowledgedBy: str | None = None
    snoozedUntil: float | None = None
    place: Annotated[str | None, Field(description=PLACE)] = None


class AlertLine(Message):
    """The alerts of one kind on one driver's route; without a driver, of one delivery."""

    kind: str
    driverId: str | None
    fleet: str | None
    openedAt: Annotated[float, Field(description="Of the oldest of its alerts, Unix seconds.")]
    alerts: list[AlertOfDelivery]
    hides: Annotated[int, Field(description="How many other alerts this line hides.")]
    place: Annotated[str | None, Field(description="That of the newest position of its alerts.")] = None


class AlertPage(Freshness):
    """Open alerts, the oldest line first."""

    lines: list[AlertLine]
    hidden: Annotated[int, Field(description="Open alerts that are left out, since others hide them.")]
    complete: Annotated[Literal[False] | None, Field(description="False if there are more lines; else absent.")] = None


class Snooze(Message):
    """Until when an alert is not shown."""

    model_config = STRICT

    until: Annotated[MomentInput, Field(description="Unix seconds, or ISO 8601 with an offset.")]


SAMPLE_SNOOZE = {"until": "2026-03-02T08:30:00-05:00"}
