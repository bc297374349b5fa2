"""The composition root: builds one process of the tracker from its parts. Two calls give two independent worlds."""

from typing import Literal, cast

from aiohttp.web import Application

from agents.decoding import encode_row
from agents.keeper import PositionKeeper
from agents.positions import register
from app.clock import Clock, SystemClock
from app.demo import DemoSwitch
from app.engine.app import TrackerApp
from app.engine.batch_table import BatchTable
from app.engine.producer import TrackerProducer
from app.engine.recovery import TrackerTableManager
from app.engine.repair import Repairer
from app.engine.store import TrackerStore, TrackerTable
from app.keys.key_feed import KeyFeed
from app.keys.keyring import Keyring
from app.observability import Metrics
from app.readiness import Readiness
from app.settings import Settings
from app.tables import create_latest_table
from web.address_cap import AddressCap
from web.change_feed import ChangeFeed
from web.guard import Guard
from web.hot_connection import HotServer
from web.hot_update import HotUpdate
from web.ingest import Ingest, cached_homes
from web.latest_view import LatestView
from web.log_producer import LogProducer
from web.position_log import PositionLog
from web.range_copies import RangeCopies
from web.routes import mount
from web.services import Services
from web.stream import Stream
from web.stream_hub import StreamHub
from web.table_replica import TableReplica

Role = Literal["worker", "edge"]

REQUEST_TIMEOUT_S = 300.0
"""Longer than any restore of a table, which runs inside one of Faust's waits."""
CHANGELOG_BATCH_BYTES = 512 << 10
STREAM_BUFFER_GROUPS = 4096
"""More than `read_ahead_bytes` lets through: that bound is the one that works."""


def create_app(
    settings: Settings, role: Role = "worker", clock: Clock | None = None, demo: DemoSwitch | None = None
) -> TrackerApp:
    """Return a process that is wired and not started: a worker (everything) or an edge (no agents, no tables)."""
    clock = clock or SystemClock()
    metrics = Metrics()
    serving = ["view", *(["keys"] if settings.asks_for_keys else [])] if settings.serve else []
    readiness = Readiness("kafka", *serving, *(["table"] if role == "worker" else []))
    app = _create_faust_app(settings, clock, metrics, readiness)
    app.producer_only = role == "edge"
    table = _add_processing(app) if role == "worker" else None
    view = _add_http(app, demo or DemoSwitch(settings, None))
    if table is not None and settings.serve:
        table.replica = TableReplica(view)
    return app


def _create_faust_app(settings: Settings, clock: Clock, metrics: Metrics, readiness: Readiness) -> TrackerApp:
    return TrackerApp(
        settings=settings,
        clock=clock,
        metrics=metrics,
        readiness=readiness,
        broker=";".join(f"kafka://{address}" for address in settings.bootstrap.split(",")),
        Table=TrackerTable,
        TableManager=TrackerTableManager,
        datadir=str(settings.state_dir),
        key_serializer="raw",
        value_serializer="raw",
        topic_partitions=settings.partitions,
        topic_replication_factor=settings.replication,
        topic_disable_leader=True,
        table_standby_replicas=0,
        table_key_index_size=1000,
        broker_session_timeout=settings.session_timeout_s,
        broker_heartbeat_interval=settings.session_timeout_s / 6,
        broker_rebalance_timeout=30.0,
        broker_request_timeout=REQUEST_TIMEOUT_S,
        broker_commit_interval=settings.commit_interval_s,
        stream_buffer_maxsize=STREAM_BUFFER_GROUPS,
        stream_wait_empty=True,
        consumer_auto_offset_reset="earliest",
        producer_acks=-1,
        producer_max_batch_size=CHANGELOG_BATCH_BYTES,
        producer_max_request_size=4 * CHANGELOG_BATCH_BYTES,
        web_bind=settings.host,
        web_host=settings.host,
        web_port=settings.http_port,
        web_application_options={"client_max_size": settings.max_body_bytes},
    )


def _add_http(app: TrackerApp, demo: DemoSwitch) -> LatestView:
    """Give the app what both roles have: ingest, the view and its feed, the stream, the queries."""
    settings, clock, metrics, readiness = app.settings, app.clock, app.metrics, app.readiness
    position_log = PositionLog(settings, metrics, LogProducer(settings, metrics))
    view = LatestView(settings.partitions, settings.ring_size)
    hub = StreamHub(settings, clock, metrics, view)
    feed = ChangeFeed(settings, clock, metrics, view, readiness, hub, app.repairer)
    home_of = cached_homes(settings)
    keyring = Keyring(clock, settings.known_credentials)
    keys = KeyFeed(settings, clock, metrics, readiness, keyring)
    guard = Guard(settings, metrics, keyring)
    cap = AddressCap(settings, metrics)
    services = Services(
        settings=settings,
        clock=clock,
        metrics=metrics,
        readiness=readiness,
        view=view,
        feed=feed,
        stream=Stream(settings, hub, keyring, cap),
        ingest=Ingest(position_log, home_of, settings, clock, metrics),
        guard=guard,
        keys=keys,
        demo=demo,
        range_copies=RangeCopies(settings, clock, metrics),
    )

    def mount_once(http: Application) -> None:
        mount(http, services)

    app.mount = mount_once
    hot = HotUpdate(position_log, home_of, guard, settings, clock, metrics)
    app.refine_server = lambda server: HotServer(server, hot, settings.max_connections, cap, metrics)
    app.parts = (*([keys] if settings.asks_for_keys else []), position_log, feed) if settings.serve else ()
    # A stream that stays open would keep the web server from stopping.
    app.before_stop = (hub.close,)
    return view


def _add_processing(app: TrackerApp) -> TrackerTable:
    """Give the app what a worker has beside: the agent and the table."""
    settings, metrics = app.settings, app.metrics
    table = create_latest_table(app, settings)
    rows = BatchTable(
        changelog_topic=settings.changelog_topic,
        rejected_topic=settings.rejected_topic,
        partitions=settings.partitions,
        store=lambda: cast("TrackerStore", table.data),
        producer=lambda: cast("TrackerProducer", app.producer).client,
        lease=app.lease,
        metrics=metrics,
        max_pending_rows=settings.max_pending_rows,
        encode=encode_row,
    )
    keeper = PositionKeeper(
        rows, partitions=settings.partitions, cache_size=settings.version_cache_size, metrics=metrics
    )
    topic = app.topic(settings.positions_topic, key_type=bytes, value_type=bytes, partitions=settings.partitions)
    register(app, topic, rows, keeper)
    app.rows, app.repairer = rows, Repairer(rows, app.clock, metrics, lambda: app.has_settled)
    app.forget_on_revocation = (keeper.forget, rows.forget_places)
    return table
