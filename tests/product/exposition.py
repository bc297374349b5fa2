"""Reads the text that Prometheus would scrape."""

from collections.abc import Mapping

Samples = Mapping[str, float]
"""Values by name; the labels' series of a metric added up."""


def parse_samples(text: str) -> Samples:
    """Return the value of each metric, summed over its labels, and of each single series under its full name."""
    found: dict[str, float] = {}
    for line in text.splitlines():
        if not line or line.startswith("#"):
            continue
        series, _, value = line.rpartition(" ")
        name, brace, _ = series.partition("{")
        found[name] = found.get(name, 0.0) + float(value)
        if brace:
            found[series] = float(value)
    return found
