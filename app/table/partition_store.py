"""What the table's own code uses of Faust's RocksDB store."""

from collections.abc import MutableMapping
from contextlib import AbstractContextManager
from typing import Any, Protocol

STATE_EPOCH_KEY = b"__faust\0epoch"
"""Key of the epoch of the changelog that a partition's state belongs to."""


class PartitionStore(Protocol):
    """The open databases of a table by partition, and the key of the changelog's offset in each."""

    _dbs: MutableMapping[int, Any]
    offset_key: bytes

    def noting_damage(self, partition: int) -> AbstractContextManager[None]:
        """Mark the partition's state if RocksDB finds it damaged within the block."""
        ...


class RestorableStore(PartitionStore, Protocol):
    """A store that also opens and drops partitions."""

    def _db_for_partition(self, partition: int) -> Any: ...

    def drop_partition(self, partition: int, reason: str) -> Any:
        """Delete a partition's state and return a new, empty database."""
        ...
