"""Whole workers in this process, over a real Kafka."""

import asyncio
import json
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from functools import partial
from typing import Any

from aiokafka import AIOKafkaConsumer, AIOKafkaProducer, TopicPartition
from aiokafka.admin import AIOKafkaAdminClient

from app.domain.partition import partition_of
from app.kafka.group_commits import group_commits
from app.kafka.question import KafkaQuestion, until_answered
from app.processes.worker import Worker as WorkerProcess
from app.processes.worker import create_worker
from app.settings import Settings
from app.table.batch_table import BatchTable
from tests.builders import an_envelope
from tests.metric_values import value_of_table
from tests.waiting import eventually

START_S = 30.0


class Worker:
    """A running worker, and what a test wants to know of it."""

    def __init__(self, process: WorkerProcess) -> None:
        self.process, self.app, self.settings = process, process.app, process.settings
        self.metrics, self.readiness, self.clock = self.app.context.metrics, process.readiness, process.clock

    @property
    def epoch(self) -> str:
        """Return the epoch of its changelog."""
        return self.app.context.epoch()

    @property
    def rows(self) -> BatchTable:
        """Return its table."""
        return self.app.batch_table

    def row(self, shipment_id: str) -> dict[str, Any] | None:
        """Return a shipment's row as this worker has it."""
        raw = self.rows.get(partition_of(shipment_id, self.settings.partitions), shipment_id.encode())
        return None if raw is None else json.loads(raw)

    def value(self, metric: str, **labels: str) -> float:
        """Return the value of a metric, for its table where the metric belongs to one."""
        return value_of_table(self.metrics, "latest", metric, **labels)


@asynccontextmanager
async def running_worker(settings: Settings) -> AsyncIterator[Worker]:
    """Yield a worker that is ready, and stop it."""
    process = create_worker(settings)
    await process.start()
    try:
        await eventually(lambda: process.readiness.reason is None, START_S)
        yield Worker(process)
    finally:
        await process.stop()


async def produce(settings: Settings, *fixes: dict[str, Any]) -> None:
    """Write each fix as an envelope of one to its shipment's partition."""
    async with AIOKafkaProducer(bootstrap_servers=settings.bootstrap, acks="all") as producer:
        for fix in fixes:
            partition = partition_of(fix["shipmentId"], settings.partitions)
            await producer.send_and_wait(settings.positions_topic, an_envelope(fix), partition=partition)


async def produce_raw(settings: Settings, partition: int, *values: bytes) -> None:
    """Write any bytes to a partition of the topic positions."""
    async with AIOKafkaProducer(bootstrap_servers=settings.bootstrap, acks="all") as producer:
        for value in values:
            await producer.send_and_wait(settings.positions_topic, value, partition=partition)


async def read_all(settings: Settings, topic: str) -> list[Any]:
    """Return all records of a topic, partition by partition."""
    tps = [TopicPartition(topic, partition) for partition in range(settings.partitions)]
    records: list[Any] = []
    async with AIOKafkaConsumer(bootstrap_servers=settings.bootstrap) as consumer:
        consumer.assign(tps)
        for tp, end in (await consumer.end_offsets(tps)).items():
            consumer.seek(tp, 0)
            while await consumer.position(tp) < end:
                records += (await consumer.getmany(tp, timeout_ms=1000)).get(tp, [])
    return records


async def commits(settings: Settings) -> Mapping[int, tuple[int, str]]:
    """Return by partition what the group has committed of the positions: the offset and its metadata."""
    question = KafkaQuestion("the commits", 10.0)
    ask = partial(group_commits, settings.bootstrap, settings.app_id, settings.positions_topic, settings.partitions)
    return {
        partition: (commit.offset, commit.metadata)
        for partition, commit in (await until_answered(question, ask)).items()
    }


async def delete_topic(settings: Settings, name: str) -> None:
    """Delete a topic and return when it is gone."""
    admin = AIOKafkaAdminClient(bootstrap_servers=settings.bootstrap)
    await admin.start()
    try:
        await admin.delete_topics([name])
        async with asyncio.timeout(10):
            while name in await admin.list_topics():
                await asyncio.sleep(0.05)
    finally:
        await admin.close()
