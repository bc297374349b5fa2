"""Whether a newer position is believed: one that implies an impossible speed is suspect until the next confirms it.

The verdict follows from the row and the fix alone. It never changes which of two fixes wins.
"""

from math import asin, cos, radians, sin, sqrt
from typing import NamedTuple

from app.domain.geo import MEAN_RADIUS_M

TOP_SPEED_MPS = 70.0
LEAST_S = 1.0
"""The least time that is counted between two positions: over less, the noise of a receiver looks like speed."""
REACH = (TOP_SPEED_MPS / (MEAN_RADIUS_M * radians(1))) ** 2
"""Squared degrees a squared second within which every place can be reached: a degree of longitude is at most this long."""


class Place(NamedTuple):
    """Where a subject was, in degrees, and when, in Unix seconds."""

    latitude: float
    longitude: float
    timestamp: float


def held_after(shown: Place, held: Place | None, newer: Place) -> Place | None:
    """Return the place that is believed instead of a newer one, or None where the newer one is believed.

    `shown` is what the row shows; `held` is what it holds, None if it is not suspect. A correction, with the row's own
    time, takes its place: it is judged by what the row holds.
    """
    if held is None:
        return None if newer.timestamp <= shown.timestamp or is_reachable(shown, newer) else shown
    confirms = newer.timestamp > shown.timestamp and is_reachable(shown, newer)
    return None if confirms or is_reachable(held, newer) else held


def is_reachable(place: Place, later: Place) -> bool:
    """Tell whether a later place implies no more than the top speed."""
    return _distance_m(place, later) <= TOP_SPEED_MPS * max(later.timestamp - place.timestamp, LEAST_S)


def _distance_m(one: Place, other: Place) -> float:
    up, across = radians(other.latitude - one.latitude) / 2, radians(other.longitude - one.longitude) / 2
    haversine = sin(up) ** 2 + cos(radians(one.latitude)) * cos(radians(other.latitude)) * sin(across) ** 2
    return 2 * MEAN_RADIUS_M * asin(sqrt(min(haversine, 1.0)))
