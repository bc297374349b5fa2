"""Records for other topics that must be in Kafka before the rows that were put with them."""

from collections.abc import Awaitable, Iterable
from typing import Any, NamedTuple

from aiokafka import AIOKafkaProducer

from app.kafka.record_batch import RecordBatch

ROW_BYTES = 1024
"""More than a row takes; what a larger record is measured by."""


class OutboxRecord(NamedTuple):
    """A record for another topic that must be in Kafka before the input's offset is committed."""

    topic: str
    partition: int
    key: bytes | None
    value: bytes
    headers: tuple[tuple[str, bytes], ...]

    @property
    def weight(self) -> int:
        """Return for how many rows the record counts against the bound; it may be much larger than one."""
        return 1 + len(self.value) // ROW_BYTES


async def send_all(producer: AIOKafkaProducer, records: Iterable[OutboxRecord]) -> None:
    """Send records in the order of each partition, and return once all have their ack.

    They go in Kafka batches, since aiokafka's `send` takes as long for a record as a decision.
    """
    by_partition: dict[tuple[str, int], list[OutboxRecord]] = {}
    for record in records:
        by_partition.setdefault((record.topic, record.partition), []).append(record)
    acks: list[Awaitable[Any]] = []
    for (topic, partition), group in by_partition.items():
        batch = RecordBatch(producer)
        for record in group:
            if batch.append(record.key, record.value, list(record.headers)):
                continue
            if batch.count:
                acks.append(await producer.send_batch(batch.closed(), topic, partition=partition))
            batch = RecordBatch(producer)
            if not batch.append(record.key, record.value, list(record.headers)):
                acks.append(await _send(producer, record))
        if batch.count:
            acks.append(await producer.send_batch(batch.closed(), topic, partition=partition))
    for ack in acks:
        await ack


async def _send(producer: AIOKafkaProducer, record: OutboxRecord) -> Awaitable[Any]:
    """Send a record that is larger than a batch."""
    ack: Awaitable[Any] = await producer.send(
        record.topic, record.value, key=record.key, partition=record.partition, headers=list(record.headers)
    )
    return ack
