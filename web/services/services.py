"""What the HTTP handlers work with: small protocols, and the one object that carries all of it to every handler."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from aiohttp import web

from app.clock import Clock
from app.demo import DemoState
from app.devices.registers import Registers
from app.fixes.control import Forget
from app.keys.record import KeyRecord
from app.observability.metrics import Metrics
from app.photos.photo_desk import PhotoDesk
from app.places.places import Places
from app.readiness import Readiness
from app.settings import Settings
from app.street_maps.street_map import StreetMap
from web.access.guard import Guard
from web.commands.command import Command
from web.commands.verdicts import Verdict
from web.deliveries.list_query import DeliveryQuery
from web.deliveries.replica import DeliveriesReplica
from web.deliveries.row_waiter import RowWaiter
from web.events.list_handler import ListedEvents
from web.latest.latest_view import LatestView
from web.latest.list_query import LatestQuery
from web.lists.listed_table import ListedTable

STATIC_FOLDER = Path(__file__).parents[1] / "static"
"""Where the frontend's build puts the dashboard and the assets of /docs."""


class Probed(Protocol):
    """What probes and metrics tell of."""

    @property
    def metrics(self) -> Metrics:
        """Return the metrics of the process."""
        ...

    @property
    def readiness(self) -> Readiness:
        """Return whether the process can serve."""
        ...


class IngestHandlers(Protocol):
    """Takes fixes in."""

    async def update(self, request: web.Request) -> web.StreamResponse:
        """Take one fix."""
        ...

    async def updates(self, request: web.Request) -> web.StreamResponse:
        """Take a batch of fixes."""
        ...


class PhoneHandlers(Protocol):
    """Takes in what phone apps send, one handler a protocol."""

    async def osmand(self, request: web.Request) -> web.StreamResponse:
        """Take what OsmAnd, Traccar Client or the Transistorsoft SDK sends."""
        ...

    async def owntracks(self, request: web.Request) -> web.StreamResponse:
        """Take a message of OwnTracks."""
        ...

    async def gpslogger(self, request: web.Request) -> web.StreamResponse:
        """Take what GPSLogger sends."""
        ...

    async def overland(self, request: web.Request) -> web.StreamResponse:
        """Take a batch of Overland."""
        ...

    async def traccar(self, request: web.Request) -> web.StreamResponse:
        """Take what a Traccar server forwards."""
        ...


class StreamHandler(Protocol):
    """Sends changes out."""

    async def stream(self, request: web.Request) -> web.StreamResponse:
        """Send a snapshot and then the changes, until either side ends it."""
        ...


class CommandTaker(Protocol):
    """Takes commands about deliveries."""

    async def decide(self, commands: Sequence[Command]) -> Mapping[str, Verdict]:
        """Return the verdicts that arrived in time, by the id of the command; raises ProblemError."""
        ...


class KeyWriter(Protocol):
    """Writes keys."""

    async def write(self, name: str, record: KeyRecord, /) -> object:
        """Return when Kafka holds the key of that id and this process applies it; raises KafkaError or OSError."""
        ...


class ControlTaker(Protocol):
    """Takes control records of the topic positions."""

    async def forget(self, forget: Forget, /) -> None:
        """Return when Kafka holds the record; raises ProblemError."""
        ...


class DemoSwitch(Protocol):
    """The demo, which may be started."""

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
    latest: ListedTable[LatestQuery, LatestView]
    stream: StreamHandler
    deliveries: ListedTable[DeliveryQuery, DeliveriesReplica]
    delivery_stream: StreamHandler
    delivery_waiter: RowWaiter
    events: ListedEvents
    event_stream: StreamHandler
    commands: CommandTaker
    ingest: IngestHandlers
    phones: PhoneHandlers
    guard: Guard
    keys: KeyWriter
    registers: Registers
    control: ControlTaker
    demo: DemoSwitch
    places: Places
    photos: PhotoDesk
    street_maps: tuple[StreetMap, ...] = ()
    static_folder: Path = STATIC_FOLDER
