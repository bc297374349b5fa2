"""From which devices rows come: a number by slot, 0 where the fix named no device."""

from collections.abc import Sequence

import numpy as np

from web.latest.changelog_row import LatestRow
from web.replica.column import Column, Vector
from web.replica.row_store import RowStore

NO_DEVICE = 0
FIRST_CROWD = 1_024
"""So many devices are remembered before those that no row names any more are looked for."""


class DeviceIndex:
    """The devices of the rows, and the newest row of each."""

    def __init__(self, store: RowStore[LatestRow]) -> None:
        self._store = store
        self._number = Column("i4")
        self.columns: Sequence[Column] = (self._number,)
        self.watched: Sequence[Column] = ()
        self.clear()
        store.attach(self)

    def clear(self) -> None:
        """Forget all devices."""
        self._numbers: dict[str | None, int] = {None: NO_DEVICE}
        self._ids: list[str | None] = [None]
        self._crowd = FIRST_CROWD

    def settle(self) -> None:
        """Do nothing: who asks first looks at all numbers."""

    def write(self, slots: Vector, rows: Sequence[LatestRow]) -> None:
        """Set from which devices these rows come."""
        devices = [row.deviceId for row in rows]  # type: ignore[union-attr]  # no deletion
        if len(self._ids) > 1 or any(devices):
            self._make_room()
            self._number.vector[slots] = list(map(self._number_of, devices))

    def write_one(self, slot: int, row: LatestRow) -> None:
        """Set from which device one row comes."""
        self._make_room()
        self._number.cells[slot] = self._number_of(row.deviceId)  # type: ignore[union-attr]  # no deletion

    def _number_of(self, device_id: str | None) -> int:
        number = self._numbers.get(device_id)
        if number is None:
            number = self._numbers[device_id] = len(self._ids)
            self._ids.append(device_id)
        return number

    def _make_room(self) -> None:
        """Renumber the devices, without those that no row names, once these may be half of all."""
        if len(self._ids) < self._crowd:
            return
        numbers = self._number.vector[: self._store.slot_count]
        is_used = np.zeros(len(self._ids), np.bool_)
        is_used[numbers] = True
        is_used[NO_DEVICE] = True
        if not is_used.all():
            renumbered = np.cumsum(is_used, dtype=np.int32) - np.int32(1)
            numbers[:] = renumbered[numbers]
            self._ids = [self._ids[number] for number in np.flatnonzero(is_used).tolist()]
            self._numbers = {device_id: number for number, device_id in enumerate(self._ids)}
        self._crowd = max(FIRST_CROWD, 2 * len(self._ids))

    def id_at(self, slot: int) -> str | None:
        """Return the device that the row in a slot comes from."""
        return self._ids[int(self._number.cells[slot])]

    def slots_of(self, device_id: str) -> list[int]:
        """Return the rows that come from a device, the newest first."""
        number = self._numbers.get(device_id)
        if number is None:
            return []
        slots = np.flatnonzero(self._live_numbers() == number)
        newest_first = np.argsort(-self._store.leading.vector[slots], kind="stable")
        return list(slots[newest_first].tolist())

    def newest(self, among: Vector | None = None) -> dict[str, int]:
        """Return the newest row of each device; `among` tells for each slot whether its row counts, None for all."""
        numbers = self._live_numbers()
        slots = np.flatnonzero(numbers if among is None else numbers * among)
        numbers, times = numbers[slots], self._store.leading.vector[slots]
        newest = np.full(len(self._ids), -np.inf)
        np.maximum.at(newest, numbers, times)
        is_newest = times == newest[numbers]
        ids, found = self._ids, zip(numbers[is_newest].tolist(), slots[is_newest].tolist(), strict=True)
        return {device_id: slot for number, slot in found if (device_id := ids[number]) is not None}

    def _live_numbers(self) -> Vector:
        """Return the numbers by slot, 0 also where no row is."""
        count = self._store.slot_count
        return np.asarray(self._number.vector[:count] * self._store.is_live.vector[:count])
