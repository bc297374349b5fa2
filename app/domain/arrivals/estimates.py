"""What is learned of a fleet and of a driver, each in a state that stands in a row."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from app.domain.arrays import Bools, Floats
from app.domain.arrivals.legs import KNOTS
from app.domain.arrivals.levels import Levels, Rule
from app.domain.arrivals.ranges import Ranges

HOURS_OF_DAY, HOURS_OF_WEEK = 24, 168
AHEAD_HOURS = 48
"""A sweep needs the levels of the hours from now on; a later leg takes the last of them."""
STRAIGHT, ROUTER = 0, 1

LEG_RULE = Rule(prior=2, slowest=0.01, most=0.5)
HOUR_RULE = Rule(prior=20, slowest=0.01, most=0.5)
WEEK_RULE = Rule(prior=60, slowest=0.02, most=0.5)
SERVICE_RULE = Rule(prior=5, slowest=0.01, most=0.7)
SITE_RULE = Rule(prior=4, slowest=0.1, most=0.7)
DRIVER_LEG_RULES = (Rule(prior=40, slowest=0.01, most=0.5), Rule(prior=6, slowest=0.05, most=0.5))
DRIVER_SERVICE_RULES = (Rule(prior=40, slowest=0.01, most=0.7), Rule(prior=12, slowest=0.04, most=0.7))
USUAL, TODAY = 0, 1
NEW_DAY_AFTER_S = 5 * 3600.0
"""A pause between two observations of a driver after which a new working day begins."""


@dataclass(slots=True)
class FleetEstimates:
    """Learned levels of one fleet."""

    legs: tuple[Levels, Levels] = field(default_factory=lambda: (Levels.of(KNOTS), Levels.of(KNOTS)))
    """By straight distance, without and with a router."""
    hours: Levels = field(default_factory=lambda: Levels.of(HOURS_OF_DAY))
    """By hour of the day, UTC."""
    week: Levels = field(default_factory=lambda: Levels.of(HOURS_OF_WEEK))
    """By hour of the week, beyond the hour of the day."""
    service: Levels = field(default_factory=lambda: Levels.of(2))
    """Of the first delivery of a stop, and of each further one."""
    ranges: Ranges = field(default_factory=Ranges)

    def as_plain(self) -> dict[str, Any]:
        """Return the state as it stands in the fleet's row."""
        return {
            "legs": [levels.as_plain() for levels in self.legs],
            "hours": self.hours.as_plain(),
            "week": self.week.as_plain(),
            "service": self.service.as_plain(),
            "ranges": self.ranges.as_plain(),
        }

    @classmethod
    def from_plain(cls, plain: Mapping[str, Any]) -> "FleetEstimates":
        """Return the state of a row."""
        straight, router = plain["legs"]
        return cls(
            (Levels.from_plain(straight), Levels.from_plain(router)),
            Levels.from_plain(plain["hours"]),
            Levels.from_plain(plain["week"]),
            Levels.from_plain(plain["service"]),
            Ranges.from_plain(plain["ranges"]),
        )


@dataclass(slots=True)
class DriverEstimates:
    """Learned levels of one driver, beyond those of the fleet: usual ones, and today's beyond the usual."""

    leg: Levels = field(default_factory=lambda: Levels.of(2))
    service: Levels = field(default_factory=lambda: Levels.of(2))
    learned_at: float = 0.0

    def begin(self, at: float) -> None:
        """Forget what was special about the last day if a new one begins."""
        if at - self.learned_at > NEW_DAY_AFTER_S:
            for levels in (self.leg, self.service):
                levels.values[TODAY] = levels.counts[TODAY] = 0
        self.learned_at = max(at, self.learned_at)

    def as_plain(self) -> list[Any]:
        """Return the state as it stands in the driver's row."""
        return [self.leg.as_plain(), self.service.as_plain(), self.learned_at]

    @classmethod
    def from_plain(cls, plain: Sequence[Any]) -> "DriverEstimates":
        """Return the state of a row."""
        return cls(Levels.from_plain(plain[0]), Levels.from_plain(plain[1]), plain[2])

    @property
    def pace_level(self) -> float:
        """Return the level of the driver's legs now."""
        return float(self.leg.values.sum())

    @property
    def service_level(self) -> float:
        """Return the level of the driver's service times now."""
        return float(self.service.values.sum())


@dataclass(slots=True)
class Estimates:
    """The fleets' levels as a sweep reads them, stacked in shape (F, …)."""

    legs: Floats
    """(2 F, KNOTS): rows 2 f + STRAIGHT and 2 f + ROUTER."""
    hours: Floats
    """(F, HOURS_OF_WEEK): factors."""
    service: Floats
    """(F, 2): levels."""
    factors: Floats
    """(F CELLS, 3): earliest, middle and latest rest ÷ predicted rest."""
    is_learned: Bools
    """(F CELLS,)"""


def stacked(fleets: Sequence[FleetEstimates]) -> Estimates:
    """Return the estimates of all fleets, in the order of their index."""
    ranges = [fleet.ranges.factors() for fleet in fleets]
    return Estimates(
        legs=np.array([levels.values for fleet in fleets for levels in fleet.legs]),
        hours=np.array([np.exp(np.tile(fleet.hours.values, 7) + fleet.week.values) for fleet in fleets]),
        service=np.array([fleet.service.values for fleet in fleets]),
        factors=np.concatenate([factors for factors, _ in ranges]),
        is_learned=np.concatenate([learned for _, learned in ranges]),
    )
