"""The latest view as a worker's restore sees it: rows of one partition, to be copied into RocksDB."""

import asyncio
from collections.abc import Iterator, Mapping

from app.table.replica import ReplicaLostError
from web.latest.latest_view import LatestView

LOOK_EVERY_S = 0.05


class TableReplica:
    """Gives out the view's rows by partition."""

    def __init__(self, view: LatestView) -> None:
        self._view = view

    async def reach(self, epoch: str, ends: Mapping[int, int]) -> bool:
        """Return once all before these offsets is in the view; False if the view follows a log of another epoch."""
        view = self._view
        while not view.is_complete or any(view.next_offsets[partition] < end for partition, end in ends.items()):
            if view.is_complete and view.epoch != epoch:
                return False
            await asyncio.sleep(LOOK_EVERY_S)
        return view.epoch == epoch

    def next_offset(self, partition: int) -> int:
        """Return the offset before which all of the partition is in the view."""
        return self._view.next_offsets[partition]

    def rows(self, partition: int) -> Iterator[tuple[bytes, bytes]]:
        """Yield key and newest row of each shipment known at the call; raises ReplicaLostError if the view is reset."""
        view, generation = self._view, self._view.generation
        for slot in view.slots_of_partition(partition).tolist():
            if view.generation != generation:
                raise ReplicaLostError
            yield view.shipment_id_at(slot).encode(), view.row_at(slot)
