"""Brings the columns up to date with the replicas; only rows that changed are decoded."""

import asyncio
import logging
from collections.abc import Collection

from app.deliveries.codec import UNREADABLE
from app.domain.subject import driver_row_id
from app.sweep.swept_row import decode_fix, decode_swept
from app.sweep.tracked_deliveries import TrackedDeliveries
from app.sweep.tracked_drivers import TrackedDrivers
from app.table.changed_rows import ChangedRow, ChangedRows

log = logging.getLogger(__name__)

PAUSE_EVERY = 100
"""Rows after which commands and flushes get their turn: some milliseconds."""
FIRST_DELIVERY = "\x03"
"""Sorts after the rows of drivers and fleets, which are no deliveries."""


class Gathering:
    """The columns of active deliveries and of their drivers, and where they come from."""

    def __init__(self, deliveries: ChangedRows, latest: ChangedRows) -> None:
        self._of_deliveries, self._of_latest = deliveries, latest
        self.drivers = TrackedDrivers()
        self.deliveries = TrackedDeliveries(self.drivers)

    @property
    def is_ready(self) -> bool:
        """Tell whether both replicas have caught up."""
        return self._of_deliveries.is_complete and self._of_latest.is_complete

    async def refresh(self, own: Collection[int], now: float) -> bool:
        """Take over what changed; return whether the columns began again, since a table was emptied."""
        has_begun_again = self._of_deliveries.was_reset() | self._of_latest.was_reset()
        if has_begun_again:
            self.drivers = TrackedDrivers()
            self.deliveries = TrackedDeliveries(self.drivers)
        for id_ in self.deliveries.own(own):
            partition = self.deliveries.partition[self.deliveries.rows[id_]]
            self._apply(ChangedRow(id_, self._of_deliveries.row_of(id_), partition), now)
        for count, changed in enumerate(self._of_deliveries.take()):
            self._apply(changed, now)
            if count % PAUSE_EVERY == 0:
                await asyncio.sleep(0)
        self.drivers.settle()
        for count, (_, raw, _) in enumerate(self._of_latest.take()):
            self._place(raw)
            if count % PAUSE_EVERY == 0:
                await asyncio.sleep(0)
        for _, driver_id in self.drivers.unplaced:
            self._place(self._of_latest.row_of(driver_row_id(driver_id)))
        self.drivers.unplaced.clear()
        return has_begun_again

    def _apply(self, changed: ChangedRow, now: float) -> None:
        if changed.id < FIRST_DELIVERY:
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

    def _place(self, raw: bytes | None) -> None:
        if raw is None:
            return
        try:
            fix = decode_fix(raw)
        except UNREADABLE:
            return
        self.drivers.place(fix)
