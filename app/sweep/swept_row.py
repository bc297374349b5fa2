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


class Held(msgspec.Struct, gc=False):
    """The position that counts while a newer one is suspect."""

    latitude: float
    longitude: float
    timestamp: float


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
    held: Held | None = None
    contactAt: float | None = None

    @property
    def heard_at(self) -> float:
        """Return when the device was last heard, with a position or without."""
        return self.timestamp if self.contactAt is None else max(self.timestamp, self.contactAt)

    @property
    def believed(self) -> "Fix":
        """Return the fix that counts: without speed and accuracy, where a newer one is suspect."""
        held = self.held
        if held is None:
            return self
        return Fix(held.latitude, held.longitude, held.timestamp, self.driverId, self.fleet, battery=self.battery)


decode_swept = msgspec.json.Decoder(SweptRow).decode
decode_fix = msgspec.json.Decoder(Fix).decode
decode_timeline = msgspec.json.Decoder(tuple[TimelineEntry, ...]).decode
