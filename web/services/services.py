"""What the HTTP handlers work with: small protocols, and the one object that carries all of it to every handler."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from aiohttp import web

from app.clock import Clock
from app.demo import DemoState
from app.domain.geo import Circle
from app.keys.record import KeyRecord
from app.observability.metrics import Metrics
from app.readiness import Readiness
from app.settings import Settings
from web.access.guard import Guard
from web.http.range_copies import RangeCopies
from web.latest.filters import Filters
from web.replica.column import Vector

STATIC_FOLDER = Path(__file__).parents[1] / "static"
"""Where the frontend's build puts the dashboard and the assets of /docs."""


class View(Protocol):
    """The latest row of every shipment, as this process knows it; a slot is a row's place in it."""

    def slot_of(self, shipment_id: str) -> int | None:
        """Return where a shipment's row is."""
        ...

    def select(
        self,
        filters: Filters,
        *,
        min_timestamp: float | None = None,
        received_since: float | None = None,
        after: str | None = None,
        limit: int | None = None,
        near: Circle | None = None,
    ) -> Sequence[int]:
        """Return the slots of the rows that match, in order of shipment id or nearest first; times in Unix seconds."""
        ...

    def row_at(self, slot: int) -> bytes:
        """Return the JSON of the row."""
        ...

    def rows_at(self, slots: Sequence[int]) -> Sequence[bytes]:
        """Return the JSON of several rows."""
        ...

    def timestamp_at(self, slot: int) -> float:
        """Return the device's time of the row, Unix seconds."""
        ...

    def timestamps_at(self, slots: Sequence[int]) -> Vector:
        """Return the device's times of several rows."""
        ...

    def shipment_id_at(self, slot: int) -> str:
        """Return the shipment of the row."""
        ...

    def driver_id_at(self, slot: int) -> str:
        """Return the driver of the row."""
        ...

    def driver_ids(self, after: str | None, limit: int) -> Sequence[str]:
        """Return drivers in order of their id, beginning behind `after`."""
        ...

    def slots_of_driver(self, driver_id: str) -> Sequence[int]:
        """Return the slots of a driver's rows, in order of shipment id."""
        ...


class Feed(Protocol):
    """What keeps the view up to date, and how far it is."""

    @property
    def caught_up(self) -> bool:
        """Tell whether the view has been complete once."""
        ...

    @property
    def as_of(self) -> float:
        """Return when Kafka was last heard from, Unix seconds."""
        ...

    @property
    def is_stale(self) -> bool:
        """Tell whether that is too long ago."""
        ...

    def cursor(self, filters: Filters) -> str:
        """Return the cursor that continues from the view as it is now."""
        ...


class IngestHandlers(Protocol):
    """Takes fixes in."""

    async def update(self, request: web.Request) -> web.StreamResponse:
        """Take one fix."""
        ...

    async def updates(self, request: web.Request) -> web.StreamResponse:
        """Take a batch of fixes."""
        ...


class StreamHandler(Protocol):
    """Sends changes out."""

    async def stream(self, request: web.Request) -> web.StreamResponse:
        """Send a snapshot and then the changes, until either side ends it."""
        ...


class KeyWriter(Protocol):
    """Writes keys."""

    async def write(self, record: KeyRecord) -> None:
        """Return when Kafka holds the key and this process goes by it; raises KafkaError or TimeoutError."""
        ...


class DemoSwitch(Protocol):
    """The built-in fleet, which may be started."""

    @property
    def state(self) -> DemoState:
        """Return whether it can be started here, and whether it was."""
        ...

    def start(self) -> None:
        """Start it, unless it was started."""
        ...


@dataclass(frozen=True, slots=True)
class Services:
    """Everything that a handler may use."""

    settings: Settings
    clock: Clock
    metrics: Metrics
    readiness: Readiness
    view: View
    feed: Feed
    stream: StreamHandler
    ingest: IngestHandlers
    guard: Guard
    keys: KeyWriter
    demo: DemoSwitch
    range_copies: RangeCopies
    static_folder: Path = STATIC_FOLDER
