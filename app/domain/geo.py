"""Places on the globe, as plain values: degrees, WGS 84."""

from dataclasses import dataclass
from math import isfinite, pi, sin

MEAN_RADIUS_M = 6_371_008.7714
"""Mean radius of the semi-axes of the WGS 84 ellipsoid, (2a + b) / 3: NIMA TR8350.2, third edition, table 3.3."""
HALFWAY_ROUND_M = pi * MEAN_RADIUS_M
"""The greatest distance between two places."""


def wrapped_longitude(longitude: float) -> float:
    """Return the longitude of the same meridian from -180 to 180."""
    return longitude if -180 <= longitude <= 180 else longitude - 360 * round(longitude / 360)


def nearest_longitude(longitude: float, reference: float) -> float:
    """Return the longitude of the same meridian that is at most 180 degrees from the reference."""
    return longitude - 360 * round((longitude - reference) / 360)


@dataclass(frozen=True, slots=True)
class BBox:
    """A box between two meridians and two parallels, edges included; `west > east` crosses the antimeridian.

    The longitudes -180 and 180 are one meridian, so a box with an edge there becomes one that crosses it.
    """

    west: float
    south: float
    east: float
    north: float

    def __post_init__(self) -> None:
        """Raise ValueError, with a text for the caller, if no map can show the box."""
        if not (isfinite(self.west) and isfinite(self.south) and isfinite(self.east) and isfinite(self.north)):
            raise ValueError("all four edges must be finite numbers")
        if not (-180 <= self.west <= 180 and -180 <= self.east <= 180):
            raise ValueError("west and east must lie between -180 and 180")
        if not (-90 <= self.south <= 90 and -90 <= self.north <= 90):
            raise ValueError("south and north must lie between -90 and 90")
        if self.south > self.north:
            raise ValueError("south must not lie north of north; the order is west,south,east,north")
        if (self.west, self.east) != (-180, 180):
            object.__setattr__(self, "west", 180.0 if self.west == -180 else self.west)
            object.__setattr__(self, "east", -180.0 if self.east == 180 else self.east)

    @property
    def crosses_antimeridian(self) -> bool:
        """Tell whether the box extends east across 180 degrees."""
        return self.west > self.east

    def contains(self, *, latitude: float, longitude: float) -> bool:
        """Tell whether the place lies in the box or on its edge."""
        if not self.south <= latitude <= self.north:
            return False
        if self.crosses_antimeridian:
            return longitude >= self.west or longitude <= self.east
        return self.west <= longitude <= self.east


@dataclass(frozen=True, slots=True)
class Circle:
    """All places at most `radius_m` metres from a centre, measured along the globe."""

    latitude: float
    longitude: float
    radius_m: float = HALFWAY_ROUND_M

    def __post_init__(self) -> None:
        """Raise ValueError, with a text for the caller, if the centre is not on the globe."""
        # NaN fails every comparison, so this refuses it too.
        if not -90 <= self.latitude <= 90:
            raise ValueError("the latitude must lie between -90 and 90; the order is lat,lon")
        if not -180 <= self.longitude <= 180:
            raise ValueError("the longitude must lie between -180 and 180; the order is lat,lon")
        if not self.radius_m >= 0:
            raise ValueError("the radius must not be negative")

    @property
    def haversine(self) -> float:
        """Return sin²(d/2) for the radius as an angle d; it grows with the radius up to 1, halfway round the globe."""
        return sin(min(self.radius_m / MEAN_RADIUS_M, pi) / 2) ** 2
