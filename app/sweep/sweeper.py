"""Sweeps all active deliveries every few seconds, and writes what it found into the rows of its own partitions."""

import asyncio
import logging
import time
from collections.abc import Callable, Iterable

import numpy as np

from app.clock import Clock
from app.deliveries.codec import UNREADABLE, decode_row, encode_command, encode_row
from app.domain.arrays import Bools, Floats
from app.domain.arrivals.milestones import MILESTONES_S
from app.domain.arrivals.signal import SILENT
from app.domain.deliveries.row import DeliveryRow
from app.domain.routes.columns import ENDED, NO_DRIVER
from app.domain.sweep.record import forecasts_of, record
from app.domain.sweep.sweep import Cache, sweep
from app.domain.sweep.swept import Swept
from app.observability.metrics import Metrics
from app.settings import Settings
from app.sweep.findings import Findings
from app.sweep.gathering import Gathering
from app.sweep.kept_rows import KeptRows
from app.sweep.progress import ALERT_ORDINAL, BASES, FORECASTS, SIGNALS, found_of, merged
from app.sweep.routed import Routed
from app.sweep.router import Router
from app.sweep.tracked_drivers import DriverKey
from app.table.batch_table import BatchTable
from app.table.changed_rows import ChangedRows

log = logging.getLogger(__name__)

WRITES_AT_ONCE = 200
"""Rows that are merged before commands and flushes get their turn: some milliseconds."""
UNTOLD = -1
MOST_FORECASTS = len(MILESTONES_S)
SHORTEST_PAUSE_S = 0.1


class Sweeper:
    """The loop of one dispatcher."""

    def __init__(
        self,
        settings: Settings,
        clock: Clock,
        metrics: Metrics,
        rows: BatchTable,
        deliveries: ChangedRows,
        latest: ChangedRows,
        has_settled: Callable[[], bool],
        off_duty: Callable[[], Iterable[DriverKey]] = tuple,
    ) -> None:
        self._interval_s, self._topic = settings.sweep_interval_s, settings.commands_topic
        self._clock, self._rows, self._has_settled = clock, rows, has_settled
        self._gathering = Gathering(deliveries, latest, settings.partitions, off_duty)
        self._kept = KeptRows(rows, metrics)
        router = Router(settings, clock, metrics) if settings.router else None
        self._router, self._routed = router, None if router is None else Routed(router)
        self._begin_again()
        self._seconds = metrics.histogram("tracker_sweep_seconds")
        self._written = metrics.counter("tracker_sweep_rows_total")
        self._told = metrics.counter("tracker_sweep_commands_total")
        metrics.gauge("tracker_sweep_deliveries").set_function(lambda: len(self._gathering.deliveries.rows))
        metrics.gauge("tracker_sweep_drivers").set_function(lambda: len(self._gathering.drivers))

    def _begin_again(self) -> None:
        self._cache, self._findings = Cache(), Findings(self._gathering.deliveries, self._gathering.drivers)
        self._unwritten: dict[int, float] = {}
        """Rows with something to write, and of which life of the delivery."""
        self._signal_told = np.zeros(0, dtype=np.int8)
        if self._routed is not None:
            self._routed.begin_again()

    async def run(self) -> None:
        """Sweep until cancelled."""
        try:
            await self._sweep_on()
        finally:
            if self._router is not None:
                await self._router.close()

    async def _sweep_on(self) -> None:
        took_s = 0.0
        while True:
            await asyncio.sleep(max(self._interval_s - took_s, SHORTEST_PAUSE_S))
            began = time.monotonic()
            if self._gathering.is_ready and self._has_settled():
                await self.sweep()
                self._seconds.observe(time.monotonic() - began)
            took_s = time.monotonic() - began

    async def sweep(self) -> None:
        """Sweep once."""
        now, gathering = self._clock.now(), self._gathering
        if await gathering.refresh(self._rows.partitions, now):
            self._begin_again()
        deliveries, drivers = gathering.deliveries, gathering.drivers
        self._kept.learn(gathering, now)
        if not len(deliveries.rows) and not len(drivers):
            return
        columns = deliveries.columns
        swept = await asyncio.to_thread(
            lambda: sweep(columns, drivers.columns, gathering.fleets.stack(), now, self._cache)
        )
        if self._routed is not None:
            self._routed.step(self._cache.routes, columns, drivers.columns, now)
        changed = _changed(swept, columns.inside_since, columns.outside_since)
        record(swept, columns, drivers.columns)
        for row, forecast in forecasts_of(swept, columns).items():
            deliveries.forecasts[row] = (*deliveries.forecasts[row], forecast)[-MOST_FORECASTS:]
        changed |= self._withdraw(swept)
        changed |= self._signals(swept)
        published = swept.published
        for row, basis, is_planned in zip(
            published.rows.tolist(), published.basis.tolist(), published.is_planned.tolist(), strict=True
        ):
            deliveries.basis[row], deliveries.is_planned[row] = BASES[basis], is_planned
        for row in np.flatnonzero(changed & columns.is_own).tolist():
            self._unwritten[row] = deliveries.created_at[row]
        await self._tell(swept)
        self._kept.write_drivers(gathering.drivers, swept)
        await self._write(swept)
        deliveries.retire(self._unwritten)
        drivers.release()

    def _withdraw(self, swept: Swept) -> Bools:
        """Withdraw the arrivals of deliveries without a driver, or whose driver is off duty."""
        columns = self._gathering.deliveries.columns
        has_nobody = (swept.stops_before < 0) | self._off_duty()
        gone = np.isfinite(columns.eta_at) & has_nobody & ~np.isfinite(columns.arrived_at)
        gone &= (columns.status < ENDED) & columns.is_own
        for column in (columns.eta_at, columns.eta_raw, columns.eta_earliest, columns.eta_latest, columns.eta_as_of):
            column[gone] = np.nan
        columns.published_stops[gone] = -1
        return gone

    def _off_duty(self) -> Bools:
        """Return which deliveries are of drivers who are off duty."""
        is_off = self._gathering.drivers.columns.is_off_duty
        return np.asarray(np.append(is_off, False)[self._gathering.deliveries.columns.driver])

    def _signals(self, swept: Swept) -> Bools:
        """Return which deliveries on routes are of drivers that fell silent or are heard again."""
        drivers = len(swept.signal)
        told = np.full(drivers, UNTOLD, dtype=np.int8)
        told[: len(self._signal_told)] = self._signal_told[:drivers]
        flips = (told != UNTOLD) & ((told == SILENT) != (swept.signal == SILENT))
        self._signal_told = swept.signal
        on_route = swept.stops_before >= 0
        return np.asarray(on_route & np.append(flips, False)[self._gathering.deliveries.columns.driver])

    async def _tell(self, swept: Swept) -> None:
        """Append what was found to the commands; with the flush that makes the memory of it durable."""
        for partition, row_id, command in self._findings.of(swept):
            key, value = row_id.encode(), encode_command(command)
            self._rows.emit(partition, topic=self._topic, partition=partition, key=key, value=value)
            self._told.labels(command.what).inc()

    async def _write(self, swept: Swept) -> None:
        """Merge what is to be written into the newest rows."""
        deliveries = self._gathering.deliveries
        for count, (row, created_at) in enumerate(list(self._unwritten.items()), start=1):
            if deliveries.created_at[row] != created_at or not deliveries.columns.is_own[row]:
                del self._unwritten[row]  # another delivery, or another owner, who begins from the row
            elif self._merge(row, swept):
                del self._unwritten[row]
            if count % WRITES_AT_ONCE == 0:
                await self._rows.wait_for_room()
                await asyncio.sleep(0)

    def _merge(self, row: int, swept: Swept) -> bool:
        """Merge into one row; return False where it has another plan than the sweep has read, to be tried again."""
        deliveries = self._gathering.deliveries
        partition, key = deliveries.partition[row], deliveries.ids[row].encode()
        raw = self._rows.get(partition, key)
        if raw is None:
            return not deliveries.ids[row]
        try:
            newest = decode_row(raw)
        except UNREADABLE:
            log.exception("the row of %r cannot be read", key)
            return True
        if not isinstance(newest, DeliveryRow):
            return True
        if newest.planRevision != deliveries.plan_revision[row] or newest.createdAt != deliveries.created_at[row]:
            return False
        driver = int(deliveries.columns.driver[row])
        signal = None
        is_off = driver != NO_DRIVER and self._gathering.drivers.columns.is_off_duty[driver]
        if driver != NO_DRIVER and swept.stops_before[row] >= 0 and not is_off:
            signal = SIGNALS[swept.signal[driver]]
        found = found_of(deliveries.columns, row, deliveries.basis[row], signal, is_planned=deliveries.is_planned[row])
        if ordinal := deliveries.alert_ordinal[row]:
            found.memory[ALERT_ORDINAL] = ordinal
        if forecasts := deliveries.forecasts[row]:
            found.memory[FORECASTS] = [list(each) for each in forecasts]
        self._rows.put_all(partition, {key: encode_row(merged(newest, found, self._clock.now()))})
        self._written.inc()
        return True


def _changed(swept: Swept, inside_since: Floats, outside_since: Floats) -> Bools:
    """Return the deliveries of which a sweep that is not yet recorded says something new."""
    changed = np.zeros(len(inside_since), dtype=bool)
    presence = swept.presence
    for rows in (
        swept.published.rows,
        swept.risks.rows,
        swept.milestones.rows,
        swept.approaching,
        swept.delivery_alerts.row,
    ):
        changed[rows] = True
    moved = ~_same(presence.inside_since, inside_since[presence.rows])
    moved |= ~_same(presence.outside_since, outside_since[presence.rows])
    changed[presence.rows[moved]] = True
    return changed


def _same(one: Floats, other: Floats) -> Bools:
    return np.asarray((one == other) | (np.isnan(one) & np.isnan(other)))
