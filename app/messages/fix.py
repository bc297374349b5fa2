"""What devices send, and how the edge answers."""

from typing import Annotated, Literal

from pydantic import ConfigDict, Field

from app.messages.base import Id, Latitude, Longitude, Message


class Fix(Message):
    """Where a device says a shipment, or a driver without one, was, and when."""

    model_config = ConfigDict(frozen=True, strict=True, extra="allow")

    driverId: Annotated[
        Id | None,
        Field(description="Required, but for a key that is bound to a driver. Without it `deviceId` names the driver."),
    ] = None
    shipmentId: Annotated[Id | None, Field(description="Without it the fix is the driver's own position.")] = None
    latitude: Latitude
    longitude: Longitude
    timestamp: Annotated[float, Field(allow_inf_nan=False, description="The device's clock, Unix seconds.")]
    speed: Annotated[float | None, Field(ge=0, le=500, allow_inf_nan=False, description="Metres per second.")] = None
    heading: Annotated[float | None, Field(ge=0, le=360, allow_inf_nan=False, description="Degrees from north.")] = None
    accuracy: Annotated[float | None, Field(gt=0, le=100_000, allow_inf_nan=False, description="Metres.")] = None
    altitude: Annotated[float | None, Field(ge=-1000, le=20_000, allow_inf_nan=False, description="Metres.")] = None
    battery: Annotated[float | None, Field(ge=0, le=1, allow_inf_nan=False, description="Charge, 0 to 1.")] = None
    deviceId: Id | None = None


class Accepted(Message):
    """Kafka holds the fix, at this offset of this partition."""

    status: Literal["accepted"] = "accepted"
    partition: int
    offset: int
    ignored: Annotated[
        list[str] | None, Field(description="Fields that were not stored: unknown fields and impossible measurements.")
    ] = None


class Rejection(Message):
    """Why one fix of a batch was refused."""

    index: int
    code: str
    detail: str
    field: str | None = None


class BatchAccepted(Message):
    """The result of a batch."""

    accepted: int
    rejected: list[Rejection]
    ignored: Annotated[list[str] | None, Field(description="Fields that were not stored, over all fixes.")] = None
