"""Every message on the wire as a pydantic model: what devices send, what readers get. Times are Unix seconds."""

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from app.domain.access import Scope
from app.domain.fix_rules import ID_MAX_LENGTH

Latitude = Annotated[float, Field(ge=-90, le=90, allow_inf_nan=False, description="Degrees, WGS 84.")]
Longitude = Annotated[float, Field(ge=-180, le=180, allow_inf_nan=False, description="Degrees, WGS 84.")]
Id = Annotated[str, Field(min_length=1, max_length=ID_MAX_LENGTH)]


class Message(BaseModel):
    """Base of all: immutable, and names on the wire are the names here."""

    model_config = ConfigDict(frozen=True)


class Fix(Message):
    """Where a device says a shipment was, and when."""

    model_config = ConfigDict(frozen=True, strict=True, extra="allow")

    driverId: Id
    shipmentId: Id
    latitude: Latitude
    longitude: Longitude
    timestamp: Annotated[float, Field(allow_inf_nan=False, description="The device's clock, Unix seconds.")]
    speed: Annotated[float | None, Field(ge=0, le=500, allow_inf_nan=False, description="Metres per second.")] = None
    heading: Annotated[float | None, Field(ge=0, le=360, allow_inf_nan=False, description="Degrees from north.")] = None
    accuracy: Annotated[float | None, Field(gt=0, le=100_000, allow_inf_nan=False, description="Metres.")] = None
    altitude: Annotated[float | None, Field(ge=-1000, le=20_000, allow_inf_nan=False, description="Metres.")] = None
    battery: Annotated[float | None, Field(ge=0, le=1, allow_inf_nan=False, description="Charge, 0 to 1.")] = None
    deviceId: Id | None = None


class Row(Message):
    """One shipment's latest position, as the table, the stream and the queries show it."""

    driverId: str
    shipmentId: str
    latitude: float
    longitude: float
    timestamp: float
    speed: float | None = None
    heading: float | None = None
    accuracy: float | None = None
    altitude: float | None = None
    battery: float | None = None
    deviceId: str | None = None
    receivedAt: Annotated[float | None, Field(description="When our edge took the fix; absent if none did.")] = None
    source: Annotated[
        tuple[int, int, int], Field(description="Partition, offset and index in the envelope that set the row.")
    ]


class RowWithAge(Row):
    """A row with the age of its position at the time of the answer."""

    ageSeconds: float


class Accepted(Message):
    """Kafka holds the fix; the place tells where."""

    status: Literal["accepted"] = "accepted"
    partition: int
    offset: int
    ignored: Annotated[
        list[str] | None, Field(description="Fields that were not stored: unknown ones and impossible measurements.")
    ] = None


class Rejection(Message):
    """Why one fix of a batch was refused."""

    index: int
    code: str
    detail: str
    field: str | None = None


class BatchAccepted(Message):
    """What became of a batch."""

    accepted: int
    rejected: list[Rejection]
    ignored: Annotated[list[str] | None, Field(description="Fields that were not stored, over all fixes.")] = None


class Problem(Message):
    """An error as RFC 9457 has it, with a stable code."""

    type: str = "about:blank"
    title: str
    status: int
    code: str
    detail: str
    field: str | None = None
    rejected: list[Rejection] | None = None


class Freshness(Message):
    """How far an answer can be trusted."""

    cursor: Annotated[str, Field(description="Opens /api/stream without a gap.")]
    asOf: Annotated[float, Field(description="When the view last heard from Kafka.")]
    stale: bool


class ShipmentPage(Freshness):
    """Rows in order of shipment id, and where the next page begins."""

    shipments: list[RowWithAge]
    next: str | None
    complete: Annotated[Literal[False] | None, Field(description="False where more match; else absent.")] = None


class Driver(Message):
    """A driver with the newest of their rows."""

    driverId: str
    shipments: int
    latest: RowWithAge


class DriverPage(Freshness):
    """Drivers in order of their id."""

    drivers: list[Driver]
    next: str | None
    complete: Annotated[Literal[False] | None, Field(description="False where more match; else absent.")] = None


class PointGeometry(Message):
    """A GeoJSON point: longitude first (RFC 7946)."""

    type: Literal["Point"] = "Point"
    coordinates: tuple[float, float]


class Feature(Message):
    """A row as GeoJSON."""

    type: Literal["Feature"] = "Feature"
    id: str
    geometry: PointGeometry
    properties: dict[str, Any]


class FeatureCollection(Freshness):
    """Rows as GeoJSON."""

    type: Literal["FeatureCollection"] = "FeatureCollection"
    features: list[Feature]
    next: str | None
    complete: Annotated[Literal[False] | None, Field(description="False where more match; else absent.")] = None


class Heartbeat(Message):
    """The stream is alive; the server's clock."""

    time: float


class Health(Message):
    """Whether this process lives or can serve, and why not."""

    status: Literal["ok", "unavailable"]
    reason: str | None = None


class Demo(Message):
    """The built-in fleet: whether this server lets a browser start it."""

    state: Annotated[
        Literal["off", "ready", "started"], Field(description="off: it cannot be started here; started: it was.")
    ]
    vehicles: int


class KeyInfo(Message):
    """A key without its secret, which is shown once and kept nowhere."""

    id: str
    name: str
    scopes: list[Scope]
    driver: Annotated[str | None, Field(description="The only driver that it may report for.")] = None
    createdAt: float
    revokedAt: Annotated[float | None, Field(description="Since when it is void.")] = None


class KeyWish(Message):
    """A key to be made."""

    name: Annotated[str, Field(min_length=1, max_length=64, description="Whose it is, for people.")]
    scopes: Annotated[list[Scope], Field(min_length=1)]
    driver: Annotated[
        str | None,
        Field(
            min_length=1, max_length=ID_MAX_LENGTH, description="Bind the key, whose one scope is ingest, to a driver."
        ),
    ] = None


class NewKey(KeyInfo):
    """A key that was just made."""

    key: Annotated[str, Field(description="What its owner sends. It is shown now and never again.")]


class KeyList(Message):
    """All keys, revoked ones too, in order of their making."""

    keys: list[KeyInfo]


class SignIn(Message):
    """What a person signs in with."""

    key: Annotated[str, Field(min_length=1, max_length=256)]


class Session(Message):
    """Whether this server asks for keys, and whom it takes the sender for."""

    required: Annotated[bool, Field(description="Whether a request needs a key.")]
    signedIn: bool
    name: Annotated[str | None, Field(description="The name of the key.")] = None
    expiresAt: Annotated[float | None, Field(description="When the sign-in ends.")] = None


class Token(Message):
    """A token for clients that cannot set headers: it may read, for a short time, as `?token=`."""

    token: str
    expiresAt: float
