"""The rows that a sweep reads, decoded only as far as it needs them."""

import msgspec

from app.domain.deliveries.row import Alert, Custody, Destination, Progress, TimelineEntry, Window
from app.domain.deliveries.status import Status


class SweptRow(msgspec.Struct, gc=False):
    """A row of `deliveries`."""

    shipmentId: str
    destination: Destination
    status: Status
    statusAt: float
    planRevision: int
    createdAt: float
    fleet: str | None = None
    window: Window | None = None
    driverId: str | None = None
    sequence: int | None = None
    startAt: float | None = None
    serviceSeconds: int = 180
    attempts: int = 0
    custody: tuple[Custody, ...] = ()
    progress: Progress | None = None
    alerts: tuple[Alert, ...] = ()
    endedAt: float | None = None
    timeline: msgspec.Raw = msgspec.Raw(b"[]")
    """Decoded for outcomes alone."""


class Fix(msgspec.Struct, gc=False):
    """A row of `latest`."""

    latitude: float
    longitude: float
    timestamp: float
    driverId: str
    fleet: str | None = None
    speed: float | None = None
    accuracy: float | None = None
    battery: float | None = None


decode_swept = msgspec.json.Decoder(SweptRow).decode
decode_fix = msgspec.json.Decoder(Fix).decode
decode_timeline = msgspec.json.Decoder(tuple[TimelineEntry, ...]).decode
