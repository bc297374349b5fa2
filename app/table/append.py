"""Appends rows to a changelog in Kafka batches, and waits for their acks."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from aiokafka import AIOKafkaProducer

from app.kafka.record_batch import RecordBatch
from app.table.log_position import OffsetRange

Add = Callable[[RecordBatch, bytes, bytes], bool]
"""Adds the record of a key and a row to a batch; False if the batch is full."""


async def append(
    producer: AIOKafkaProducer,
    topic: str,
    partition: int,
    rows: Mapping[bytes, bytes],
    add: Add = RecordBatch.append,
) -> list[OffsetRange]:
    """Append rows as `add` writes them; return their offsets, once all have their ack."""
    acks: list[tuple[Awaitable[Any], int]] = []
    records = RecordBatch(producer)
    for key, value in rows.items():
        if not add(records, key, value):
            acks.append((await producer.send_batch(records.closed(), topic, partition=partition), records.count))
            records = RecordBatch(producer)
            if not add(records, key, value):
                message = f"a row of {len(value)} bytes does not fit into a Kafka batch"
                raise ValueError(message)
    if records.count:
        acks.append((await producer.send_batch(records.closed(), topic, partition=partition), records.count))
    ranges = []
    for ack, count in acks:
        base: int = (await ack).offset
        ranges.append(OffsetRange(base, base + count))
    return ranges
