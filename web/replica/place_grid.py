"""Which rows can lie in a box, without a look at all of them: slots sorted by cells of a hundredth of a degree.

The order is that of the last sort. Rows that have left their cell since are kept apart as strays and are candidates for
every box; when there are many, they are sorted in. A search asks the ring of changes what has moved, so applying a
change costs nothing here.
"""

from math import asin, cos, degrees, radians, sin

import numpy as np

from app.domain.geo import MEAN_RADIUS_M, BBox, Circle
from web.replica.change_ring import ChangeRing
from web.replica.column import Column, Vector

CELLS_PER_DEGREE = 100
"""A cell is 1.1 km high: a few streets. A vehicle stays in one for a minute or two."""
CELLS_AROUND = np.int32(360 * CELLS_PER_DEGREE + 1)
"""Cells of a band of latitude; both -180 and 180 degrees have one."""
MARGIN_M, MARGIN_DEG = 1.0, 1e-5
"""Put around circles, as rounding may cost a tenth of it."""
SMALL_DEG, POLAR_DEG, EDGE_DEG = 0.5, 80.0, 170.0
"""A circle of so small a radius, so far from poles and antimeridian, is looked for as a box."""
NEARLY_AROUND_DEG = 179.9
TINY, ROUNDING = 1e-300, 1e-15
"""In place of zero, to divide by, and what rounding may cost; around a pole both decide whether a circle is narrow."""
FEW_STRAYS = 512
ROWS_PER_STRAY = 64
"""Above both, strays are sorted in: a search looks at every stray, and to sort them in is to walk over all rows."""


class PlaceGrid:
    """Slots by place; the columns and the ring are the view's own."""

    def __init__(self, latitude: Column, longitude: Column, changes: ChangeRing) -> None:
        self._latitude, self._longitude, self._changes = latitude, longitude, changes
        self._seen = 0
        nothing = np.empty(0, np.int32)
        self._cells, self._slots = nothing, nothing
        self._bands = nothing
        """The bands that hold a row, in order: a box around the globe has no more of them than there are rows."""
        self._strays = nothing
        self._cell_of, self._is_stray = Column("i4"), Column("?")
        """By slot: the cell under which it is sorted (-1: under none), and whether it left that."""
        self._cell_of.vector.fill(-1)

    def slots_around(self, area: BBox | Circle, rows: int, most: int) -> Vector | None:
        """Return the slots of all rows in the area, each once, and of some beside it; None where they exceed `most`.

        `rows` is how many the view has; the ring must know every change since the last call, as it does once the view
        is complete.
        """
        self._catch_up(rows)
        begins, ends = self._spans_of_circle(area) if isinstance(area, Circle) else self._spans_of_box(area)
        starts, stops = self._cells.searchsorted(begins), self._cells.searchsorted(ends)
        if int((stops - starts).sum()) + len(self._strays) > most:
            return None
        spans = zip(starts.tolist(), stops.tolist(), strict=True)
        settled = [self._slots[start:stop] for start, stop in spans if start < stop]
        if not len(self._strays) or not settled:
            return np.concatenate((*settled, self._strays))
        slots = np.concatenate(settled)
        return np.concatenate((slots[~self._is_stray.vector[slots]], self._strays))

    def _bands_between(self, south: float, north: float) -> Vector:
        """Return the bands between two latitudes that hold a row."""
        edges = np.array((_cell_from(max(south, -90.0), -90), _cell_from(min(north, 90.0), -90) + 1), np.int32)
        first, last = self._bands.searchsorted(edges).tolist()
        return self._bands[first:last]

    def _spans_of_box(self, box: BBox) -> tuple[Vector, Vector]:
        """Return the first cell of the box in each band, and the one behind the last."""
        bands = self._bands_between(box.south, box.north) * CELLS_AROUND
        west, east = np.int32(_cell_from(box.west, -180)), np.int32(_cell_from(box.east, -180) + 1)
        if not box.crosses_antimeridian:
            return bands + west, bands + east
        # A box that goes nearly around begins in the cell in which it ends, whose rows must not come twice.
        return np.concatenate((bands, bands + max(west, east))), np.concatenate((bands + east, bands + CELLS_AROUND))

    def _spans_of_circle(self, circle: Circle) -> tuple[Vector, Vector]:
        """Return the same for a circle: in each band as wide as it is there.

        A place in the circle has haversine h = sin²(Δlat/2) + cos lat₀ cos lat sin²(Δlon/2), at most the radius's. So
        the greatest Δlon of a band follows from its least Δlat and its least cos lat. This holds around poles too,
        where it says that the circle has every longitude.
        """
        wider = Circle(circle.latitude, circle.longitude, circle.radius_m + MARGIN_M)
        reach = degrees(wider.radius_m / MEAN_RADIUS_M)
        bands = self._bands_between(circle.latitude - reach, circle.latitude + reach)
        if reach < SMALL_DEG and abs(circle.latitude) < POLAR_DEG and abs(circle.longitude) < EDGE_DEG:
            # As wide everywhere as where it is widest, which is worth more here than a tight fit.
            width = degrees(asin(sin(radians(reach)) / cos(radians(circle.latitude))))
            west, east = circle.longitude - width, circle.longitude + width
            bands = bands * CELLS_AROUND
            return bands + np.int32(_cell_from(west, -180)), bands + np.int32(_cell_from(east, -180) + 1)
        south = bands / CELLS_PER_DEGREE - 90.0
        north = south + 1 / CELLS_PER_DEGREE
        along = np.sin(np.radians(np.clip(circle.latitude, south, north) - circle.latitude) / 2)
        narrowest = np.cos(np.radians(np.maximum(np.abs(south), np.abs(north))))
        across = (wider.haversine - along * along + ROUNDING) / np.maximum(
            narrowest * cos(radians(circle.latitude)), TINY
        )
        width = np.degrees(2 * np.arcsin(np.sqrt(np.clip(across, 0.0, 1.0)))) + MARGIN_DEG
        return _spans_around(bands * CELLS_AROUND, circle.longitude, width)

    def _catch_up(self, rows: int) -> None:
        end = self._changes.end
        if self._seen == end:
            return
        if end - self._seen > rows or not self._seen:
            changed = np.arange(rows, dtype=np.int32)
        else:
            changed = self._changes.since(self._seen).slots
        self._seen = end
        self._make_room(rows)
        is_away = (self._cells_at(changed) != self._cell_of.vector[changed]) & ~self._is_stray.vector[changed]
        strays = changed[is_away]
        if len(strays):
            self._is_stray.vector[strays] = True
            self._strays = np.concatenate((self._strays, strays))
            if len(self._strays) > max(FEW_STRAYS, rows // ROWS_PER_STRAY):
                self._sort_in()

    def _make_room(self, rows: int) -> None:
        before = len(self._cell_of.vector)
        if rows > before:
            self._cell_of.grow(2 * rows)
            self._is_stray.grow(2 * rows)
            self._cell_of.vector[before:] = -1

    def _cells_at(self, slots: Vector) -> Vector:
        """Return the cells in which these rows are now."""
        bands = ((self._latitude.vector[slots] + 90) * CELLS_PER_DEGREE).astype(np.int32)
        columns = ((self._longitude.vector[slots] + 180) * CELLS_PER_DEGREE).astype(np.int32)
        return np.asarray(bands * CELLS_AROUND + columns)

    def _sort_in(self) -> None:
        """Put every stray where it belongs; a tenth of the cost of sorting all rows again."""
        cells = self._cells_at(self._strays)
        order = cells.argsort()
        cells, strays = cells[order], self._strays[order]
        stays = ~self._is_stray.vector[self._slots]
        settled, slots = self._cells[stays], self._slots[stays]
        places = settled.searchsorted(cells)
        self._cells, self._slots = np.insert(settled, places, cells), np.insert(slots, places, strays)
        self._cell_of.vector[strays] = cells
        self._is_stray.vector[strays] = False
        self._strays = self._strays[:0]
        bands = self._cells // CELLS_AROUND
        self._bands = bands[np.flatnonzero(np.diff(bands, prepend=np.int32(-1)))]


def _cell_from(degrees_: float, start: int) -> int:
    # The same steps as for columns. Rounding keeps their order: what lies beyond an edge is in the edge's cell or beyond.
    return int((degrees_ - start) * CELLS_PER_DEGREE)


def _spans_around(bands: Vector, longitude: float, width: Vector) -> tuple[Vector, Vector]:
    """Return the spans of bands from `width` degrees west of a longitude to as much east of it."""
    is_whole = width > NEARLY_AROUND_DEG
    west = ((longitude - width + 180) * CELLS_PER_DEGREE).astype(np.int32)
    east = ((longitude + width + 180) * CELLS_PER_DEGREE).astype(np.int32) + np.int32(1)
    west[is_whole], east[is_whole] = 0, CELLS_AROUND
    begins, ends = bands + np.maximum(west, 0), bands + np.minimum(east, CELLS_AROUND)
    over = np.flatnonzero((longitude - width < -180) & ~is_whole)
    if len(over):
        begins = np.concatenate((begins, bands[over] + west[over] + CELLS_AROUND - np.int32(2)))
        ends = np.concatenate((ends, bands[over] + CELLS_AROUND))
    over = np.flatnonzero((longitude + width > 180) & ~is_whole)
    if len(over):
        begins = np.concatenate((begins, bands[over]))
        ends = np.concatenate((ends, bands[over] + east[over] - CELLS_AROUND + np.int32(2)))
    return begins, ends
