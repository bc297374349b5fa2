"""Active deliveries as columns, which change with their rows."""

from collections.abc import Collection
from hashlib import blake2b
from math import inf, nan

from app.domain.arrivals.learn import Forecast
from app.domain.deliveries.row import EtaBasis
from app.domain.deliveries.status import Status
from app.domain.direction import distance_m
from app.domain.routes import columns as states
from app.domain.routes.columns import ENDED, NO_DRIVER, Deliveries
from app.domain.sweep.memory import recall_delivery
from app.sweep.columns import clear, columns_of, grow
from app.sweep.members import VISITS_COUNT_S, member_of
from app.sweep.progress import ALERT_ORDINAL, forecasts_of, memory_of
from app.sweep.swept_row import SweptRow, decode_timeline
from app.sweep.tracked_drivers import DriverKey, TrackedDrivers

JUST_ENDED_S = 900.0
"""A delivery that ended within this time is swept once: its outcome may raise an alert, and open ones resolve."""
_CODES = {
    Status.CREATED: states.CREATED,
    Status.IN_TRANSIT: states.IN_TRANSIT,
    Status.OUT_FOR_DELIVERY: states.OUT_FOR_DELIVERY,
    Status.ATTEMPT_FAILED: states.ATTEMPT_FAILED,
}


class TrackedDeliveries:
    """Rows of deliveries; those without an open status leave when no alert of theirs is open."""

    def __init__(self, drivers: TrackedDrivers) -> None:
        self.columns = columns_of(Deliveries, 1)  # a driver without deliveries is swept, too
        self._drivers = drivers
        self.rows: dict[str, int] = {}
        self.ids: list[str] = []
        """By row, as are the other lists."""
        self.created_at: list[float] = []
        self.plan_revision: list[int] = []
        self.partition: list[int] = []
        self.basis: list[EtaBasis] = []
        """Of the published arrival, as is `is_planned`."""
        self.is_planned: list[bool] = []
        self.alert_ordinal: list[int] = []
        """Number of the changes of alerts that were found."""
        self.forecasts: list[tuple[Forecast, ...]] = []
        """Published arrivals that were kept at milestones, to be compared with what happens."""
        self._driver_keys: list[DriverKey | None] = []
        self._free: list[int] = []
        self._members: dict[str, DriverKey] = {}
        self._own: frozenset[int] = frozenset()

    def own(self, partitions: Collection[int]) -> list[str]:
        """Take over the rows of these partitions alone; return the ids of those that were lost."""
        before, self._own = self._own, frozenset(partitions)
        if before == self._own:
            return []
        lost = []
        for id_, row in self.rows.items():
            was_own, is_own = self.columns.is_own[row], self.partition[row] in self._own
            self.columns.is_own[row] = is_own
            if was_own and not is_own:
                lost.append(id_)
        return lost

    def remove(self, id_: str) -> None:
        """Forget a delivery that was deleted."""
        self._belong(id_, None)
        row = self.rows.pop(id_, None)
        if row is None:
            return
        self._drive(row, None)
        clear(self.columns, row)
        self.ids[row] = ""
        self._free.append(row)

    def apply(self, id_: str, found: SweptRow, partition: int, now: float) -> None:
        """Take over a row as it is now."""
        key = None if found.driverId is None else (found.fleet, found.driverId)
        is_recent = found.endedAt is None or now - found.endedAt < VISITS_COUNT_S
        self._belong(id_, key if is_recent else None)
        if key is not None and is_recent:
            self._drivers.set_member(key, id_, member_of(found))
        row, has_alert = self.rows.get(id_), any(alert.state != "resolved" for alert in found.alerts)
        if row is None:
            if found.endedAt is not None and now - found.endedAt > JUST_ENDED_S and not has_alert:
                return
            row = self._add(id_)
        columns = self.columns
        is_other = self.created_at[row] != found.createdAt
        columns.is_own[row] = partition in self._own
        self.partition[row], self.created_at[row], self.plan_revision[row] = (
            partition,
            found.createdAt,
            found.planRevision,
        )
        if is_other or not columns.is_own[row]:
            self._recall(row, found)
        before = self._order_of(row)
        self._drive(row, key)
        self._write(row, found, is_new=is_other)
        if before != self._order_of(row) and columns.driver[row] != NO_DRIVER:
            self._drivers.columns.changed[columns.driver[row]] = True

    def retire(self, kept: Collection[int]) -> None:
        """Let the ended deliveries without an open alert go, except those in `kept`."""
        columns = self.columns
        ended = (columns.status == ENDED) & ~columns.alert_open.any(axis=0)
        for row in ended.nonzero()[0].tolist():
            if row < len(self.ids) and self.ids[row] and row not in kept:
                self._drive(row, None)
                del self.rows[self.ids[row]]
                self.ids[row] = ""
                clear(columns, row)
                self._free.append(row)

    def _recall(self, row: int, found: SweptRow) -> None:
        memory = memory_of(found)
        recall_delivery(self.columns, row, memory)
        self.alert_ordinal[row] = memory.get(ALERT_ORDINAL, 0)
        self.forecasts[row] = forecasts_of(found)
        eta = None if found.progress is None else found.progress.eta
        self.basis[row], self.is_planned[row] = ("default", False) if eta is None else (eta.basis, eta.planned)

    def _belong(self, id_: str, key: DriverKey | None) -> None:
        before = self._members.get(id_)
        if before is not None and before != key:
            self._drivers.set_member(before, id_, None)
            del self._members[id_]
        if key is not None:
            self._members[id_] = key

    def _drive(self, row: int, key: DriverKey | None) -> None:
        before = self._driver_keys[row]
        if before == key:
            return
        joined = NO_DRIVER if key is None else self._drivers.join(key)
        if before is not None:
            self._drivers.leave(int(self.columns.driver[row]))
        self.columns.driver[row], self._driver_keys[row] = joined, key

    def _order_of(self, row: int) -> tuple[float, ...]:
        columns = self.columns
        # `item` gives a Python number in half the time of an index.
        arrived, departed = columns.arrived_at.item(row), columns.departed_at.item(row)
        return (
            columns.driver.item(row),
            columns.status.item(row),
            columns.sequence.item(row),
            columns.latitude.item(row),
            columns.longitude.item(row),
            columns.window_start.item(row),
            columns.window_end.item(row),
            # NaN is unlike itself, so absent times are compared as minus one.
            -1.0 if arrived != arrived else arrived,  # noqa: PLR0124
            -1.0 if departed != departed else departed,  # noqa: PLR0124
        )

    def _write(self, row: int, found: SweptRow, *, is_new: bool) -> None:
        columns, destination, progress = self.columns, found.destination, found.progress
        columns.latitude[row], columns.longitude[row], columns.radius_m[row] = (
            destination.latitude,
            destination.longitude,
            destination.radius,
        )
        columns.sequence[row] = inf if found.sequence is None else found.sequence
        window = found.window
        columns.window_start[row], columns.window_end[row] = (
            (-inf, inf) if window is None else (window.start, window.end)
        )
        columns.service_s[row] = found.serviceSeconds
        columns.status[row] = _CODES.get(found.status, ENDED)
        attempt = found.attempts + 1
        if not is_new and columns.attempt[row] != attempt:
            # What was seen of the last attempt, and foretold for it, says nothing about this one.
            columns.inside_since[row] = columns.outside_since[row] = nan
            columns.foretold[row], self.forecasts[row] = 0, ()
        columns.attempt[row] = attempt
        is_now = progress is not None and progress.attempt == attempt
        arrived, departed = (progress.arrivedAt, progress.departedAt) if is_now and progress else (None, None)
        columns.arrived_at[row] = nan if arrived is None else arrived
        columns.departed_at[row] = nan if departed is None else departed
        columns.outcome_distance_m[row] = _away_m(found)

    def _add(self, id_: str) -> int:
        if self._free:
            row = self._free.pop()
        else:
            row = len(self.ids)
            if row == len(self.columns.is_own):
                grow(self.columns)
            self.ids.append("")
            self.created_at.append(nan)
            self.plan_revision.append(0)
            self.partition.append(-1)
            self.basis.append("default")
            self.is_planned.append(False)
            self.alert_ordinal.append(0)
            self.forecasts.append(())
            self._driver_keys.append(None)
        self.rows[id_], self.ids[row], self.created_at[row] = row, id_, nan
        self.columns.key[row] = int.from_bytes(blake2b(id_.encode(), digest_size=8).digest(), "big", signed=True)
        return row


def _away_m(found: SweptRow) -> float:
    """Return how far from its destination the last attempt ended, less the accuracy; NaN where nothing says it."""
    if found.status not in {Status.DELIVERED, Status.ATTEMPT_FAILED}:
        return nan
    for entry in reversed(decode_timeline(found.timeline)):
        if entry.to is found.status and entry.code is None:
            if (at := entry.position) is None:
                return nan
            away_m = distance_m(at.latitude, at.longitude, found.destination.latitude, found.destination.longitude)
            return away_m - (at.accuracy or 0.0)
    return nan
