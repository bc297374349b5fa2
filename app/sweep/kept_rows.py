"""Writes what belongs to drivers and to fleets into their rows, and lets them learn from stops."""

import logging

import numpy as np

from app.deliveries.codec import UNREADABLE, decode_driver_row, encode_row
from app.domain.arrivals.milestones import MILESTONES_S, STOP_BUCKETS
from app.domain.arrivals.quality import Quality
from app.domain.arrivals.stops import Stop, stops_of, teach_driver
from app.domain.deliveries.kept_rows import DeletedDriver, DriverRow
from app.domain.subject import driver_row_id
from app.domain.sweep.swept import Swept
from app.observability.metrics import Metrics
from app.sweep.driver_rows import Learned, copy_of, learned_of, written
from app.sweep.gathering import Gathering
from app.sweep.tracked_drivers import DriverKey, TrackedDrivers
from app.table.batch_table import BatchTable

log = logging.getLogger(__name__)


class KeptRows:
    """The rows beside deliveries of this process."""

    def __init__(self, rows: BatchTable, metrics: Metrics) -> None:
        self._rows = rows
        self._quality = [
            metrics.gauge(name)
            for name in ("tracker_eta_forecasts", "tracker_eta_error_seconds", "tracker_eta_covered")
        ]
        self._learned = metrics.counter("tracker_sweep_stops_learned_total")

    def learn(self, gathering: Gathering, now: float) -> None:
        """Learn from the stops that ended since the last sweep, and write what was learned."""
        drivers, fleets = gathering.drivers, gathering.fleets
        visited, drivers.visited = drivers.visited, set()
        stops = [(stop.left_at, key, stop) for key in visited for stop in stops_of(drivers.visits_of(key))]
        stops.sort(key=lambda each: (each[0], each[1][1]))
        known: dict[DriverKey, Learned] = {}
        for _, key, stop in stops:
            learned = known.setdefault(key, copy_of(learned_of(drivers.known.get(key[1]))))
            learner = fleets.learner(key[0], now)
            if learner is not None and learner.learn(key[1], learned.estimates, stop):
                self._learned.inc()
            # Also of a driver whose row is another dispatcher's: the next stop is judged against it.
            known[key] = self._teach(gathering, key, learned, stop)
        for key, learned in known.items():
            if drivers.is_own(key) and learned.learned_to > learned_of(drivers.known.get(key[1])).learned_to:
                self._write(drivers, key, learned, now)
        has_written = False
        for partition, row_id, row in fleets.to_write(now):
            has_written = True
            self._rows.put_all(partition, {row_id.encode(): encode_row(row)})
        if has_written or fleets.was_handed_over():
            self._measure(fleets.own_qualities())

    def _measure(self, quality: Quality) -> None:
        for gauge, values in zip(self._quality, (quality.count, quality.error_s, quality.covered), strict=True):
            for bucket, least in enumerate(STOP_BUCKETS):
                for milestone, rest_s in enumerate(MILESTONES_S):
                    gauge.labels(str(least), f"{rest_s:g}").set(values[bucket, milestone])

    @staticmethod
    def _teach(gathering: Gathering, key: DriverKey, learned: Learned, stop: Stop) -> Learned:
        if stop.arrived_at <= learned.learned_to:
            return learned
        teach_driver(gathering.fleets.estimates_of(key[0]), learned.estimates, stop)
        return Learned(learned.estimates, stop.arrived_at)

    def write_drivers(self, drivers: TrackedDrivers, swept: Swept) -> None:
        """Write the memory of drivers that changed."""
        starts = swept.starts
        changed = np.concatenate(
            (starts.begun, starts.left, starts.ended, swept.anchors.to_write, swept.driver_alerts.row)
        )
        for row in np.unique(changed).tolist():
            if drivers.columns.is_own[row]:
                self._write(drivers, drivers.key_of(row), None, swept.now)

    def _write(self, drivers: TrackedDrivers, key: DriverKey, learned: Learned | None, now: float) -> None:
        fleet, driver_id = key
        partition, row_key = drivers.partition_of(key), driver_row_id(driver_id).encode()
        try:
            before = self._newest(partition, row_key)
        except UNREADABLE:
            log.exception("the row of driver %r cannot be read", driver_id)
            return
        row = drivers.row_of(key)
        memory = (before.memory or {}) if row is None and isinstance(before, DriverRow) else {}
        if row is not None:
            memory = drivers.memory_of(row)
        newest = written(before, driver_id, fleet, memory, learned, now)
        self._rows.put_all(partition, {row_key: encode_row(newest)})

    def _newest(self, partition: int, key: bytes) -> DriverRow | DeletedDriver | None:
        raw = self._rows.get(partition, key)
        return None if raw is None else decode_driver_row(raw)
