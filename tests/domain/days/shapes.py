"""Three shapes of fleets, and the traffic that they drive in; none of it is the model that arrivals are foretold with."""

from dataclasses import dataclass
from math import exp

import numpy as np


@dataclass(frozen=True, slots=True)
class Shape:
    """How one kind of fleet works."""

    name: str
    stops: tuple[int, int]
    """Fewest and most stops of a driver's day."""
    area_km: float
    """Standard deviation of a driver's stops around the middle of the driver's area."""
    depot_km: float
    """Distance of the areas from the depot."""
    speed_kmh: tuple[float, float]
    """On the shortest and on the longest legs, without traffic."""
    detour: tuple[float, float]
    """Mean and spread of road ÷ straight distance."""
    rush: float
    """How much slower the rush hours are."""
    service_s: float
    windows: float
    """Share of deliveries with a window."""
    shared: float
    """Share of stops with several deliveries."""
    parking_s: float


CITY = Shape("dense city", (35, 65), 0.9, 5, (14, 38), (1.42, 0.20), 0.7, 105, 0.25, 0.2, 70)
SUBURB = Shape("suburb", (24, 44), 3.0, 12, (22, 62), (1.36, 0.16), 0.45, 150, 0.3, 0.08, 35)
RURAL = Shape("rural", (12, 26), 9.0, 25, (36, 82), (1.28, 0.14), 0.15, 240, 0.3, 0.03, 25)
SHAPES = (CITY, SUBURB, RURAL)


@dataclass(frozen=True, slots=True)
class Trouble:
    """How often a day does not follow its plan."""

    swapped: float
    """Share of stops that change places with the next one."""
    deferred: float
    """Share of stops that the driver leaves for much later."""
    breaks: float
    """Share of drivers with a break of a quarter to three quarters of an hour, at a time that nothing announces."""
    jams: float
    """Share of legs with 3 to 15 minutes of a jam."""
    long_services: float
    """Share of stops that take 5 to 20 minutes more."""


ORDINARY = Trouble(swapped=0.03, deferred=0.007, breaks=0.2, jams=0.004, long_services=0.007)
HARD = Trouble(swapped=0.06, deferred=0.02, breaks=0.6, jams=0.015, long_services=0.02)


def slowness(shape: Shape, at: float, weather: float) -> float:
    """Return how much longer a leg takes than on empty streets, at a time of the day."""
    hour, day = at / 3600 % 24, int(at // 86_400) % 7
    rush = (
        exp(-(((hour - 8.1) / 1.1) ** 2))
        + 1.2 * exp(-(((hour - 17.2) / 1.5) ** 2))
        + 0.3 * exp(-(((hour - 12.5) / 2) ** 2))
    )
    return (1 + shape.rush * rush * (0.85 + 0.07 * day)) * weather


def free_flow_s(shape: Shape, road_m: float, centre_km: float) -> float:
    """Return the seconds of a leg on empty streets; near the middle of the town they are slower."""
    least, most = shape.speed_kmh
    speed = least + (most - least) * (1 - exp(-road_m / 4_000))
    return road_m / (speed * (0.8 + 0.2 * min(centre_km / max(shape.depot_km, 1), 1.5)) / 3.6)


def lognormal(rng: np.random.Generator, spread: float) -> float:
    """Return a random factor with the mean 1."""
    return float(np.exp(rng.normal(-spread * spread / 2, spread)))
