"""Gauges that show the sum over all tables of a process."""

from prometheus_client import Gauge


class GaugeShare:
    """What one table adds to a gauge."""

    def __init__(self, gauge: Gauge) -> None:
        self._gauge = gauge
        self._value = 0.0

    def set(self, value: float) -> None:
        """Replace the share; those of other tables stay."""
        self._gauge.inc(value - self._value)
        self._value = value
