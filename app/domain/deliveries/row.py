"""A delivery as its row says it; the attributes are the names on the wire, absent means the default."""

from typing import Annotated, Any, Literal

import msgspec

from app.domain.deliveries.codes import RefusalCode
from app.domain.deliveries.status import Status

DEFAULT_RADIUS_M = 75.0
DEFAULT_SERVICE_S = 180
MAX_PROOFS = 10

Latitude = Annotated[float, msgspec.Meta(ge=-90, le=90)]
Longitude = Annotated[float, msgspec.Meta(ge=-180, le=180)]
Metres = Annotated[float, msgspec.Meta(ge=0, le=100_000)]
Text = Annotated[str, msgspec.Meta(max_length=256)]
LongText = Annotated[str, msgspec.Meta(max_length=2_000)]
Id = Annotated[str, msgspec.Meta(min_length=1, max_length=128)]
Fleet = Annotated[str, msgspec.Meta(min_length=1, max_length=64)]
Radius = Annotated[float, msgspec.Meta(gt=0, le=10_000)]
ServiceSeconds = Annotated[int, msgspec.Meta(ge=0, le=86_400)]
Sequence = Annotated[int, msgspec.Meta(ge=0, le=1_000_000)]
Time = Annotated[float, msgspec.Meta(ge=0, lt=100_000_000_000.0)]
"""Unix seconds; more would be milliseconds."""

Kind = Literal["delivery", "pickup"]
Risk = Literal["none", "at_risk", "late"]
Signal = Literal["live", "late", "silent"]
EtaBasis = Literal["default", "learned", "router"]
AlertState = Literal["open", "acknowledged", "resolved"]
ProofKind = Literal["photo", "signature", "code", "scan", "name"]


class RowPart(msgspec.Struct, frozen=True, gc=False, omit_defaults=True, kw_only=True):
    """A part of a row."""


class Destination(RowPart, frozen=True, kw_only=True):
    """Where a delivery ends."""

    latitude: Latitude
    longitude: Longitude
    radius: Radius = DEFAULT_RADIUS_M
    """Metres."""
    address: LongText | None = None
    name: Text | None = None
    timeZone: Annotated[str, msgspec.Meta(max_length=64)] | None = None
    """IANA."""


class Window(RowPart, frozen=True, kw_only=True):
    """The promised time, Unix seconds."""

    start: Time
    end: Time


class Recipient(RowPart, frozen=True, kw_only=True):
    """Who gets the shipment."""

    name: Text | None = None
    phone: Annotated[str, msgspec.Meta(max_length=64)] | None = None
    email: Text | None = None


class ReportedPosition(RowPart, frozen=True, kw_only=True):
    """Where an outcome happened, as it was sent with it, or where the driver's last fix was."""

    latitude: Latitude
    longitude: Longitude
    accuracy: Metres | None = None
    timestamp: Time | None = None
    """Of a driver's fix, Unix seconds."""


class Proof(RowPart, frozen=True, kw_only=True):
    """One proof of an outcome."""

    kind: ProofKind
    ref: Text
    sha256: Annotated[str, msgspec.Meta(max_length=64)] | None = None


class TimelineEntry(RowPart, frozen=True, kw_only=True):
    """A status that was said, or, without `to`, an assignment; in order of (`at`, `offset`)."""

    at: float
    offset: int
    to: Status | None = None
    driverId: str | None = None
    """Of an assignment: its driver, None where it took the driver away. Of a status: the driver whose key said it."""
    reason: str | None = None
    note: str | None = None
    position: ReportedPosition | None = None
    driverPosition: ReportedPosition | None = None
    distance: float | None = None
    """Metres between the two positions, where both are of nearly the same time."""
    proof: tuple[Proof, ...] = ()
    corrects: bool = False
    by: str
    commandId: str
    code: RefusalCode | None = None
    """Why the fold passes over the entry at its place in the order."""
    eventId: str | None = None
    """The event that told the transition; it stays when the transition becomes void later."""


class Custody(RowPart, frozen=True, kw_only=True):
    """Who had the shipment, Unix seconds; without `until` the driver still has it."""

    driverId: str
    from_: float = msgspec.field(name="from")
    until: float | None = None


class Folded(RowPart, frozen=True, kw_only=True):
    """What the fold of the entries before the oldest one of the timeline came to."""

    at: float | None = None
    offset: int = -1
    """`at` and `offset` of the newest of these entries; None: there are none, and this is how the delivery began."""
    status: Status = Status.CREATED
    statusAt: float | None = None
    """None: when the delivery was created."""
    attempts: int = 0
    driverId: str | None = None
    custody: tuple[Custody, ...] = ()


class Verdict(RowPart, frozen=True, kw_only=True):
    """What was decided about a command; without `code` it was accepted."""

    commandId: str
    offset: int
    code: RefusalCode | None = None


class Eta(RowPart, frozen=True, kw_only=True):
    """When the driver arrives, Unix seconds."""

    at: float
    earliest: float
    latest: float
    asOf: float
    basis: EtaBasis
    confidence: float
    planned: bool = False


class Progress(RowPart, frozen=True, kw_only=True):
    """What is derived: by the sweep, and by observations about the attempt `attempt`."""

    eta: Eta | None = None
    publishedAt: float | None = None
    stopsBefore: int | None = None
    risk: Risk = "none"
    riskSince: float | None = None
    signal: Signal | None = None
    attempt: int = 0
    """The attempt, counted from 1, that was observed last."""
    approachingAt: float | None = None
    arrivedAt: float | None = None
    departedAt: float | None = None


class Alert(RowPart, frozen=True, kw_only=True):
    """A condition that needs a human."""

    id: str
    kind: str
    state: AlertState
    openedAt: float
    acknowledgedAt: float | None = None
    acknowledgedBy: str | None = None
    snoozedUntil: float | None = None
    resolvedAt: float | None = None


class DeliveryRow(RowPart, frozen=True, kw_only=True):
    """The promise to bring one shipment to one place, and what became of it."""

    shipmentId: str
    kind: Kind = "delivery"
    fleet: str | None = None
    destination: Destination
    window: Window | None = None
    driverId: str | None = None
    sequence: int | None = None
    startAt: float | None = None
    serviceSeconds: int = DEFAULT_SERVICE_S
    reference: str | None = None
    note: str | None = None
    recipient: Recipient | None = None
    status: Status
    statusAt: float
    attempts: int = 0
    timeline: tuple[TimelineEntry, ...] = ()
    folded: Folded | None = None
    """None: nothing was folded, and the delivery began without a driver."""
    custody: tuple[Custody, ...] = ()
    planRevision: int
    revision: int
    offset: int
    verdicts: tuple[Verdict, ...] = ()
    eventSequence: int = 0
    createdAt: float
    updatedAt: float
    progress: Progress | None = None
    alerts: tuple[Alert, ...] = ()
    endedAt: float | None = None
    memory: dict[str, Any] | None = None
    """What the next sweep needs to know of earlier ones; last, so that readers are shown what precedes it."""

    @property
    def subject(self) -> str:
        """Return whom its events are about."""
        return self.shipmentId


class DeletedDelivery(RowPart, frozen=True, kw_only=True):
    """The row of a delivery that was withdrawn, or ended long ago, until its tombstone; it holds no personal data."""

    shipmentId: str
    deleted: Literal[True]
    deletedAt: float
    """Unix seconds."""
    fleet: str | None = None
    driverId: str | None = None
    planRevision: int
    revision: int
    offset: int
    verdicts: tuple[Verdict, ...] = ()
    eventSequence: int = 0

    @property
    def subject(self) -> str:
        """Return whom its events were about."""
        return self.shipmentId
