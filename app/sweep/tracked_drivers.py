"""The drivers of active deliveries as columns, and their newest fixes within custody."""

from collections.abc import Callable, Collection
from math import isnan, nan
from typing import Any

import numpy as np

from app.domain.arrivals.stops import Visit
from app.domain.deliveries.kept_rows import DriverRow
from app.domain.partition import partition_of
from app.domain.routes.columns import Drivers
from app.domain.sweep.memory import ALERTS, driver_memory, recall_driver
from app.sweep.columns import clear, columns_of, grow
from app.sweep.driver_rows import learned_of, levels_of
from app.sweep.fleets import Fleets
from app.sweep.members import Member, Route, route_of
from app.sweep.progress import ALERT_ORDINAL
from app.sweep.swept_row import Fix

DriverKey = tuple[str | None, str]
"""Fleet and driver id: a driver of another fleet is another driver."""
INTERVAL_SHARE = 0.2
"""How much the newest time between two fixes counts in the usual one."""
LONGEST_INTERVAL_S = 900.0


class TrackedDrivers:
    """Rows of drivers; a row is free again once no active delivery is the driver's, and none of its alerts is open."""

    def __init__(
        self,
        fleets: Fleets | None = None,
        partitions: int = 1,
        find: Callable[[str], DriverRow | None] = lambda _driver_id: None,
    ) -> None:
        """`find` returns the newest row of a driver in the table."""
        self._find = find
        self.fleets, self._partitions = fleets or Fleets(partitions), partitions
        self.columns = columns_of(Drivers, 0)
        self.known: dict[str, DriverRow] = {}
        """The rows of drivers in the table; a driver id belongs to the fleet that its row names."""
        self.visited: set[DriverKey] = set()
        """Drivers of whose stops something may be learned."""
        self.alert_ordinal: list[int] = []
        """By row, the number of the changes of alerts that were found."""
        self.life: list[float] = []
        """By row, when the driver's row in the table was created; 0 before."""
        self._own: frozenset[int] = frozenset({0})
        self._now = 0.0
        self._rows: dict[DriverKey, int] = {}
        self._users: list[int] = []
        """Active deliveries by row."""
        self._keys: list[DriverKey] = []
        self._free: list[int] = []
        self._left: list[int] = []
        """Rows without an active delivery; the next sweep still has them in its routes."""
        self._members: dict[DriverKey, dict[str, Member]] = {}
        self._held_since: list[float] = []
        self._outdated: set[int] = set()
        """Rows whose deliveries changed since `settle`."""
        self.unplaced: set[DriverKey] = set()
        """Drivers whose custody began, or ended for some deliveries, since their position was looked up."""

    def __len__(self) -> int:
        return len(self._rows)

    def join(self, key: DriverKey) -> int:
        """Return the row of a driver for one more active delivery."""
        row = self._rows.get(key)
        if row is None:
            row = self._begin(key)
        self._users[row] += 1
        return row

    def _begin(self, key: DriverKey) -> int:
        if (found := self._find(key[1])) is not None:
            self.known[key[1]] = found
        row = self._rows[key] = self._take()
        self._keys[row] = key
        self.columns.fleet[row] = self.fleets.index_of(key[0])
        self.columns.is_own[row] = self.is_own(key)
        self._recall(row)
        return row

    def leave(self, row: int) -> None:
        """Take note that an active delivery is no longer the driver's."""
        self._users[row] -= 1
        self.columns.changed[row] = True
        if not self._users[row]:
            self._left.append(row)

    def release(self) -> None:
        """Give back the rows that were left, after a sweep."""
        left, self._left = dict.fromkeys(self._left), []
        for row in left:
            if self._users[row]:
                continue
            if self.columns.is_own[row] and self.columns.alert_open[:, row].any():
                self._left.append(row)  # the next sweep resolves it
                continue
            del self._rows[self._keys[row]]
            clear(self.columns, row)
            self._held_since[row] = nan
            self._free.append(row)

    # Their own rows in the table

    def row_of(self, key: DriverKey) -> int | None:
        """Return the row of a driver, if there is one."""
        return self._rows.get(key)

    def key_of(self, row: int) -> DriverKey:
        """Return whose row it is."""
        return self._keys[row]

    def partition_of(self, key: DriverKey) -> int:
        """Return the partition of a driver's row in the table."""
        return partition_of(key[1], self._partitions)

    def is_own(self, key: DriverKey) -> bool:
        """Tell whether this process writes the driver's row, which is of the fleet that had it first."""
        row = self.known.get(key[1])
        return self.partition_of(key) in self._own and (row is None or row.fleet == key[0])

    def own(self, partitions: Collection[int]) -> None:
        """Take over the rows of these partitions alone."""
        if self._own == (own := frozenset(partitions)):
            return
        self._own = own
        for key, row in self._rows.items():
            was_own = self.columns.is_own[row]
            self.columns.is_own[row] = self.is_own(key)
            if was_own != self.columns.is_own[row]:
                self._recall(row)
        for row_of_table in self.known.values():
            self._watch(row_of_table)
        self.visited |= self._members.keys()

    def apply(self, driver_id: str, found: DriverRow | None, now: float) -> None:
        """Take over the row of a driver as it is now; None: it was deleted."""
        self._now = now
        before = self.known.pop(driver_id, None)
        if found is not None:
            self.known[driver_id] = found
        for fleet in {each.fleet for each in (before, found) if each is not None}:
            key = (fleet, driver_id)
            row = self._rows.get(key)
            if row is None:
                continue
            was_own, self.columns.is_own[row] = bool(self.columns.is_own[row]), self.is_own(key)
            if found is None or not was_own or not self.columns.is_own[row]:
                self._recall(row)
            else:
                self.life[row] = found.createdAt
                self._learned(row, found)
        if found is not None:
            self._watch(found)

    def memory_of(self, row: int) -> dict[str, Any]:
        """Return what the driver's row is to remember."""
        memory = driver_memory(self.columns, row)
        return {**memory, ALERT_ORDINAL: self.alert_ordinal[row]} if self.alert_ordinal[row] else memory

    def visits_of(self, key: DriverKey) -> list[Visit]:
        """Return the known visits of a driver."""
        members = self._members.get(key, {}).values()
        return [member.visit for member in members if member.visit is not None]

    def _watch(self, found: DriverRow) -> None:
        """Sweep a driver without active deliveries whose alerts are open, until they resolve."""
        key = (found.fleet, found.driverId)
        alerts = ((found.memory or {}).get(ALERTS) or {}).values()
        if key not in self._rows and self.is_own(key) and any(is_open for is_open, *_ in alerts):
            self._left.append(self._begin(key))

    def _recall(self, row: int) -> None:
        fleet, driver_id = self._keys[row]
        found = self.known.get(driver_id)
        if found is not None and found.fleet != fleet:
            found = None
        memory = {} if found is None else dict(found.memory or {})
        self.alert_ordinal[row] = memory.pop(ALERT_ORDINAL, 0)
        self.life[row] = 0.0 if found is None else found.createdAt
        route = route_of(self._members.get(self._keys[row], {}).values())
        if not memory.get("started_at", nan) >= route.held_since:
            # The route that was started has ended: what the driver holds now was taken later, or is not yet held.
            for name in ("started_at", "start_latitude", "start_longitude"):
                memory.pop(name, None)
        recall_driver(self.columns, row, memory)
        self._learned(row, found)
        self._enter(row, route)

    def _learned(self, row: int, found: DriverRow | None) -> None:
        levels = levels_of(learned_of(found).estimates, self._now)
        self.columns.pace_level[row], self.columns.service_level[row] = levels

    def set_member(self, key: DriverKey, shipment_id: str, member: Member | None) -> None:
        """Take note of what a delivery says about its driver; None: it says nothing any more."""
        members = self._members.get(key, {})
        if members.get(shipment_id) == member:
            return
        if member is not None:
            self._members.setdefault(key, {})[shipment_id] = member
            if member.visit is not None:
                self.visited.add(key)
        elif members.pop(shipment_id, None) is not None and not members:
            del self._members[key]
        row = self._rows.get(key)
        if row is not None:
            self._outdated.add(row)

    def settle(self) -> None:
        """Enter what the deliveries of each driver say together, once however many of them changed."""
        for row in self._outdated:
            key = self._keys[row]
            if self._rows.get(key) == row:
                self._enter(row, route_of(self._members.get(key, {}).values()))
        self._outdated.clear()

    def take_fix(self, fix: Fix) -> None:
        """Take a fix, unless it is older than the driver's, or than what the driver holds."""
        row = self._rows.get((fix.fleet, fix.driverId))
        if row is None:
            return
        columns, since = self.columns, self._held_since[row]
        if fix.heard_at >= since:
            columns.heard_at[row] = np.fmax(columns.heard_at[row], fix.heard_at)
        fix = fix.believed
        if not fix.timestamp >= since:
            return
        gap_s = fix.timestamp - columns.fix_at[row]
        if gap_s <= 0:
            return
        if gap_s <= LONGEST_INTERVAL_S:
            usual = columns.interval_s[row]
            columns.interval_s[row] = gap_s if isnan(usual) else usual + INTERVAL_SHARE * (gap_s - usual)
        columns.latitude[row], columns.longitude[row] = fix.latitude, fix.longitude
        columns.fix_at[row] = fix.timestamp
        columns.speed_mps[row] = nan if fix.speed is None else fix.speed
        columns.accuracy_m[row] = nan if fix.accuracy is None else fix.accuracy
        columns.battery[row] = nan if fix.battery is None else fix.battery

    def held_since(self, key: DriverKey) -> float | None:
        """Return since when a driver of active deliveries has one of them; None where there is none."""
        row = self._rows.get(key)
        return None if row is None or isnan(self._held_since[row]) else self._held_since[row]

    def _enter(self, row: int, route: Route) -> None:
        columns = self.columns
        columns.start_at[row] = route.start_at
        columns.last_sequence[row], columns.passed_sequence[row] = route.last_sequence, route.passed_sequence
        columns.changed[row] = True
        before = self._held_since[row]
        if before == route.held_since or (isnan(before) and isnan(route.held_since)):
            return
        self._held_since[row] = route.held_since
        if not columns.fix_at[row] >= route.held_since:  # also where nothing is held, and where there is no fix
            for column in (columns.latitude, columns.longitude, columns.fix_at, columns.heard_at):
                column[row] = nan
            columns.speed_mps[row] = columns.seen_fix_at[row] = nan
            self.unplaced.add(self._keys[row])

    def _take(self) -> int:
        if self._free:
            return self._free.pop()
        row = len(self._users)
        if row == len(self.columns.is_own):
            grow(self.columns)
        self._users.append(0)
        self._keys.append((None, ""))
        self._held_since.append(nan)
        self.alert_ordinal.append(0)
        self.life.append(0.0)
        return row
