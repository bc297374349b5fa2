"""The rows nearest to a place: measured one by one, but only around a circle that is sure to hold enough of them.

Rows are compared by their haversine, the square of half the chord: it grows with the distance and costs half as much.
"""

from collections.abc import Callable
from math import cos, inf, radians, sqrt
from typing import Protocol

import numpy as np

from app.domain.geo import Circle
from web.replica.column import Vector

FIRST_LOOK_M = 1_000.0
FIRST_FLOOR_M = 1.0
GROWTH_LEAST, GROWTH_MOST = 2.0, 8.0
"""By how much a circle that holds too few rows is widened: few steps to the next town, no leap over the globe."""
NARROWEST = 1.003
"""Of two circles this close, one with too few rows and one with too many, no third between them is tried."""
ROWS_PER_HIT = 32
"""A reader that wants more than one row in so many gets all of them measured at once."""

Wanted = Callable[[Vector | None], Vector]
"""Tells for each of these rows (None: of all) whether the other filters let it through; no such thing: they all do."""
Measured = tuple[Vector, Vector]
"""Slots, and the haversine of each from the centre."""


class PlacedRows(Protocol):
    """The part of the replica that is searched."""

    def __len__(self) -> int:
        """Return how many slots there are."""
        ...

    def coordinates_of(self, slots: Vector | None) -> tuple[Vector, Vector]:
        """Return latitudes and longitudes of these rows (None: of all)."""
        ...

    def slots_around(self, area: Circle) -> Vector | None:
        """Return slots that hold all rows in the area, or None where to look at every row is as quick."""
        ...

    def ranks_of(self, slots: Vector) -> Vector:
        """Return numbers that are in the order of these rows' shipment ids."""
        ...


def haversines(circle: Circle, latitude: Vector, longitude: Vector) -> Vector:
    """Return the haversine of the distance between each place and the centre."""
    latitude = np.radians(latitude)
    along = np.sin((latitude - radians(circle.latitude)) / 2)
    across = np.sin(np.radians(longitude - circle.longitude) / 2)
    return np.asarray(along * along + cos(radians(circle.latitude)) * np.cos(latitude) * across * across)


def nearest(
    rows: PlacedRows, circle: Circle, limit: int | None, chosen: Vector | None, is_wanted: Wanted | None
) -> list[int]:
    """Return the slots of the wanted rows in the circle, nearest first, equally near ones by id, at most `limit`.

    `chosen` narrows the search to these rows.
    """
    found = _enough_around(rows, circle, limit, is_wanted) if chosen is None else None
    slots, measures = found or _measured(rows, circle, chosen, is_wanted)
    reach = circle.haversine
    if limit is not None and limit < len(slots):
        reach = min(reach, float(np.partition(measures, limit - 1)[limit - 1]))
    is_near = measures <= reach
    slots = slots[is_near]
    # Rows at one place are common, as a van carries many shipments: without an order of their own a limit would cut
    # among them by chance.
    order = np.lexsort((rows.ranks_of(slots), measures[is_near]))
    return list(slots[order[:limit]].tolist())


def _measured(rows: PlacedRows, circle: Circle, slots: Vector | None, is_wanted: Wanted | None) -> Measured:
    if is_wanted is not None:
        slots = np.flatnonzero(is_wanted(None)) if slots is None else slots[is_wanted(slots)]
    elif slots is None:
        slots = np.arange(len(rows))
    return slots, haversines(circle, *rows.coordinates_of(slots))


def _enough_around(rows: PlacedRows, circle: Circle, limit: int | None, is_wanted: Wanted | None) -> Measured | None:
    """Return the wanted rows around a circle that holds `limit` of them, so that none outside is nearer than these.

    The circle grows while it holds too few, and shrinks while it holds too many to measure; None where no size will do.
    """
    if limit is None or limit * ROWS_PER_HIT > len(rows):
        slots = rows.slots_around(circle)
        return None if slots is None else _measured(rows, circle, slots, is_wanted)
    floor_m, ceiling_m, radius_m = FIRST_FLOOR_M, inf, min(FIRST_LOOK_M, circle.radius_m)
    while ceiling_m > NARROWEST * floor_m:
        smaller = Circle(circle.latitude, circle.longitude, radius_m)
        slots = rows.slots_around(smaller)
        if slots is None:
            ceiling_m = radius_m
        else:
            measured = _measured(rows, circle, slots, is_wanted)
            held = int(np.count_nonzero(measured[1] <= smaller.haversine))
            if held >= limit or radius_m == circle.radius_m:
                return measured
            floor_m = radius_m
            # As many rows to the area as here, and some to spare.
            growth = sqrt(1.5 * limit / held) if held else GROWTH_MOST
            radius_m = min(circle.radius_m, radius_m * min(max(growth, GROWTH_LEAST), GROWTH_MOST))
        if ceiling_m < inf:
            radius_m = sqrt(floor_m * ceiling_m)
    return None
