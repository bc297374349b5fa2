"""The parts of every serving process: HTTP, ingest, the view of the table and its feed, streams, queries."""

from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from aiohttp import web

from app.clock import Clock
from app.deliveries.deliveries_table import deliveries_table
from app.demo import DemoSwitch
from app.devices.registers import Registers, create_registers
from app.fixes.latest_table import latest_table
from app.kafka.register_feed import RegisterFeed
from app.keys.key_feed import create_key_feed
from app.keys.keyring import Keyring
from app.keys.record import KeyRecord
from app.observability.metrics import Metrics
from app.photos.photo_desk import PhotoDesk
from app.photos.photo_store import photo_store
from app.photos.sweep import PhotoSweep, Table
from app.places.places import Places
from app.process import Closing, Part
from app.processes.kafka_gate import KafkaGate
from app.processes.served_table import ServedTable, TableBase, create_table_base, serve_table
from app.processes.topics import topic_specs
from app.readiness import Readiness
from app.settings import Settings
from app.street_maps.street_map import street_maps
from web.access.address_cap import AddressCap
from web.access.guard import Guard
from web.commands.command_desk import CommandDesk
from web.commands.command_log import CommandLog, CommandSender
from web.deliveries.feed import DELIVERIES_FEED
from web.deliveries.list_query import DELIVERIES_LIST, DeliveryQuery
from web.deliveries.replica import DeliveriesReplica
from web.deliveries.row_waiter import RowWaiter
from web.deliveries.stream import DELIVERIES_STREAM
from web.events.event_feed import EventFeed
from web.events.event_hub import EventHub
from web.events.event_ring import EventRing
from web.events.event_stream import EventStream
from web.events.list_handler import ListedEvents
from web.feed.changelog_applier import LastRecordWatcher
from web.ingest.bound_drivers import driver_of_devices
from web.ingest.control_log import ControlLog
from web.ingest.decision import IngestDecision
from web.ingest.fast_update import FastUpdate
from web.ingest.handlers import Ingest
from web.ingest.log_producer import LogProducer
from web.ingest.position_log import PositionLog
from web.latest.feed import LATEST_FEED
from web.latest.latest_view import LatestView
from web.latest.list_query import LATEST_LIST, LatestQuery
from web.latest.stream import LATEST_STREAM
from web.phones.fast_osmand import FastOsmand
from web.phones.handlers import Phones
from web.phones.intake import Intake
from web.phones.rejected_log import RejectedLog
from web.routes import mount
from web.server.certificate import certificate_of
from web.server.fast_connection import FastRoute, FastServer
from web.server.http_server import HttpServer
from web.services.services import Services


@dataclass(frozen=True, slots=True)
class Base:
    """The objects that all parts of a process share."""

    settings: Settings
    clock: Clock
    metrics: Metrics
    readiness: Readiness
    view: LatestView
    gate: KafkaGate


class Writing(NamedTuple):
    """What requests that write need: the registers, the decision on fixes, and the logs."""

    registers: Registers
    decision: IngestDecision
    positions: PositionLog
    commands: CommandLog
    control: ControlLog
    intake: Intake
    parts: tuple[Part, ...]
    """What of it is to be started and stopped."""


class Shown(NamedTuple):
    """The tables and events that readers are shown."""

    latest: ServedTable[LatestQuery, LatestView]
    deliveries: ServedTable[DeliveryQuery, DeliveriesReplica]
    waiter: RowWaiter
    ring: EventRing
    event_feed: EventFeed
    event_hub: EventHub
    photos: PhotoDesk
    photo_sweep: PhotoSweep

    @property
    def feeds(self) -> tuple[Part, ...]:
        """Return what reads them, and what deletes photos without a delivery."""
        return self.latest.feed, self.deliveries.feed, self.event_feed, self.photo_sweep

    @property
    def closings(self) -> Iterable[Callable[[], Awaitable[None]]]:
        """Return what ends the streams."""
        return self.latest.hub.close, self.deliveries.hub.close, self.event_hub.close


def create_base(settings: Settings, clock: Clock, *waits_for: str) -> Base:
    """Return the shared objects; the process is ready once Kafka, the parts for serving and `waits_for` are ready."""
    metrics = Metrics()
    registers = ["devices", "drivers", *(["keys"] if settings.requires_keys else [])]
    serving = ["view", "deliveries", "events", *registers] if settings.serve else []
    readiness = Readiness("kafka", *serving, *waits_for)
    if settings.serve:
        readiness.wait_for("view", "the latest positions have not been read yet")
    view = LatestView(settings.partitions, settings.ring_size)
    gate = KafkaGate(settings, topic_specs(settings), metrics, readiness)
    return Base(settings, clock, metrics, readiness, view, gate)


def serving_parts(
    base: Base, demo: DemoSwitch, processing: Sequence[Part] = (), watcher: LastRecordWatcher | None = None
) -> list[Part]:
    """Return all parts of a process in the order of their start, with `processing`; `watcher` gets each key's last record.

    The web server is first and answers before Kafka is reachable. Streams are last: an open one would keep it from stopping.
    """
    settings, readiness, rest = base.settings, base.readiness, (base.settings, base.clock, base.metrics)
    writing = _create_writing(base)
    keyring, guard, keys, cap = _create_access(base)
    shown = _create_shown(base, keyring, cap, watcher)
    services = Services(
        settings=settings,
        clock=base.clock,
        metrics=base.metrics,
        readiness=readiness,
        latest=shown.latest.listed,
        stream=shown.latest.stream,
        deliveries=shown.deliveries.listed,
        delivery_stream=shown.deliveries.stream,
        delivery_waiter=shown.waiter,
        events=ListedEvents(shown.ring, shown.event_feed),
        event_stream=EventStream(settings, shown.event_hub, keyring, cap),
        commands=CommandDesk(*rest, writing.commands, shown.waiter),
        ingest=Ingest(writing.positions, writing.decision, *rest),
        phones=Phones(writing.intake, writing.registers.devices, *rest),
        guard=guard,
        keys=keys,
        registers=writing.registers,
        control=writing.control,
        demo=demo,
        places=(places := Places(*rest)),
        photos=shown.photos,
        street_maps=street_maps(settings.map_file) if settings.serve else (),
    )
    first: list[Part] = [Closing(places.close), _create_server(services, writing, cap), base.gate]
    feeds = [*([keys] if settings.requires_keys else ()), *writing.parts, *shown.feeds] if settings.serve else []
    return [*first, *feeds, *processing, *map(Closing, shown.closings)]


def _create_access(base: Base) -> tuple[Keyring, Guard, RegisterFeed[KeyRecord], AddressCap]:
    settings, metrics = base.settings, base.metrics
    keyring = Keyring(base.clock, settings.known_credentials)
    keys = create_key_feed(settings, base.clock, metrics, base.readiness, keyring)
    return keyring, Guard(settings, metrics, keyring), keys, AddressCap(settings, metrics)


def _create_server(services: Services, writing: Writing, cap: AddressCap) -> HttpServer:
    settings, guard, rest = services.settings, services.guard, (services.settings, services.clock, services.metrics)
    log, decision = writing.positions, writing.decision
    fast: list[FastRoute] = [
        FastUpdate(log, decision, guard, *rest),
        FastOsmand(log, decision, guard, services.registers.devices, *rest),
    ]
    http = web.Application(client_max_size=settings.max_body_bytes)
    mount(http, services)
    certificate = certificate_of(settings, services.clock, services.metrics)
    most, metrics = settings.max_connections, services.metrics
    return HttpServer(settings, http, lambda plain: FastServer(plain, fast, most, cap, metrics), certificate, metrics)


def _create_shown(base: Base, keyring: Keyring, cap: AddressCap, watcher: LastRecordWatcher | None) -> Shown:
    settings = base.settings
    tables = create_table_base(settings, base.clock, base.metrics, base.readiness, keyring, cap)
    latest = serve_table(tables, latest_table(settings), base.view, LATEST_FEED, LATEST_STREAM, LATEST_LIST, watcher)
    deliveries, waiter = _serve_deliveries(tables)
    return Shown(latest, deliveries, waiter, *_serve_events(tables), *_serve_photos(tables, deliveries))


def _serve_deliveries(tables: TableBase) -> tuple[ServedTable[DeliveryQuery, DeliveriesReplica], RowWaiter]:
    settings = tables.settings
    replica = DeliveriesReplica(settings.partitions, settings.deliveries_ring_size)
    waiter = RowWaiter(replica.store)
    spec = deliveries_table(settings)
    streamed, listed = DELIVERIES_STREAM, DELIVERIES_LIST
    return serve_table(tables, spec, replica, DELIVERIES_FEED, streamed, listed, listeners=(waiter,)), waiter


def _serve_photos(
    tables: TableBase, deliveries: ServedTable[DeliveryQuery, DeliveriesReplica]
) -> tuple[PhotoDesk, PhotoSweep]:
    settings, metrics, rows = tables.settings, tables.metrics, deliveries.listed.replica.store
    store = photo_store(settings, metrics)
    known = Table(lambda: rows.is_complete, rows.known_ids, rows.last_of)
    return PhotoDesk(settings, metrics, store), PhotoSweep(settings, tables.clock, metrics, store, known)


def _serve_events(tables: TableBase) -> tuple[EventRing, EventFeed, EventHub]:
    settings, clock, metrics = tables.settings, tables.clock, tables.metrics
    ring = EventRing(settings.partitions, settings.events_ring_bytes)
    hub = EventHub(settings, clock, metrics, ring, tables.open_streams)
    return ring, EventFeed(settings, clock, metrics, tables.readiness, ring, hub.on_events), hub


def _create_writing(base: Base) -> Writing:
    settings, clock, metrics = base.settings, base.clock, base.metrics
    registers, register_feeds = create_registers(settings, clock, metrics, base.readiness)
    decision = IngestDecision(settings, base.view.may_write, driver_of_devices(registers.devices, metrics))
    positions = PositionLog(settings, metrics, producer := LogProducer(settings, metrics))
    rejected, control = RejectedLog(settings, metrics), ControlLog(settings, producer)
    commands = CommandLog(settings, metrics, CommandSender(settings, metrics))
    intake = Intake(positions, rejected, decision, settings, clock, metrics)
    parts = (*register_feeds, positions, rejected, commands)
    return Writing(registers, decision, positions, commands, control, intake, parts)
