"""Distances between many pairs of places."""

import numpy as np

from app.domain.arrays import Floats
from app.domain.geo import MEAN_RADIUS_M


def distance_m(latitude: Floats, longitude: Floats, other_latitude: Floats, other_longitude: Floats) -> Floats:
    """Return the great-circle distances between places in degrees; NaN where a place is unknown."""
    south, north = np.radians(latitude), np.radians(other_latitude)
    half_up = np.sin((north - south) / 2)
    half_across = np.sin(np.radians(other_longitude - longitude) / 2)
    haversine = half_up * half_up + np.cos(south) * np.cos(north) * half_across * half_across
    return np.asarray(2 * MEAN_RADIUS_M * np.arcsin(np.sqrt(np.minimum(haversine, 1))))
