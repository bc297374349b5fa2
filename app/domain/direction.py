"""How far one place lies from another, and in which direction."""

from math import asin, atan2, cos, degrees, radians, sin, sqrt

from app.domain.geo import MEAN_RADIUS_M

COMPASS = ("north", "north-east", "east", "south-east", "south", "south-west", "west", "north-west")


def distance_m(latitude: float, longitude: float, other_latitude: float, other_longitude: float) -> float:
    """Return the great-circle distance on the mean sphere."""
    phi, other_phi = radians(latitude), radians(other_latitude)
    half_phi, half_lambda = (other_phi - phi) / 2, radians(other_longitude - longitude) / 2
    haversine = sin(half_phi) ** 2 + cos(phi) * cos(other_phi) * sin(half_lambda) ** 2
    return 2 * MEAN_RADIUS_M * asin(min(1.0, sqrt(haversine)))


def bearing_deg(latitude: float, longitude: float, other_latitude: float, other_longitude: float) -> float:
    """Return the direction in which the other place lies, from 0 (north) over 90 (east) to below 360."""
    phi, other_phi, step = radians(latitude), radians(other_latitude), radians(other_longitude - longitude)
    east = sin(step) * cos(other_phi)
    north = cos(phi) * sin(other_phi) - sin(phi) * cos(other_phi) * cos(step)
    bearing = degrees(atan2(east, north)) % 360
    return 0.0 if bearing >= 360 else bearing  # the remainder of a tiny negative number rounds up to 360


def compass_point(bearing: float) -> str:
    """Return the nearest of the eight points of the compass."""
    return COMPASS[round(bearing / 45) % 8]
