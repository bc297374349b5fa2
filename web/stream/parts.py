"""What every subscriber of one table's stream works with."""

from dataclasses import dataclass
from typing import Any

from app.clock import Clock
from app.settings import Settings
from web.replica.replica import AnyReplica
from web.replica.row_store import RowStore
from web.stream.stream_metrics import StreamMetrics


@dataclass(frozen=True, slots=True)
class StreamParts:
    """Settings, clock and metrics, and the replica that subscribers follow."""

    settings: Settings
    clock: Clock
    metrics: StreamMetrics
    replica: AnyReplica
    noun: str
    """What the rows are called where a snapshot counts them."""

    @property
    def store(self) -> RowStore[Any]:
        """Return the replica's rows."""
        return self.replica.store
