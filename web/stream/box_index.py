"""The bounding boxes of all streams, as columns: which changes concern which box, in a few steps for all of them.

One filter after the other costs some thirty microseconds each, however few the changes: a thousand maps of a thousand
places would keep a core busy with finding out that nothing happened there.
"""

from collections.abc import Iterator
from math import inf
from typing import NamedTuple

import numpy as np

from web.latest.latest_view import LatestView
from web.replica.change_ring import Places, Tail
from web.replica.column import FIRST_CAPACITY, Column, Vector
from web.stream.group import StreamGroup
from web.stream.update import Found

MOST_CELLS = 1 << 17
"""Boxes times changes that are compared at once, before others get the loop: about a millisecond."""
MOST_BOXES = 64
"""Boxes that are looked at, and whose readers are served, at once."""


class Hit(NamedTuple):
    """A group that is concerned by changes since the number `start`."""

    group: StreamGroup
    start: int
    found: Found | None
    """Which ones; None where the box alone does not tell."""


class BoxIndex:
    """For each group with a box: how far its changes were looked at, and when it may be told of more."""

    def __init__(self, view: LatestView) -> None:
        self._view = view
        self._rows: dict[StreamGroup, int] = {}
        self._groups: list[StreamGroup | None] = []
        self._free: list[int] = []
        self._south, self._north = Column("f8"), Column("f8")
        self._west, self._east, self._crosses = Column("f8"), Column("f8"), Column("?")
        self._seen, self._due_at = Column("i8"), Column("f8")

    def __contains__(self, group: StreamGroup) -> bool:
        return group in self._rows

    def add(self, group: StreamGroup) -> None:
        """Look for the group from the next change on; it must have a box."""
        box = group.filters.bbox
        assert box is not None
        row = self._free.pop() if self._free else self._new_row()
        self._rows[group], self._groups[row] = row, group
        self._south.cells[row], self._north.cells[row] = box.south, box.north
        self._west.cells[row], self._east.cells[row] = box.west, box.east
        self._crosses.cells[row] = box.crosses_antimeridian
        self._seen.cells[row], self._due_at.cells[row] = self._view.changes.end, group.due_at

    def remove(self, group: StreamGroup) -> None:
        """Look for the group no more."""
        row = self._rows.pop(group)
        self._groups[row] = None
        self._due_at.cells[row] = inf
        self._free.append(row)

    def put_off(self, group: StreamGroup) -> None:
        """Take note that the group was told something: its changes wait until `due_at`."""
        self._due_at.cells[self._rows[group]] = group.due_at

    @property
    def due_at(self) -> float:
        """Return when the next group is due of those that have changes to be looked at; infinity for none."""
        count = len(self._groups)
        waits = self._seen.vector[:count] < self._view.changes.end
        return float(np.min(self._due_at.vector[:count], where=waits, initial=inf))

    def due_blocks(self, now: float) -> Iterator[Vector]:
        """Return the rows of the groups that are due, as many at once as are looked at in a moment."""
        count = len(self._groups)
        is_due = (self._due_at.vector[:count] <= now) & (self._seen.vector[:count] < self._view.changes.end)
        rows = np.flatnonzero(is_due)
        while len(rows):
            changes = self._view.changes.end - int(self._seen.vector[rows[:MOST_BOXES]].min())
            size = max(1, min(MOST_BOXES, MOST_CELLS // max(1, changes)))
            yield rows[:size]
            rows = rows[size:]

    def row_of(self, group: StreamGroup) -> Vector:
        """Return the row of one group."""
        return np.array([self._rows[group]])

    def look(self, rows: Vector) -> list[Hit]:
        """Return the groups of these rows that are concerned by changes not looked at yet, which now they are."""
        ring = self._view.changes
        starts = self._seen.vector[rows]
        self._seen.vector[rows] = ring.end
        is_held = starts >= ring.start
        hits = [
            hit for row, start in zip(rows[~is_held], starts[~is_held], strict=True) if (hit := self._all(row, start))
        ]
        rows, starts = rows[is_held], starts[is_held]
        if len(rows):
            hits += self._compare(rows, starts, ring.tail(int(starts.min())))
        return hits

    def _all(self, row: int, start: int) -> Hit | None:
        group = self._groups[row]
        return None if group is None else Hit(group, int(start), None)

    def _compare(self, rows: Vector, starts: Vector, tail: Tail) -> list[Hit]:
        """Return who is concerned by the first change of each shipment since its start: was in the box, or is now."""
        columns = tail.first_since(int(starts.max()))
        since = starts[:, None]
        is_first = (columns.previous < since) & (columns.numbers >= since)
        is_in = self._holds(rows, self._view.places_of(columns.slots))
        concerns = (is_in | self._holds(rows, columns.before)) & is_first
        which, change = np.nonzero(concerns)
        if not len(which):
            return []
        slots, stays = columns.slots[change].tolist(), is_in[which, change].tolist()
        hits, begin = [], 0
        counts = np.bincount(which, minlength=len(rows)).tolist()
        for row, start, count in zip(rows.tolist(), starts.tolist(), counts, strict=True):
            group, end = self._groups[row], begin + count
            if count and group is not None:
                mine, stay = slots[begin:end], stays[begin:end]
                hits.append(Hit(group, start, _found(group, start, mine, stay)))
            begin = end
        return hits

    def _holds(self, rows: Vector, places: Places) -> Vector:
        """Tell for each box (down) and place (across) what `bbox.contains` tells."""
        south, north, west, east = (
            column.vector[rows][:, None] for column in (self._south, self._north, self._west, self._east)
        )
        holds = (places.latitude >= south) & (places.latitude <= north)
        east_of_west, west_of_east = places.longitude >= west, places.longitude <= east
        between = east_of_west & west_of_east
        crosses = self._crosses.vector[rows]
        if crosses.any():
            between[crosses] = east_of_west[crosses] | west_of_east[crosses]
        return np.asarray(holds & between)

    def _new_row(self) -> int:
        row = len(self._groups)
        self._groups.append(None)
        if row == len(self._south.vector):
            for column in (self._south, self._north, self._west, self._east, self._crosses, self._seen, self._due_at):
                column.grow(max(FIRST_CAPACITY, 2 * row))
        return row


def _found(group: StreamGroup, start: int, slots: list[int], stays: list[bool]) -> Found | None:
    if group.filters.driver_ids or group.filters.shipment_ids:
        return None
    if all(stays):
        return Found(start, slots, [])
    changed = [slot for slot, stay in zip(slots, stays, strict=True) if stay]
    return Found(start, changed, [slot for slot, stay in zip(slots, stays, strict=True) if not stay])
