"""Which town names a place best, and the words for it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, get_args

from app.domain.direction import compass_point

Units = Literal["km", "mi"]
ALL_UNITS: tuple[Units, ...] = get_args(Units)

TOWN_CLASSES = (1_000, 10_000, 100_000, 1_000_000)
"""The least population of a village, a town, a city and a metropolis."""
CLASS_WEIGHTS = (1.0, 1.6, 2.5, 4.0)
"""How many times as far as a village each of them may lie and still be the better known name for a place."""
MOST_NAMED_M = 1_000_000.0
"""Beyond this distance no town says where a place is."""
MOST_RADIUS_M = 25_000.0
_UNIT_M = {"km": 1_000.0, "mi": 1_609.344}


@dataclass(frozen=True, slots=True)
class Candidate:
    """A town that may name a place; `key` is how its finder knows it."""

    key: int
    population: int
    distance_m: float


def town_radius_m(population: int) -> float:
    """Return how far from its centre a town of this population plausibly reaches.

    600 m for 1 000 people, growing with the population to the power of 0.4: close to the area of Butler, Pittsburgh,
    New York and London.
    """
    radius_m: float = 600.0 * (max(population, 1) / 1_000) ** 0.4
    return min(radius_m, MOST_RADIUS_M)


def town_class(population: int) -> int:
    """Return 0 for a village up to 3 for a metropolis."""
    return max(0, sum(population >= least for least in TOWN_CLASSES) - 1)


def choose_town(candidates: Iterable[Candidate]) -> tuple[Candidate, bool] | None:
    """Return the town that names a place best and whether the place lies in it, or None beyond all names.

    In towns that overlap, the one whose centre is nearer for its size wins; outside of all, the nearest one, where a
    larger town counts as nearer by the weight of its class.
    """
    near = [candidate for candidate in candidates if candidate.distance_m <= MOST_NAMED_M]
    if not near:
        return None
    inmost = min(near, key=_share_of_radius)
    if _share_of_radius(inmost) <= 1:
        return inmost, True
    return min(near, key=_weighted_distance_m), False


def _share_of_radius(candidate: Candidate) -> float:
    return candidate.distance_m / town_radius_m(candidate.population)


def _weighted_distance_m(candidate: Candidate) -> float:
    return candidate.distance_m / CLASS_WEIGHTS[town_class(candidate.population)]


def town_label(name: str, region: str | None, country: str) -> str:
    """Return a town's name with its state, or its country where the data knows no state; a city state is its name."""
    part = region or country
    return name if part == name else f"{name}, {part}"


def distance_text(distance: float, units: Units) -> str:
    """Return a distance in metres as people say it: 0.8 km, 12 km, 310 km."""
    amount = distance / _UNIT_M[units]
    if amount < 9.95:
        shown = f"{amount:.1f}".removesuffix(".0")
    elif amount < 99.5:
        shown = f"{amount:.0f}"
    else:
        shown = f"{round(amount, -1):.0f}"
    return f"{shown} {units}"


def place_text(label: str, distance: float, bearing: float, *, is_inside: bool, units: Units) -> str:
    """Return where a place lies, for a distance in metres and a bearing as seen from the town."""
    if is_inside:
        return f"in {label}"
    return f"{distance_text(distance, units)} {compass_point(bearing)} of {label}"


def coordinates_text(latitude: float, longitude: float) -> str:
    """Return coordinates as text for a place that no town is near of."""
    # What is shown decides: places that look alike have the same text, as the antimeridian by both of its names.
    latitude, longitude = round(latitude, 4), round(longitude, 4)
    north, east = "N" if latitude >= 0 else "S", "E" if longitude >= 0 or longitude == -180 else "W"
    return f"{abs(latitude):.4f}° {north}, {abs(longitude):.4f}° {east}"
