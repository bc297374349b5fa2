"""The composition root: builds one process of the tracker from its parts. Two calls give two independent worlds."""

from typing import Literal

from aiohttp.web import Application

from agents.keeper import PositionKeeper
from agents.positions import register
from app.clock import Clock, SystemClock
from app.demo import DemoSwitch
from app.engine.app import TrackerApp
from app.engine.create import create_engine_app
from app.keys.key_feed import KeyFeed
from app.keys.keyring import Keyring
from app.observability import Metrics
from app.readiness import Readiness
from app.settings import Settings
from app.tables import latest_table
from app.topics import topic_specs
from web.address_cap import AddressCap
from web.change_feed import ChangeFeed
from web.guard import Guard
from web.hot_connection import HotServer
from web.hot_update import HotUpdate
from web.ingest import Ingest, cached_homes
from web.latest_view import LatestView
from web.log_producer import LogProducer
from web.position_log import PositionLog
from web.routes import mount
from web.services import Services
from web.stream import Stream
from web.stream_hub import StreamHub
from web.table_replica import TableReplica

Role = Literal["worker", "edge"]


def create_app(
    settings: Settings, role: Role = "worker", clock: Clock | None = None, demo: DemoSwitch | None = None
) -> TrackerApp:
    """Return a process that is wired and not started: a worker (everything) or an edge (no agents, no tables)."""
    clock = clock or SystemClock()
    metrics = Metrics()
    serving = ["view", *(["keys"] if settings.asks_for_keys else [])] if settings.serve else []
    readiness = Readiness("kafka", *serving, *(["table"] if role == "worker" else []))
    spec, topics = latest_table(settings), topic_specs(settings)
    app = create_engine_app(settings, spec, topics, clock=clock, metrics=metrics, readiness=readiness)
    app.producer_only = role == "edge"
    if role == "worker":
        _add_processing(app)
    view = _add_http(app, demo or DemoSwitch(settings, None))
    if app.table is not None and settings.serve:
        app.table.replica = TableReplica(view)
    return app


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


def _add_processing(app: TrackerApp) -> None:
    """Give the app what a worker has beside: the agent and the table."""
    settings, rows = app.settings, app.keep_table()
    keeper = PositionKeeper(
        rows,
        partitions=settings.partitions,
        rejected_topic=settings.rejected_topic,
        cache_size=settings.version_cache_size,
        metrics=app.metrics,
    )
    register(app, app.input(), rows, keeper)
    app.forget_on_revocation = (keeper.forget,)
