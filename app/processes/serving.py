"""The parts of every serving process: HTTP, ingest, the view of the table and its feed, streams, queries."""

from collections.abc import Sequence
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
from web.ingest.decision import IngestDecision
from web.ingest.fast_update import FastUpdate
from web.ingest.handlers import Ingest
from web.ingest.log_producer import LogProducer
from web.ingest.position_log import PositionLog
from web.latest.feed import LATEST_FEED
from web.latest.latest_view import LatestView
from web.latest.list_query import LATEST_LIST
from web.latest.stream import LATEST_STREAM
from web.phones.fast_osmand import FastOsmand
from web.phones.handlers import Phones
from web.phones.intake import Intake
from web.phones.rejected_log import RejectedLog
from web.routes import mount
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
    intake: Intake
    parts: tuple[Part, ...]
    """What of it is to be started and stopped."""


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
    tables = create_table_base(*rest, readiness, keyring, cap)
    latest = serve_table(tables, latest_table(settings), base.view, LATEST_FEED, LATEST_STREAM, LATEST_LIST, watcher)
    deliveries, waiter = _serve_deliveries(tables)
    ring, event_feed, event_hub = _serve_events(tables)
    services = Services(
        settings=settings,
        clock=base.clock,
        metrics=base.metrics,
        readiness=readiness,
        latest=latest.listed,
        stream=latest.stream,
        deliveries=deliveries.listed,
        delivery_stream=deliveries.stream,
        delivery_waiter=waiter,
        events=ListedEvents(ring, event_feed),
        event_stream=EventStream(settings, event_hub, keyring, cap),
        commands=CommandDesk(*rest, writing.commands, waiter),
        ingest=Ingest(writing.positions, writing.decision, *rest),
        phones=Phones(writing.intake, writing.registers.devices, *rest),
        guard=guard,
        keys=keys,
        registers=writing.registers,
        demo=demo,
        places=(places := Places(*rest)),
        street_maps=street_maps(settings.map_file) if settings.serve else (),
    )
    first: list[Part] = [Closing(places.close), _create_server(services, writing, cap), base.gate]
    feeds = [*writing.parts, latest.feed, deliveries.feed, event_feed]
    reading = [*([keys] if settings.requires_keys else ()), *feeds] if settings.serve else []
    return [*first, *reading, *processing, *map(Closing, (latest.hub.close, deliveries.hub.close, event_hub.close))]


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
    most, metrics = settings.max_connections, services.metrics
    return HttpServer(settings, http, lambda plain: FastServer(plain, fast, most, cap, metrics))


def _serve_deliveries(tables: TableBase) -> tuple[ServedTable[DeliveryQuery, DeliveriesReplica], RowWaiter]:
    settings = tables.settings
    replica = DeliveriesReplica(settings.partitions, settings.deliveries_ring_size)
    waiter = RowWaiter(replica.store)
    spec = deliveries_table(settings)
    streamed, listed = DELIVERIES_STREAM, DELIVERIES_LIST
    return serve_table(tables, spec, replica, DELIVERIES_FEED, streamed, listed, listeners=(waiter,)), waiter


def _serve_events(tables: TableBase) -> tuple[EventRing, EventFeed, EventHub]:
    settings, clock, metrics = tables.settings, tables.clock, tables.metrics
    ring = EventRing(settings.partitions, settings.events_ring_bytes)
    hub = EventHub(settings, clock, metrics, ring, tables.open_streams)
    return ring, EventFeed(settings, clock, metrics, tables.readiness, ring, hub.on_events), hub


def _create_writing(base: Base) -> Writing:
    settings, clock, metrics = base.settings, base.clock, base.metrics
    registers, register_feeds = create_registers(settings, clock, metrics, base.readiness)
    decision = IngestDecision(settings, base.view.may_write, driver_of_devices(registers.devices))
    positions = PositionLog(settings, metrics, LogProducer(settings, metrics))
    rejected = RejectedLog(settings, metrics)
    commands = CommandLog(settings, metrics, CommandSender(settings, metrics))
    intake = Intake(positions, rejected, decision, settings, clock, metrics)
    return Writing(registers, decision, positions, commands, intake, (*register_feeds, positions, rejected, commands))
