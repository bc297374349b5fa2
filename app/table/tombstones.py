"""The parts of writing tombstones: which are due, their records, and what RocksDB then removes."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from rocksdict import WriteBatch

from app.kafka.record_batch import RecordBatch
from app.table.deletions import Deletion
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


def add_tombstone(batch: RecordBatch, key: bytes, row: bytes) -> bool:
    """Add the tombstone of a deletion's row; return False and add nothing if the batch is full."""
    return batch.append(key, None, [(DELETES, row)])
