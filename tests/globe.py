"""Great-circle distance one place at a time, written apart from the product's: what its search is held against."""

from math import asin, cos, pi, radians, sin, sqrt

HALFWAY_M = pi * 6_371_008.7714


def distance_m(latitude: float, longitude: float, to_latitude: float, to_longitude: float) -> float:
    """Return the distance in metres on a ball with the mean radius of WGS 84, by the chord between two vectors."""
    one, other = _vector(latitude, longitude), _vector(to_latitude, to_longitude)
    half_chord = sqrt(sum((a - b) ** 2 for a, b in zip(one, other, strict=True))) / 2
    return 2 / pi * HALFWAY_M * asin(min(1.0, half_chord))


def _vector(latitude: float, longitude: float) -> tuple[float, float, float]:
    across = cos(radians(latitude))
    return across * cos(radians(longitude)), across * sin(radians(longitude)), sin(radians(latitude))
