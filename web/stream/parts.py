"""What every subscriber of one table's stream works with."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from prometheus_client import Counter

from app.clock import Clock
from app.observability.metrics import Metrics
from app.settings import Settings
from web.replica.replica import AnyReplica
from web.replica.row_store import RowStore


@dataclass(frozen=True, slots=True)
class StreamParts:
    """Settings, clock and counters, and the replica that subscribers follow."""

    settings: Settings
    clock: Clock
    metrics: Metrics
    replica: AnyReplica
    noun: str
    """What the rows are called where a snapshot counts them."""
    frames_total: Mapping[str, Counter]
    """The counter of the events written, by the event's name."""

    @property
    def store(self) -> RowStore[Any]:
        """Return the replica's rows."""
        return self.replica.store

    def count_dropped(self, reason: str, count: int = 1) -> None:
        """Count streams that the server ended."""
        self.metrics.counter("tracker_stream_dropped_total").labels(reason).inc(count)
