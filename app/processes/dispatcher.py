"""A dispatcher: the table `deliveries` with its agent; over HTTP only probes and metrics."""

from aiohttp import web

from agents.deliveries import register
from agents.delivery_keeper import DeliveryKeeper
from app.clock import Clock, SystemClock
from app.deliveries.deliveries_table import deliveries_table
from app.deliveries.expiry import Expiry
from app.devices.books import DriverBook
from app.devices.feeds import create_driver_feed
from app.engine.app import TrackerApp
from app.engine.context import EngineContext
from app.engine.create import create_engine_app
from app.keys.key_feed import create_key_feed
from app.keys.keyring import Keyring
from app.observability.metrics import Metrics
from app.process import Faults, Loop, Part, Process
from app.processes.dispatcher_replicas import PARTS, Replicas, create_replicas, feeds_of
from app.processes.kafka_gate import KafkaGate
from app.processes.table_parts import table_parts
from app.processes.topics import topic_specs
from app.readiness import Readiness
from app.settings import Settings
from app.sweep.sweeper import Sweeper
from web.access.address_cap import AddressCap
from web.access.guard import Guard
from web.pages.probes import mount_probes
from web.replica.changed_rows import ChangedRows
from web.replica.table_replica import TableReplica
from web.server.certificate import certificate_of
from web.server.connections import TrackerServer
from web.server.http_server import HttpServer


class Dispatcher(Process):
    """A process with the application that keeps the deliveries."""

    app: TrackerApp


def settings_of_dispatcher(settings: Settings) -> Settings:
    """Return the settings with which a dispatcher runs: its own state folder, one port, no readers."""
    return settings.model_copy(update={"worker": settings.dispatcher, "dashboard_port": 0, "serve": False})


def create_dispatcher(settings: Settings, clock: Clock | None = None) -> Dispatcher:
    """Return a dispatcher that is composed and not started."""
    clock, metrics, faults = clock or SystemClock(), Metrics(), Faults()
    readiness = Readiness("kafka", "table", "drivers", *PARTS, *(["keys"] if settings.requires_keys else []))
    gate = KafkaGate(settings, topic_specs(settings), metrics, readiness)
    replicas = create_replicas(settings)
    app = _create_app(settings, clock, metrics, readiness, gate, replicas)
    keyring = Keyring(clock, settings.known_credentials)
    http = web.Application(client_max_size=settings.max_body_bytes)
    mount_probes(http, settings, metrics, readiness, Guard(settings, metrics, keyring))
    keys = [create_key_feed(settings, clock, metrics, readiness, keyring)] if settings.requires_keys else []
    expiry = Expiry(app.batch_table, settings.commands_topic, clock, settings.ended_delivery_s)
    deliveries, latest = ChangedRows(replicas.deliveries), ChangedRows(replicas.latest)
    book = DriverBook()
    sweeper = Sweeper(
        settings,
        clock,
        metrics,
        app.batch_table,
        deliveries,
        latest,
        lambda: app.has_settled and book.is_complete,
        lambda: book.off_duty,
    )
    parts: list[Part] = [
        _create_server(settings, http, clock, metrics),
        gate,
        *keys,
        create_driver_feed(settings, clock, metrics, readiness, book),
        *feeds_of(replicas, settings, clock, metrics, readiness, app.repairer),
        *table_parts(app, faults),
        Loop("expiry", expiry.run, faults),
        Loop("sweep", sweeper.run, faults),
    ]
    dispatcher = Dispatcher(settings, clock, readiness, faults, parts)
    dispatcher.app = app
    return dispatcher


def _create_server(settings: Settings, http: web.Application, clock: Clock, metrics: Metrics) -> HttpServer:
    cap, most = AddressCap(settings, metrics), settings.max_connections
    certificate = certificate_of(settings, clock, metrics)
    return HttpServer(settings, http, lambda plain: TrackerServer(plain, most, cap, metrics), certificate, metrics)


def _create_app(
    settings: Settings, clock: Clock, metrics: Metrics, readiness: Readiness, gate: KafkaGate, replicas: Replicas
) -> TrackerApp:
    spec = deliveries_table(settings)
    app = create_engine_app(
        EngineContext(
            settings,
            spec,
            clock,
            metrics,
            readiness,
            lambda: gate.epochs[spec.changelog_topic],
            TableReplica(replicas.deliveries),
        )
    )
    keeper = DeliveryKeeper(
        app.batch_table,
        partitions=spec.partitions,
        events_topic=settings.events_topic,
        clock=clock,
        metrics=metrics,
    )
    register(app, app.input(), app.batch_table, keeper)
    return app
