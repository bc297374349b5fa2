"""A town, as the finders return it."""

from dataclasses import dataclass

from app.domain.place_text import town_label
from app.places.town_file import Region


@dataclass(frozen=True, slots=True)
class Town:
    """A town of the file."""

    name: str
    latitude: float
    longitude: float
    population: int
    region: Region

    @property
    def label(self) -> str:
        """Return its name with its state or country."""
        return town_label(self.name, self.region.state, self.region.country)


@dataclass(frozen=True, slots=True)
class PlaceName:
    """Where a place lies, in words, and the town that the words name: none far from all of them."""

    text: str
    town: Town | None = None
    distance_m: float | None = None
    bearing_deg: float | None = None
    """The direction from the town to the place."""
    is_inside: bool | None = None
    """Whether the place lies in the town."""
