"""A replica as a worker's restore sees it: rows of one partition, to be copied into RocksDB."""

import asyncio
from collections.abc import Iterator, Mapping
from typing import Any

from app.table.replica import ReplicaLostError
from web.replica.row_store import RowStore

LOOK_EVERY_S = 0.05


class TableReplica:
    """Gives out the store's rows by partition, deletions included."""

    def __init__(self, store: RowStore[Any]) -> None:
        self._store = store

    async def reach(self, epoch: str, ends: Mapping[int, int]) -> bool:
        """Return once all before these offsets is in the store; False if it follows a log of another epoch."""
        store = self._store
        while not store.is_complete or any(store.next_offsets[partition] < end for partition, end in ends.items()):
            if store.is_complete and store.epoch != epoch:
                return False
            await asyncio.sleep(LOOK_EVERY_S)
        return store.epoch == epoch

    def next_offset(self, partition: int) -> int:
        """Return the offset before which all of the partition is in the store."""
        return self._store.next_offsets[partition]

    def rows(self, partition: int) -> Iterator[tuple[bytes, bytes]]:
        """Yield key and newest row or deletion of each id known at the call; raises ReplicaLostError after a reset."""
        store, generation = self._store, self._store.generation
        for slot in store.of_partition(partition):
            if store.generation != generation:
                raise ReplicaLostError
            # A deletion may have been forgotten since, and its slot given to another row.
            if (entry := store.entry_at(slot, partition)) is not None:
                row_id, row = entry
                yield row_id.encode(), row
