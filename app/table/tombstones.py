"""Writes tombstones: to the changelog first, then RocksDB loses the rows and their entries of the index."""

from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from typing import Any

from aiokafka import AIOKafkaProducer
from rocksdict import WriteBatch

from app.kafka.record_batch import RecordBatch
from app.table.deletions import Deletion
from app.table.log_position import OffsetRange
from app.table.tombstone_header import DELETES


def still_deleted(
    db: Any, deletions: Sequence[Deletion], deleted_at: Callable[[bytes], float | None]
) -> dict[bytes, bytes]:
    """Return by key the rows in RocksDB that still are these deletions."""
    rows: list[bytes | None] = db.get([deletion.key for deletion in deletions]) if deletions else []
    return {
        deletion.key: row
        for deletion, row in zip(deletions, rows, strict=True)
        if row is not None and deleted_at(row) == deletion.at
    }


def removal(keys: Iterable[bytes], due: Sequence[Deletion]) -> WriteBatch:
    """Return the write that removes rows, and the first entries of the index, `due`."""
    batch = WriteBatch(raw_mode=True)
    for key in keys:
        batch.delete(key)
    # One range: a search for the first entry would step over every single key that was deleted.
    batch.delete_range(due[0].index_key, due[-1].index_key + b"\0")
    return batch


async def append_tombstones(
    producer: AIOKafkaProducer, topic: str, partition: int, rows: Mapping[bytes, bytes]
) -> list[OffsetRange]:
    """Append a tombstone for each key, and return their offsets once all have their ack."""
    acks: list[tuple[Awaitable[Any], int]] = []
    batch = RecordBatch(producer)
    for key, row in rows.items():
        headers = [(DELETES, row)]
        if not batch.append(key, None, headers):
            acks.append((await producer.send_batch(batch.closed(), topic, partition=partition), batch.count))
            batch = RecordBatch(producer)
            batch.append(key, None, headers)
    if batch.count:
        acks.append((await producer.send_batch(batch.closed(), topic, partition=partition), batch.count))
    ranges = []
    for ack, count in acks:
        base: int = (await ack).offset
        ranges.append(OffsetRange(base, base + count))
    return ranges
