"""Reads metrics in tests."""

from app.observability.metric_table import METRICS
from app.observability.metrics import Metrics

HISTOGRAM_SAMPLES = ("_count", "_sum", "_bucket")
LABELS_OF: dict[str, frozenset[str]] = {
    spec.name + suffix: frozenset(spec.labels)
    for spec in METRICS
    for suffix in (HISTOGRAM_SAMPLES if spec.kind == "histogram" else ("",))
}
"""Every sample that a process can expose, with its labels."""


def value_of(metrics: Metrics, sample: str, **labels: str) -> float:
    """Return a sample's value, 0 while nothing was counted under these labels; raise KeyError if it cannot exist."""
    if LABELS_OF[sample] != labels.keys() - {"le"}:
        raise KeyError(f"{sample} has the labels {sorted(LABELS_OF[sample])}, not {sorted(labels)}")
    return metrics.registry.get_sample_value(sample, labels) or 0.0


def value_of_table(metrics: Metrics, table: str, sample: str, **labels: str) -> float:
    """Return what `value_of` returns, with the label of the table where the sample has one."""
    return value_of(metrics, sample, **labels, **({"table": table} if "table" in LABELS_OF[sample] else {}))
