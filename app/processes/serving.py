"""The parts of every serving process: HTTP, ingest, the view of the table and its feed, streams, queries."""

from collections.abc import Sequence
from dataclasses import dataclass

from aiohttp import web

from app.clock import Clock
from app.deliveries.deliveries_table import deliveries_table
from app.demo import DemoSwitch
from app.fixes.latest_table import latest_table
from app.keys.key_feed import KeyFeed
from app.keys.keyring import Keyring
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
from web.ingest.decision import IngestDecision
from web.ingest.fast_update import FastUpdate
from web.ingest.handlers import Ingest
from web.ingest.log_producer import LogProducer
from web.ingest.position_log import PositionLog
from web.latest.feed import LATEST_FEED
from web.latest.latest_view import LatestView
from web.latest.list_query import LATEST_LIST
from web.latest.stream import LATEST_STREAM
from web.routes import mount
from web.server.certificate import certificate_of
from web.server.fast_connection import FastServer
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


def create_base(settings: Settings, clock: Clock, *waits_for: str) -> Base:
    """Return the shared objects; the process is ready once Kafka, the parts for serving and `waits_for` are ready."""
    metrics = Metrics()
    serving = ["view", "deliveries", "events", *(["keys"] if settings.requires_keys else [])] if settings.serve else []
    readiness = Readiness("kafka", *serving, *waits_for)
    if settings.serve:
        readiness.wait_for("view", "the latest positions have not been read yet")
    view = LatestView(settings.partitions, settings.ring_size)
    gate = KafkaGate(settings, topic_specs(settings), metrics, readiness)
    return Base(settings, clock, metrics, readiness, view, gate)


def serving_parts(
    base: Base, demo: DemoSwitch, processing: Sequence[Part] = (), watcher: LastRecordWatcher | None = None
) -> list[Part]:
    """Return all parts of a process in the order of their start, with `processing` among them.

    The web server is first and answers before Kafka is reachable. Streams are last: an open one would keep it from stopping.
    `watcher` gets the last record of each key.
    """
    settings, clock, metrics, readiness = base.settings, base.clock, base.metrics, base.readiness
    (position_log, command_log), decision = _create_logs(base), IngestDecision(settings, base.view.may_write)
    keyring, guard, keys, cap = _create_access(base)
    tables = create_table_base(settings, clock, metrics, readiness, keyring, cap)
    latest = serve_table(tables, latest_table(settings), base.view, LATEST_FEED, LATEST_STREAM, LATEST_LIST, watcher)
    deliveries, waiter = _serve_deliveries(tables)
    (ring, event_feed, event_hub), (photos, sweep) = _serve_events(tables), _serve_photos(tables, deliveries)
    services = Services(
        settings=settings,
        clock=clock,
        metrics=metrics,
        readiness=readiness,
        latest=latest.listed,
        stream=latest.stream,
        deliveries=deliveries.listed,
        delivery_stream=deliveries.stream,
        delivery_waiter=waiter,
        events=ListedEvents(ring, event_feed),
        event_stream=EventStream(settings, event_hub, keyring, cap),
        commands=CommandDesk(settings, clock, metrics, command_log, waiter),
        ingest=Ingest(position_log, decision, settings, clock, metrics),
        guard=guard,
        keys=keys,
        demo=demo,
        places=(places := Places(settings, clock, metrics)),
        photos=photos,
        street_maps=street_maps(settings.map_file) if settings.serve else (),
    )
    server = _create_server(services, FastUpdate(position_log, decision, guard, settings, clock, metrics), cap)
    feeds: list[Part] = [position_log, command_log, latest.feed, deliveries.feed, event_feed, sweep]
    first: list[Part] = [Closing(places.close), server, base.gate, *_reading(settings, keys, feeds)]
    return [*first, *processing, *map(Closing, (latest.hub.close, deliveries.hub.close, event_hub.close))]


def _reading(settings: Settings, keys: KeyFeed, feeds: list[Part]) -> list[Part]:
    if not settings.serve:
        return []
    return [keys, *feeds] if settings.requires_keys else feeds


def _create_access(base: Base) -> tuple[Keyring, Guard, KeyFeed, AddressCap]:
    settings, metrics = base.settings, base.metrics
    keyring = Keyring(base.clock, settings.known_credentials)
    keys = KeyFeed(settings, base.clock, metrics, base.readiness, keyring)
    return keyring, Guard(settings, metrics, keyring), keys, AddressCap(settings, metrics)


def _create_server(services: Services, fast: FastUpdate, cap: AddressCap) -> HttpServer:
    settings, metrics = services.settings, services.metrics
    http = web.Application(client_max_size=settings.max_body_bytes)
    mount(http, services)
    certificate = certificate_of(settings, services.clock, metrics)
    most = settings.max_connections
    return HttpServer(settings, http, lambda plain: FastServer(plain, fast, most, cap, metrics), certificate, metrics)


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


def _create_logs(base: Base) -> tuple[PositionLog, CommandLog]:
    settings, metrics = base.settings, base.metrics
    position_log = PositionLog(settings, metrics, LogProducer(settings, metrics))
    return position_log, CommandLog(settings, metrics, CommandSender(settings, metrics))
