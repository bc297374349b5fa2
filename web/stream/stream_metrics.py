"""The metrics of one table's streams."""

from collections.abc import Mapping, Sequence

from prometheus_client import Counter, Gauge

from app.observability.metrics import Metrics
from web.stream.frames import EVENTS


class StreamMetrics:
    """The stream metrics that have one table as their label."""

    def __init__(self, metrics: Metrics, table: str, removed: Sequence[str] = ()) -> None:
        """`removed` names the events of the table's own."""
        frames_total = metrics.counter("tracker_stream_frames_total")
        self.open: Gauge = metrics.gauge("tracker_stream_clients").labels(table)
        self.frames_total: Mapping[str, Counter] = {
            event: frames_total.labels(table, event) for event in {*EVENTS, *removed}
        }
        """The counter of the events written, by the event's name."""
        self.conflated_total: Counter = metrics.counter("tracker_stream_conflated_total").labels(table)
        self._table = table
        self._dropped_total = metrics.counter("tracker_stream_dropped_total")
        self._resumes_total = metrics.counter("tracker_stream_resumes_total")

    def count_dropped(self, reason: str, count: int = 1) -> None:
        """Count streams that the server ended."""
        self._dropped_total.labels(self._table, reason).inc(count)

    def count_resume(self, outcome: str) -> None:
        """Count a stream that was opened with a cursor."""
        self._resumes_total.labels(self._table, outcome).inc()
