"""A second application on the engine: per key it counts the records of its input, and tells each step as an event.

A record that says `delete` deletes the count: what follows counts from one.
"""

import asyncio
import json
import os
import sys
from typing import Any

import uvloop

from app.clock import SystemClock
from app.engine.context import EngineContext
from app.engine.create import create_engine_app
from app.engine.delivery import ConsumedRecord
from app.kafka.topic_spec import TopicSpec
from app.observability.logs import configure_logging
from app.observability.metrics import Metrics
from app.process import Faults, Process
from app.processes.kafka_gate import KafkaGate
from app.processes.run import run
from app.processes.table_parts import table_parts
from app.readiness import Readiness
from app.settings import Settings
from app.start_error import DO_NOT_RESTART, StartError
from app.table.batch_table import BatchTable
from app.table.spec import TableSpec

DELETED = b"delete"
ONE_WAY = "one-way"
"""The argument with which the input cannot rebuild the table."""
DELETE, COMPACT = {"cleanup.policy": "delete"}, {"cleanup.policy": "compact"}


def counter_table(settings: Settings, *, input_can_rebuild: bool = True) -> TableSpec:
    """Return the table: by key `{"count", "offset"}`, where the offset is that of the last record counted."""
    app_id = f"{settings.prefix}counter"
    return TableSpec(
        name="counts",
        app_id=app_id,
        input_topic=f"{settings.prefix}steps",
        changelog_topic=f"{app_id}-counts-changelog",
        partitions=settings.partitions,
        input_can_rebuild=input_can_rebuild,
        version_of=lambda row: json.loads(row)["offset"] if row else None,
        deleted_at=lambda row: json.loads(row).get("deleted_at"),
    )


def events_topic(settings: Settings) -> str:
    """Return the topic of the events: one for each record counted, `{"count", "offset"}` by key."""
    return f"{settings.prefix}counted"


def counter_topics(settings: Settings) -> tuple[TopicSpec, ...]:
    """Return what the application reads and writes."""
    spec = counter_table(settings)
    return (
        TopicSpec(spec.input_topic, spec.partitions, DELETE, {}),
        TopicSpec(spec.changelog_topic, spec.partitions, COMPACT, {}, is_changelog=True),
        TopicSpec(events_topic(settings), spec.partitions, DELETE, {}),
    )


def create_counter(settings: Settings, spec: TableSpec) -> Process:
    """Return the application, wired and not started."""
    clock, metrics, readiness = SystemClock(), Metrics(), Readiness("kafka", "table")
    gate, faults = KafkaGate(settings, counter_topics(settings), metrics, readiness), Faults()
    context = EngineContext(settings, spec, clock, metrics, readiness, lambda: gate.epochs[spec.changelog_topic])
    app = create_engine_app(context)
    rows, topic = app.batch_table, events_topic(settings)

    async def count(stream: Any) -> None:
        async for event in stream.events():
            for record in event.message.value:
                _count(rows, topic, event.message.partition, record)
            await rows.wait_for_room()
            await asyncio.sleep(0)

    app.agent(app.input(), name="count")(count)
    return Process(settings, clock, readiness, faults, [gate, *table_parts(app, faults)])


def _count(rows: BatchTable, topic: str, partition: int, record: ConsumedRecord) -> None:
    key = record.key or b""
    known = rows.get(partition, key)
    row = {"count": 0, "offset": -1} if known is None else json.loads(known)
    if record.offset <= row["offset"]:
        return  # read again after a crash
    if record.value == DELETED:
        row = {"count": 0, "offset": record.offset, "deleted_at": record.time_s}
        rows.put_deletion(partition, key, json.dumps(row).encode())
        return
    row = {"count": row["count"] + 1, "offset": record.offset}
    rows.put_all(partition, {key: json.dumps(row).encode()})
    rows.emit(partition, topic=topic, partition=partition, key=key, value=json.dumps(row).encode())


def main(input_can_rebuild: bool) -> int:
    """Run the application and return its exit code."""
    configure_logging("info", "text")
    settings = Settings()
    spec = counter_table(settings, input_can_rebuild=input_can_rebuild)
    try:
        return asyncio.Runner(loop_factory=uvloop.new_event_loop).run(run(lambda: create_counter(settings, spec)))
    except StartError as error:
        print(error, file=sys.stderr)
        return DO_NOT_RESTART


if __name__ == "__main__":
    os._exit(main(input_can_rebuild=sys.argv[1:] != [ONE_WAY]))
