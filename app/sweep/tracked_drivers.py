"""The drivers of active deliveries as columns, and their newest fixes within custody."""

from math import isnan, nan

from app.domain.routes.columns import Drivers
from app.sweep.columns import clear, columns_of, grow
from app.sweep.members import Member, Route, route_of
from app.sweep.swept_row import Fix

DriverKey = tuple[str | None, str]
"""Fleet and driver id: a driver of another fleet is another driver."""
INTERVAL_SHARE = 0.2
"""How much the newest time between two fixes counts in the usual one."""
LONGEST_INTERVAL_S = 900.0


class TrackedDrivers:
    """Rows of drivers; a row is free again once no active delivery is the driver's."""

    def __init__(self) -> None:
        self.columns = columns_of(Drivers, 0)
        self._rows: dict[DriverKey, int] = {}
        self._users: list[int] = []
        """Active deliveries by row."""
        self._keys: list[DriverKey] = []
        self._free: list[int] = []
        self._left: list[int] = []
        """Rows that are free after the next sweep, which still has them in its routes."""
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
            row = self._rows[key] = self._take()
            self._keys[row] = key
            self.columns.is_own[row] = True
            self._outdated.add(row)
        self._users[row] += 1
        return row

    def leave(self, row: int) -> None:
        """Take note that an active delivery is no longer the driver's."""
        self._users[row] -= 1
        self.columns.changed[row] = True
        if not self._users[row]:
            del self._rows[self._keys[row]]
            self._left.append(row)

    def release(self) -> None:
        """Give back the rows that were left, after a sweep."""
        for row in self._left:
            clear(self.columns, row)
            self._held_since[row] = nan
        self._free += self._left
        self._left = []

    def set_member(self, key: DriverKey, shipment_id: str, member: Member | None) -> None:
        """Take note of what a delivery says about its driver; None: it says nothing any more."""
        members = self._members.get(key, {})
        if members.get(shipment_id) == member:
            return
        if member is not None:
            self._members.setdefault(key, {})[shipment_id] = member
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

    def place(self, fix: Fix) -> None:
        """Take a fix, unless it is older than the driver's, or than what the driver holds."""
        row = self._rows.get((fix.fleet, fix.driverId))
        if row is None or not fix.timestamp >= self._held_since[row]:
            return
        columns = self.columns
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
            for column in (columns.latitude, columns.longitude, columns.fix_at, columns.speed_mps, columns.seen_fix_at):
                column[row] = nan
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
        return row
