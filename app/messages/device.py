"""Devices and their drivers, as the API shows and takes them."""

from typing import Annotated, Literal

from pydantic import AfterValidator, ConfigDict, Field

from app.domain.fleet import FLEET_MAX_LENGTH, check_fleet
from app.messages.base import Id, Message
from app.messages.delivery_parts import STRICT, SoundId, Words
from app.messages.freshness import Freshness

SAMPLE_CHANGE = {"driverId": "Dave-007", "name": "Dave's phone", "kind": "phone"}

DeviceKind = Literal["phone", "tracker", "vehicle", "other"]
SpeedUnit = Literal["mps", "knots", "kmh"]


def _fleet_name(value: str) -> str:
    if (code := check_fleet(value)) is not None:
        raise ValueError(f"no valid fleet ({code})")
    return value


FleetName = Annotated[str, Field(min_length=1, max_length=FLEET_MAX_LENGTH), AfterValidator(_fleet_name)]


class DeviceBinding(Message):
    """A driver whom the device belonged to, from when to when."""

    model_config = ConfigDict(frozen=True, populate_by_name=True)

    driverId: str
    from_: Annotated[float, Field(alias="from")]
    until: Annotated[float | None, Field(description="Absent while it still does.")] = None


class LastPosition(Message):
    """The newest position of a device."""

    latitude: float
    longitude: float
    timestamp: float
    receivedAt: float | None = None
    accuracy: float | None = None
    battery: float | None = None


class Credential(Message):
    """A key that is bound to the device; its secret is not stored."""

    id: str
    app: Annotated[str, Field(description="The first word of the key's name.")]
    createdAt: float
    revokedAt: float | None = None


class Device(Message):
    """A phone or tracker that sends positions."""

    deviceId: str
    name: str | None = None
    kind: DeviceKind | None = None
    speedUnit: SpeedUnit | None = None
    intervalSeconds: float | None = None
    fleet: str | None = None
    driverId: Annotated[str | None, Field(description="The driver whom it belongs to now.")] = None
    driverName: str | None = None
    bindings: Annotated[list[DeviceBinding], Field(description="The last 50, in order of time.")]
    isRegistered: Annotated[bool, Field(description="False: it is known from its positions alone.")]
    last: LastPosition | None = None
    contactAt: Annotated[float | None, Field(description="When it last sent something without a position.")] = None
    signal: Annotated[
        Literal["live", "late", "silent"] | None, Field(description="Absent where it never sent anything.")
    ] = None
    credentials: list[Credential]
    reportRequestedAt: Annotated[float | None, Field(description="When a position was last asked for.")] = None


class DevicePage(Freshness):
    """Devices in order of their id."""

    devices: list[Device]
    next: str | None
    complete: Annotated[Literal[False] | None, Field(description="False if more devices match; else absent.")] = None


_FLEET_OF_CHANGE = "A key of a fleet may name its own alone. While it is absent, that of the newest position is taken."


class DeviceChange(Message):
    """What to change of a device; what is absent stays, null removes it."""

    model_config = STRICT

    driverId: Annotated[
        SoundId | None, Field(description="The driver whom the device belongs to from now on; null: to none.")
    ] = None
    name: Words | None = None
    kind: DeviceKind | None = None
    speedUnit: Annotated[
        SpeedUnit | None, Field(description="What its speeds are, where its protocol does not say so.")
    ] = None
    intervalSeconds: Annotated[
        float | None, Field(gt=0, le=86_400, description="How often it is to send; decides when it is `silent`.")
    ] = None
    fleet: Annotated[FleetName | None, Field(description=_FLEET_OF_CHANGE)] = None


class DriverProfile(Message):
    """What is registered of a driver."""

    driverId: Id
    name: str | None = None
    phone: str | None = None
    color: str | None = None
    duty: Literal["on", "off", "break"]
    dutyAt: Annotated[float | None, Field(description="When the duty last changed.")] = None
    fleet: str | None = None


class DriverChange(Message):
    """What to change of a driver; what is absent stays, null removes it."""

    model_config = STRICT

    name: Words | None = None
    phone: Words | None = None
    color: Annotated[str | None, Field(pattern="^#[0-9a-f]{6}$")] = None
    fleet: Annotated[FleetName | None, Field(description=_FLEET_OF_CHANGE)] = None
    duty: Annotated[
        Literal["on", "off", "break"], Field(description="Without duty a driver has no ETA and is not `silent`.")
    ] = "on"
