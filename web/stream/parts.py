"""What every subscriber of one table's stream works with."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from app.clock import Clock
from app.settings import Settings
from web.replica.replica import AnyReplica
from web.replica.row_store import RowStore
from web.stream.frames import Frame, Update
from web.stream.stream_metrics import StreamMetrics


@dataclass(frozen=True, slots=True)
class StreamParts:
    """Settings, clock and metrics, and the replica that subscribers follow."""

    settings: Settings
    clock: Clock
    metrics: StreamMetrics
    replica: AnyReplica
    nouns: Sequence[str]
    """What the rows of each section are called where a snapshot counts them."""
    removed: Sequence[str]
    """The event that names rows of each section that are gone."""

    @property
    def store(self) -> RowStore[Any]:
        """Return the replica's rows."""
        return self.replica.store

    def frames_of(self, update: Update) -> Iterator[Frame]:
        """Encode an update, each event when it is asked for."""
        return update.frames(self.store, self.removed, self.settings.snapshot_chunk_rows)

    def counts_of(self, slots: Sequence[int]) -> dict[str, int]:
        """Return how many of these rows there are by their noun; without sections but the first that have none."""
        counts = zip(self.nouns, map(len, self.store.by_section(slots)), strict=True)
        return {noun: count for noun, count in counts if count or noun == self.nouns[0]}
