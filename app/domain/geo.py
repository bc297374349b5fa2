"""Places on the globe, as plain values: degrees, WGS 84."""

from dataclasses import dataclass
from math import isfinite


@dataclass(frozen=True, slots=True)
class BBox:
    """A box between two meridians and two parallels, edges included; `west > east` crosses the antimeridian."""

    west: float
    south: float
    east: float
    north: float

    def __post_init__(self) -> None:
        """Raise ValueError, in words for the caller, for a box that no map can show."""
        if not all(isfinite(edge) for edge in (self.west, self.south, self.east, self.north)):
            raise ValueError("all four edges must be finite numbers")
        if not (-180 <= self.west <= 180 and -180 <= self.east <= 180):
            raise ValueError("west and east must lie between -180 and 180")
        if not (-90 <= self.south <= 90 and -90 <= self.north <= 90):
            raise ValueError("south and north must lie between -90 and 90")
        if self.south > self.north:
            raise ValueError("south must not lie north of north; the order is west,south,east,north")

    @property
    def crosses_antimeridian(self) -> bool:
        """Tell whether the box goes eastwards over 180 degrees."""
        return self.west > self.east

    def contains(self, *, latitude: float, longitude: float) -> bool:
        """Tell whether the place lies in the box or on its edge."""
        if not self.south <= latitude <= self.north:
            return False
        if self.crosses_antimeridian:
            return longitude >= self.west or longitude <= self.east
        return self.west <= longitude <= self.east
