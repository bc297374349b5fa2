"""What a restore asks of the copy of the table that each process keeps in memory to answer queries."""

from collections.abc import Iterator, Mapping
from typing import Protocol


class ReplicaLostError(Exception):
    """The replica was emptied, as the changelog is another one; what was copied from it so far is not whole."""


class Replica(Protocol):
    """A copy of the table that follows the changelog and keeps the greatest version of every row."""

    async def reach(self, epoch: str, ends: Mapping[int, int]) -> bool:
        """Return once all before these offsets, by partition, was applied; False if it follows a log of another epoch."""
        ...

    def next_offset(self, partition: int) -> int:
        """Return the offset before which all of the partition was applied."""
        ...

    def rows(self, partition: int) -> Iterator[tuple[bytes, bytes]]:
        """Yield each key known at the call and its newest row, deletions included; may raise ReplicaLostError between two.

        A restore that lacked a deletion would accept the fixes that it refuses.
        """
        ...
