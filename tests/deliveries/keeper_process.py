"""The agent of deliveries alone, as a process; told so, it dies between its events and the rows that belong to them."""

import asyncio
import os
import signal
import sys
from typing import Any

import uvloop

from agents.deliveries import register
from agents.delivery_keeper import DeliveryKeeper
from app.clock import SystemClock
from app.deliveries.deliveries_table import deliveries_table
from app.deliveries.expiry import Expiry
from app.engine.context import EngineContext
from app.engine.create import create_engine_app
from app.observability.logs import configure_logging
from app.observability.metrics import Metrics
from app.process import Faults, Loop, Process
from app.processes.kafka_gate import KafkaGate
from app.processes.run import run
from app.processes.table_parts import table_parts
from app.processes.topics import topic_specs
from app.readiness import Readiness
from app.settings import Settings
from app.table.batch_table import BatchTable


def create_keeper(settings: Settings, dies_at_flush: int) -> Process:
    """Return the application, wired and not started; `dies_at_flush` 0: it never dies by itself."""
    spec, clock, metrics, readiness = deliveries_table(settings), SystemClock(), Metrics(), Readiness("kafka", "table")
    gate, faults = KafkaGate(settings, topic_specs(settings), metrics, readiness), Faults()
    context = EngineContext(settings, spec, clock, metrics, readiness, lambda: gate.epochs[spec.changelog_topic])
    app = create_engine_app(context)
    rows = app.batch_table
    keeper = DeliveryKeeper(
        rows, partitions=spec.partitions, events_topic=settings.events_topic, clock=clock, metrics=metrics
    )
    register(app, app.input(), rows, keeper)
    expiry = Expiry(rows, settings.commands_topic, clock, settings.ended_delivery_s)
    if dies_at_flush:
        _die_at(rows, dies_at_flush)
    return Process(
        settings, clock, readiness, faults, [gate, *table_parts(app, faults), Loop("expiry", expiry.run, faults)]
    )


def _die_at(rows: BatchTable, flush: int) -> None:
    append, flushes = rows._append, iter(range(flush))

    async def dying(*arguments: Any) -> Any:
        if next(flushes, None) is None:
            os.kill(os.getpid(), signal.SIGKILL)  # Kafka has the events of this flush, and not its rows
        return await append(*arguments)

    setattr(rows, "_append", dying)  # noqa: B010  # mypy rejects a plain assignment to a method


if __name__ == "__main__":
    configure_logging("info", "text")
    main = run(lambda: create_keeper(Settings(), int(sys.argv[1])))
    sys.exit(asyncio.Runner(loop_factory=uvloop.new_event_loop).run(main))
