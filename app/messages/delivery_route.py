"""The route of a driver: its deliveries in order."""

from typing import Annotated

from pydantic import Field

from app.messages.base import Message
from app.messages.delivery import Delivery, DeliveryPosition
from app.messages.delivery_parts import STRICT, MomentInput, SoundId


class RoutePlan(Message):
    """The deliveries of a driver in their order; the driver's other open deliveries lose the driver."""

    model_config = STRICT

    shipmentIds: Annotated[list[SoundId], Field(max_length=500)]
    startAt: Annotated[MomentInput | None, Field(description="When the route is planned to start, Unix seconds.")] = (
        None
    )


class RouteStop(Message):
    """One place of a route; several deliveries may share it."""

    latitude: float
    longitude: float
    deliveries: list[Delivery]


class DriverRoute(Message):
    """The stops of a driver in order, and the open deliveries that are not on the way yet."""

    driverId: str
    position: DeliveryPosition | None
    stops: list[RouteStop]
    later: Annotated[list[Delivery], Field(description="The driver's other open deliveries.")]


SAMPLE_ROUTE = {"shipmentIds": ["PKG-998877"], "startAt": "2026-03-02T08:30:00-05:00"}
