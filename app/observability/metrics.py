"""The metrics of one process; each process creates its own, so that tests do not share counters."""

from collections.abc import Mapping
from types import MappingProxyType

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest

from app.observability.metric_table import METRICS


class Metrics:
    """The metrics of one app, by name: `metrics.counter("tracker_changes_total").inc()`."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        metrics: dict[str, Counter | Gauge | Histogram] = {}
        for spec in METRICS:
            if spec.kind == "histogram":
                metrics[spec.name] = Histogram(
                    spec.name, spec.help, spec.labels, buckets=spec.buckets, registry=self.registry
                )
            else:
                kind = Counter if spec.kind == "counter" else Gauge
                metrics[spec.name] = kind(spec.name, spec.help, spec.labels, registry=self.registry)
        self._metrics: Mapping[str, Counter | Gauge | Histogram] = MappingProxyType(metrics)

    def counter(self, name: str) -> Counter:
        """Return the counter of that name."""
        metric = self._metrics[name]
        assert isinstance(metric, Counter), name
        return metric

    def gauge(self, name: str) -> Gauge:
        """Return the gauge of that name."""
        metric = self._metrics[name]
        assert isinstance(metric, Gauge), name
        return metric

    def histogram(self, name: str) -> Histogram:
        """Return the histogram of that name."""
        metric = self._metrics[name]
        assert isinstance(metric, Histogram), name
        return metric

    def render(self) -> bytes:
        """Return all values in the Prometheus text format."""
        return generate_latest(self.registry)
