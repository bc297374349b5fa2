"""The Faust app with our extensions plugged in where Faust asks for a class.

Read against faust-streaming 0.15.3 (app/base.py).
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterable, Sequence
from typing import Any, cast

import faust
from aiohttp.web import Application, Server
from faust.transport.drivers import aiokafka as driver
from faust.types import TP
from faust.web.base import Web
from mode.types import ServiceT

from app.clock import Clock
from app.engine.batch_table import BatchTable
from app.engine.boot import Part, TrackerBoot, TrackerWeb
from app.engine.consumer import TrackerConsumer
from app.engine.flusher import Flusher
from app.engine.gap_reader import GapReader
from app.engine.lease import Lease
from app.engine.log_guard import LogGuard
from app.engine.patience import unless_away
from app.engine.producer import TrackerProducer
from app.engine.repair import Repairer
from app.engine.share import Share
from app.engine.store import TrackerStore, TrackerTable, create_table
from app.engine.watchdog import Watchdog
from app.observability import Metrics
from app.readiness import Readiness
from app.settings import Settings
from app.table_spec import TableSpec
from app.topics import TopicSpec

log = logging.getLogger(__name__)


class TrackerTransport(driver.Transport):
    """Kafka through our consumer and producer."""

    Consumer = TrackerConsumer
    Producer = TrackerProducer


class TrackerApp(faust.App):
    """One process of the tracker: an application that keeps one table, or an edge (`producer_only`)."""

    BootStrategy = TrackerBoot

    def __init__(
        self,
        *,
        settings: Settings,
        spec: TableSpec,
        topic_specs: Sequence[TopicSpec],
        clock: Clock,
        metrics: Metrics,
        readiness: Readiness,
        **options: Any,
    ) -> None:
        self.settings, self.clock, self.metrics, self.readiness = settings, clock, metrics, readiness
        self.spec, self.topic_specs = spec, topic_specs
        self.lease, self.share = Lease(clock, settings.session_timeout_s), Share(spec, metrics)
        self.epoch = ""
        """The changelog's epoch, known once Kafka was reached."""
        self.restored_records = 0
        """How far the restore under way has come: the watchdog looks whether it goes on."""
        self.parts: Sequence[Part] = ()
        self.mount: Callable[[Application], None] | None = None
        self.refine_server: Callable[[Server], Server] | None = None
        self.before_stop: Sequence[Callable[[], Awaitable[None]]] = ()
        self.forget_on_revocation: Sequence[Callable[[], None]] = ()
        self.table: TrackerTable | None = None
        self.rows: BatchTable | None = None
        self.repairer: Repairer | None = None
        super().__init__(spec.app_id, **options)

    def keep_table(self) -> BatchTable:
        """Make this process an owner of the table, and return the way to its rows; called once, before the start."""
        table = self.table = create_table(self, self.spec, self.settings)
        self.rows = BatchTable(
            spec=self.spec,
            store=lambda: cast("TrackerStore", table.data),
            producer=lambda: cast("TrackerProducer", self.producer).client,
            lease=self.lease,
            metrics=self.metrics,
            max_pending_rows=self.settings.max_pending_rows,
        )
        self.repairer = Repairer(self.rows, self.spec.version_of, self.clock, self.metrics, lambda: self.has_settled)
        return self.rows

    def input(self) -> Any:
        """Return the topic that the application's agent reads, as records whose bytes are left alone."""
        return self.topic(self.spec.input_topic, key_type=bytes, value_type=bytes, partitions=self.spec.partitions)

    @property
    def crash_event(self) -> Any:
        """Return the event that is set once a service of the app has failed for good."""
        return self._crashed

    @property
    def has_settled(self) -> bool:
        """Tell whether this worker's partitions are restored and no rebalance is under way."""
        return bool(self.tables.actives_ready) and not self.rebalancing

    def worker_services(self) -> Iterable[ServiceT]:
        """Return what only a worker runs, started last."""
        if self.rows is None or self.repairer is None:
            return []
        services: list[ServiceT] = [
            Flusher(self.rows, self.settings, self._has_backlog),
            self.repairer,
            Watchdog(self),
            LogGuard(self),
        ]
        if not self.settings.serve:  # else the change feed sees all that others write
            services.append(GapReader(self.spec, self.rows, self.repairer, self.settings, lambda: self.has_settled))
        return services

    def _has_backlog(self) -> bool:
        return cast("TrackerConsumer", self.consumer).waiting_bytes > self.settings.flush_backlog_bytes

    def _create_directories(self) -> None:
        if not self.producer_only:  # an edge keeps nothing on disk
            self.settings.state_dir.mkdir(parents=True, exist_ok=True)
            super()._create_directories()

    def _new_transport(self) -> TrackerTransport:
        return TrackerTransport(self.conf.broker_consumer, self)

    def _new_consumer(self) -> TrackerConsumer:
        consumer = cast("TrackerConsumer", super()._new_consumer())
        consumer.lease, consumer.read_epoch = self.lease, lambda: self.epoch
        consumer.is_kafka_away = self._is_kafka_away
        if self.rows is not None:
            consumer.rows = self.rows
            consumer.read_ahead_bytes = self.settings.read_ahead_bytes
            consumer.full = self.metrics.counter("tracker_read_ahead_full_total")
            self.metrics.gauge("tracker_positions_lag_records").set_function(lambda: consumer.lag_records)
        return consumer

    def _new_producer(self) -> TrackerProducer:
        producer = cast("TrackerProducer", super()._new_producer())
        if self.rows is not None:
            producer.before_flush = self.rows.flush
        return producer

    def _new_web(self) -> TrackerWeb:
        server = TrackerWeb(self)
        ports = [self.settings.http_port, self.settings.dashboard_port]
        server.refine = self.refine_server
        server.sites = [(self.settings.host, port) for port in ports if port]
        return server

    def on_webserver_init(self, web: Web) -> None:
        """Mount our routes; Faust may call this more than once."""
        if self.mount is not None:
            self.mount(cast("TrackerWeb", web).web_app)

    async def _on_partitions_revoked(self, revoked: set[TP]) -> None:
        if self.rows is None:
            await super()._on_partitions_revoked(revoked)
            return
        consumer = cast("TrackerConsumer", self.consumer)
        if consumer.is_fenced_out:
            self.rows.fence()
        # A flush that waits longer than the session for its lease waits for ever: the group has gone on.
        timer = asyncio.get_running_loop().call_later(self.settings.session_timeout_s, self.rows.fence)
        try:
            await super()._on_partitions_revoked(revoked)  # the streams finish, then Producer.flush()
        finally:
            timer.cancel()
        consumer.forget_runs()
        self.rows.forget_places()
        # Versions that outlived a stay elsewhere made rows go backwards.
        for forget in self.forget_on_revocation:
            forget()

    async def _on_partitions_assigned(self, assigned: set[TP], generation_id: int = 0) -> None:
        self.lease.renew()
        if self.rows is not None:
            self.rows.unfence()
            self.share.set(assigned)
        await super()._on_partitions_assigned(assigned, generation_id)

    async def _producer_flush(self, logger: Any) -> None:
        flushing = super()._producer_flush(logger)
        if not self.should_stop:
            await flushing
        elif not await unless_away(flushing, self._is_kafka_away):
            log.info("stopped without a last write of the table, as Kafka is away: those positions are read again")

    def _is_kafka_away(self) -> bool:
        return self.readiness.reason_of("kafka") is not None

    async def on_stop(self) -> None:
        """Stop in the order that loses nothing and hangs nowhere: streams, then the consumer, then the rest."""
        self.readiness.wait_for("process", "the tracker is stopping")
        for close in self.before_stop:
            try:
                await close()
            except Exception:  # what follows must happen all the same
                log.exception("a part failed to close")
        await super().on_stop()
