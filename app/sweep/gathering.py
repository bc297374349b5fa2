"""Brings the columns up to date with the replicas; only rows that changed are decoded."""

import asyncio
import logging
from collections.abc import Callable, Collection, Iterable

from app.deliveries.codec import UNREADABLE, decode_driver_row, decode_fleet_row
from app.domain.deliveries.kept_rows import DriverRow, driver_of
from app.domain.subject import driver_row_id
from app.sweep.fleets import Fleets
from app.sweep.swept_row import decode_fix, decode_swept
from app.sweep.tracked_deliveries import TrackedDeliveries
from app.sweep.tracked_drivers import DriverKey, TrackedDrivers
from app.table.changed_rows import ChangedRow, ChangedRows

log = logging.getLogger(__name__)

PAUSE_EVERY = 100
"""Rows after which commands and flushes get their turn: some milliseconds."""
FIRST_DELIVERY = "\x03"
"""Sorts after the rows of drivers and fleets, which are no deliveries."""


class Gathering:
    """The columns of active deliveries and of their drivers, and where they come from."""

    def __init__(
        self,
        deliveries: ChangedRows,
        latest: ChangedRows,
        partitions: int,
        off_duty: Callable[[], Iterable[DriverKey]] = tuple,
    ) -> None:
        """`off_duty` returns the drivers who are not at work."""
        self._of_deliveries, self._of_latest = deliveries, latest
        self._partitions, self._off_duty = partitions, off_duty
        self._off: frozenset[DriverKey] = frozenset()
        self._begin()

    def _begin(self) -> None:
        self.fleets = Fleets(self._partitions)
        self.drivers = TrackedDrivers(self.fleets, self._partitions, self._find_driver)
        self.deliveries = TrackedDeliveries(self.drivers)

    @property
    def is_ready(self) -> bool:
        """Tell whether both replicas have caught up."""
        return self._of_deliveries.is_complete and self._of_latest.is_complete

    async def refresh(self, own: Collection[int], now: float) -> bool:
        """Take over what changed; return whether the columns began again, since a table was emptied."""
        has_begun_again = self._of_deliveries.was_reset() | self._of_latest.was_reset()
        if has_begun_again:
            self._begin()
        self.fleets.own(own)
        self.drivers.own(own)
        for id_ in self.deliveries.own(own):
            partition = self.deliveries.partition[self.deliveries.rows[id_]]
            self._apply(ChangedRow(id_, self._of_deliveries.row_of(id_), partition), now)
        for count, changed in enumerate(self._of_deliveries.take()):
            self._apply(changed, now)
            if count % PAUSE_EVERY == 0:
                await asyncio.sleep(0)
        self.drivers.settle()
        was_off, self._off = self._off, frozenset(self._off_duty())
        self.drivers.set_off_duty(self._off)
        # What was heard of them meanwhile was left out.
        self.drivers.unplaced |= was_off - self._off
        for count, (_, raw, _) in enumerate(self._of_latest.take()):
            self._take_fix(raw)
            if count % PAUSE_EVERY == 0:
                await asyncio.sleep(0)
        for _, driver_id in self.drivers.unplaced:
            self._take_fix(self._of_latest.row_of(driver_row_id(driver_id)))
        self.drivers.unplaced.clear()
        return has_begun_again

    def _apply(self, changed: ChangedRow, now: float) -> None:
        if changed.id < FIRST_DELIVERY:
            self._apply_kept(changed, now)
            return
        if changed.row is None:
            self.deliveries.remove(changed.id)
            return
        try:
            found = decode_swept(changed.row)
        except UNREADABLE:
            log.warning("the row of %r cannot be read by the sweep", changed.id)
            return
        self.deliveries.apply(changed.id, found, changed.partition, now)

    def _apply_kept(self, changed: ChangedRow, now: float) -> None:
        """Take over what belongs to a driver or to a fleet."""
        if (driver_id := driver_of(changed.id)) is not None:
            self.drivers.apply(driver_id, self._find_driver(driver_id), now)
        elif changed.row is not None:
            try:
                self.fleets.apply(decode_fleet_row(changed.row))
            except UNREADABLE:
                log.warning("the row of %r cannot be read by the sweep", changed.id)

    def _find_driver(self, driver_id: str) -> DriverRow | None:
        raw = self._of_deliveries.row_of(driver_row_id(driver_id))
        try:
            row = None if raw is None else decode_driver_row(raw)
        except UNREADABLE:
            log.warning("the row of driver %r cannot be read by the sweep", driver_id)
            return None
        return row if isinstance(row, DriverRow) else None

    def _take_fix(self, raw: bytes | None) -> None:
        if raw is None:
            return
        try:
            fix = decode_fix(raw)
        except UNREADABLE:
            return
        # Where a driver is off duty does not concern the deliveries.
        if (fix.fleet, fix.driverId) not in self._off:
            self.drivers.take_fix(fix)
