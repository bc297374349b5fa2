"""The Faust app with our extensions plugged in where Faust asks for a class.

Read against faust-streaming 0.15.3 (app/base.py).
"""

import asyncio
import logging
from collections.abc import Callable, Iterable
from typing import Any, cast

import faust
from faust.app import base
from faust.transport.drivers import aiokafka as driver
from faust.types import TP
from mode.types import ServiceT

from app.engine.consumer import TrackerConsumer
from app.engine.context import EngineContext
from app.engine.patience import unless_away
from app.engine.producer import TrackerProducer
from app.engine.share import Share
from app.engine.store import TrackerStore, create_table
from app.table.batch_table import BatchTable
from app.table.lease import Lease
from app.table.repair import Repairer

log = logging.getLogger(__name__)


class TrackerTransport(driver.Transport):
    """Kafka through our consumer and producer."""

    Consumer = TrackerConsumer
    Producer = TrackerProducer


class TrackerBoot(base.BootStrategy):
    """The services of Faust that an application needs; HTTP is no matter of its."""

    def server(self) -> Iterable[ServiceT]:
        """Return the services in the order of their start."""
        return self._chain(
            self.sensors(),
            self.kafka_producer(),
            self.kafka_consumer(),
            self.agents(),
            self.kafka_conductor(),
            self.tables(),
        )


class TrackerApp(faust.App):
    """An application that reads one topic and keeps one table."""

    BootStrategy = TrackerBoot

    def __init__(self, context: EngineContext, **options: Any) -> None:
        self.context = context
        settings, spec, metrics = context.settings, context.spec, context.metrics
        self.lease, self.share = Lease(context.clock, settings.session_timeout_s), Share(spec, metrics)
        self.restored_records = 0
        """How far the restore under way has come: the watchdog checks that it makes progress."""
        self.restored_partitions: frozenset[int] = frozenset()
        """The partitions whose restore of the present assignment is complete."""
        self._forgetters: list[Callable[[], None]] = []
        super().__init__(spec.app_id, **options)
        self.table = create_table(self, spec, settings)
        self.batch_table = BatchTable(
            spec=spec,
            store=lambda: self.store,
            producer=lambda: cast("TrackerProducer", self.producer).client,
            lease=self.lease,
            metrics=metrics,
            max_pending_rows=settings.max_pending_rows,
        )
        self.repairer = Repairer(self.batch_table, spec, context.clock, metrics, lambda: self.has_settled)

    @property
    def store(self) -> TrackerStore:
        """Return the table's store of RocksDB files."""
        return cast("TrackerStore", self.table.data)

    @property
    def crash_event(self) -> Any:
        """Return the event that is set once a service of the app has failed for good."""
        return self._crashed

    @property
    def has_settled(self) -> bool:
        """Tell whether this worker's partitions are restored and no rebalance is under way."""
        return bool(self.tables.actives_ready) and not self.rebalancing

    @property
    def has_backlog(self) -> bool:
        """Tell whether much of what was read is not yet processed."""
        consumer = cast("TrackerConsumer", self.consumer)
        return consumer.waiting_bytes > self.context.settings.flush_backlog_bytes

    @property
    def is_kafka_away(self) -> bool:
        """Tell whether Kafka does not answer, as far as this process knows."""
        return self.context.readiness.reason_of("kafka") is not None

    def processed_offset(self, partition: int) -> int:
        """Return the offset up to which a partition of the input is processed; 0 where that is not known."""
        consumer = cast("TrackerConsumer", self.consumer)
        return consumer.processed_offset(TP(self.context.spec.input_topic, partition))

    def input(self) -> Any:
        """Return the topic that the application's agent reads, as records whose bytes are left alone."""
        spec = self.context.spec
        return self.topic(spec.input_topic, key_type=bytes, value_type=bytes, partitions=spec.partitions)

    def on_revoked(self, forget: Callable[[], None]) -> None:
        """Have `forget` called whenever partitions go, for what an agent remembers of rows: another owner may write them."""
        self._forgetters.append(forget)

    def _create_directories(self) -> None:
        self.context.settings.state_dir.mkdir(parents=True, exist_ok=True)
        super()._create_directories()

    def _new_transport(self) -> TrackerTransport:
        return TrackerTransport(self.conf.broker_consumer, self)

    def _new_consumer(self) -> TrackerConsumer:
        consumer = cast("TrackerConsumer", super()._new_consumer())
        lag = self.context.metrics.gauge("tracker_input_lag_records").labels(self.context.spec.name)
        lag.set_function(lambda: consumer.lag_records)
        return consumer

    async def _on_partitions_revoked(self, revoked: set[TP]) -> None:
        consumer = cast("TrackerConsumer", self.consumer)
        if consumer.is_fenced_out:
            self.batch_table.fence()
        # A flush that waits longer than the session for its lease never gets it: the group continued without this worker.
        timer = asyncio.get_running_loop().call_later(self.context.settings.session_timeout_s, self.batch_table.fence)
        try:
            await super()._on_partitions_revoked(revoked)  # the streams finish, then Producer.flush()
        finally:
            timer.cancel()
        consumer.forget_runs()
        self.batch_table.forget_log_positions()
        self.restored_partitions = frozenset()
        # Versions that outlived a stay elsewhere made rows go backwards.
        for forget in self._forgetters:
            forget()

    async def _on_partitions_assigned(self, assigned: set[TP], generation_id: int = 0) -> None:
        self.lease.renew()
        self.batch_table.unfence()
        self.restored_partitions = frozenset()
        self.share.set(assigned)
        await super()._on_partitions_assigned(assigned, generation_id)

    async def _consumer_wait_empty(self, consumer: Any, logger: Any) -> None:
        await super()._consumer_wait_empty(consumer, logger)
        # Faust closes the stores next: rows written after that are in the changelog alone, and the next start reads them.
        await unless_away(self.batch_table.flush(), lambda: self.is_kafka_away)

    async def _producer_flush(self, logger: Any) -> None:
        flushing = super()._producer_flush(logger)
        if not self.should_stop:
            await flushing
        elif not await unless_away(flushing, lambda: self.is_kafka_away):
            log.info(
                "stopped without a last write of the table because Kafka is away; those records will be read again"
            )
