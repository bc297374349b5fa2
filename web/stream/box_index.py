"""The bounding boxes of all streams, as columns: which changes concern which box, in a few steps for all of them.

One filter after the other costs some thirty microseconds each, however few the changes: a thousand maps of a thousand
places would keep a core busy with finding out that nothing happened there.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from math import inf
from typing import Any

import numpy as np

from app.domain.geo import BBox
from web.replica.change_ring import IS_LIVE, Tail, Values
from web.replica.column import FIRST_CAPACITY, Column, Vector
from web.replica.place_index import PlaceIndex
from web.replica.replica import AnyReplica
from web.stream.filter_index import FilterIndex, Hit
from web.stream.subscription_group import SubscriptionGroup
from web.stream.update import Found

MOST_CELLS = 1 << 17
"""Boxes times changes that are compared at once, before others get the loop: about a millisecond."""
MOST_BOXES = 64
"""Boxes that are looked at, and whose readers are served, at once."""


@dataclass(frozen=True, slots=True)
class BoxFilter:
    """What of a filter the index understands."""

    box: BBox
    is_alone: bool
    """Whether the box decides by itself."""


class BoxIndex(FilterIndex):
    """For each group with a box: how far its changes were looked at, and when it may be told of more."""

    def __init__(self, replica: AnyReplica, places: PlaceIndex[Any], box_of: Callable[[Any], BoxFilter | None]) -> None:
        self._replica, self._places, self._box_of = replica, places, box_of
        self._changes = replica.store.changes
        self._rows: dict[SubscriptionGroup, int] = {}
        self._groups: list[SubscriptionGroup | None] = []
        self._free: list[int] = []
        self._south, self._north = Column("f8"), Column("f8")
        self._west, self._east, self._crosses = Column("f8"), Column("f8"), Column("?")
        self._is_alone, self._seen, self._due_at = Column("?"), Column("i8"), Column("f8")
        edges = (self._south, self._north, self._west, self._east, self._crosses)
        self._columns = (*edges, self._is_alone, self._seen, self._due_at)

    def __contains__(self, group: SubscriptionGroup) -> bool:
        return group in self._rows

    def add(self, group: SubscriptionGroup) -> bool:
        """Take a group in whose filter has a box."""
        filters: Any = group.filters
        if (choice := self._box_of(filters)) is None:
            return False
        box = choice.box
        row = self._free.pop() if self._free else self._new_row()
        self._rows[group], self._groups[row] = row, group
        self._south.cells[row], self._north.cells[row] = box.south, box.north
        self._west.cells[row], self._east.cells[row] = box.west, box.east
        self._crosses.cells[row], self._is_alone.cells[row] = box.crosses_antimeridian, choice.is_alone
        self._seen.cells[row], self._due_at.cells[row] = self._changes.end, group.due_at
        return True

    def remove(self, group: SubscriptionGroup) -> None:
        """Forget a group."""
        row = self._rows.pop(group)
        self._groups[row] = None
        self._due_at.cells[row] = inf
        self._free.append(row)

    def put_off(self, group: SubscriptionGroup) -> None:
        """Take note that a group was flushed: its changes wait until `due_at`."""
        self._due_at.cells[self._rows[group]] = group.due_at

    @property
    def due_at(self) -> float:
        """Return when the next group is due of those that have changes to be looked at; infinity for none."""
        count = len(self._groups)
        waits = self._seen.vector[:count] < self._changes.end
        return float(np.min(self._due_at.vector[:count], where=waits, initial=inf))

    def due_blocks(self, now: float) -> Iterator[Vector]:
        """Return the rows of the groups that are due, as many at once as are looked at in a moment."""
        count = len(self._groups)
        is_due = (self._due_at.vector[:count] <= now) & (self._seen.vector[:count] < self._changes.end)
        rows = np.flatnonzero(is_due)
        while len(rows):
            changes = self._changes.end - int(self._seen.vector[rows[:MOST_BOXES]].min())
            size = max(1, min(MOST_BOXES, MOST_CELLS // max(1, changes)))
            yield rows[:size]
            rows = rows[size:]

    def look_for(self, group: SubscriptionGroup) -> list[Hit]:
        """Look for one group, due or not."""
        return self.look(np.array([self._rows[group]]))

    def look(self, block: Vector) -> list[Hit]:
        """Return the groups of these rows that are concerned by changes not looked at yet, which now they are."""
        rows, ring = block, self._changes
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
        """Return who is concerned by the first change of each row since its start: was in the box, or is now."""
        columns = tail.first_since(int(starts.max()))
        since = starts[:, None]
        is_first = (columns.previous < since) & (columns.numbers >= since)
        is_in = self._holds(rows, self._replica.values_of(columns.slots))
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
                found = _found(start, mine, stay) if self._is_alone.cells[row] else None
                hits.append(Hit(group, start, found))
            begin = end
        return hits

    def _holds(self, rows: Vector, values: Values) -> Vector:
        """Tell for each box (down) and row (across) whether there was a row and `bbox.contains` says so."""
        latitude, longitude = self._places.coordinates_in(values)
        south, north, west, east = (
            column.vector[rows][:, None] for column in (self._south, self._north, self._west, self._east)
        )
        holds = (latitude >= south) & (latitude <= north)
        east_of_west, west_of_east = longitude >= west, longitude <= east
        between = east_of_west & west_of_east
        crosses = self._crosses.vector[rows]
        if crosses.any():
            between[crosses] = east_of_west[crosses] | west_of_east[crosses]
        holds &= between
        if not values[IS_LIVE].all():
            holds &= values[IS_LIVE]
        return np.asarray(holds)

    def _new_row(self) -> int:
        row = len(self._groups)
        self._groups.append(None)
        if row == len(self._south.vector):
            for column in self._columns:
                column.grow(max(FIRST_CAPACITY, 2 * row))
        return row


def _found(start: int, slots: list[int], stays: list[bool]) -> Found:
    if all(stays):
        return Found(start, slots, [])
    changed = [slot for slot, stay in zip(slots, stays, strict=True) if stay]
    return Found(start, changed, [slot for slot, stay in zip(slots, stays, strict=True) if not stay])
