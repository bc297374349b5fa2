"""What one leg, one service and one arrival teach."""

from dataclasses import dataclass
from math import log
from typing import NamedTuple

import numpy as np

from app.domain.arrivals.estimates import (
    DRIVER_LEG_RULES,
    DRIVER_SERVICE_RULES,
    HOUR_RULE,
    HOURS_OF_DAY,
    HOURS_OF_WEEK,
    LEG_RULE,
    ROUTER,
    SERVICE_RULE,
    SITE_RULE,
    STRAIGHT,
    TODAY,
    USUAL,
    WEEK_RULE,
    DriverEstimates,
    FleetEstimates,
)
from app.domain.arrivals.legs import default_leg_s, knots_of
from app.domain.arrivals.levels import Levels
from app.domain.arrivals.milestones import bucket_of
from app.domain.arrivals.quality import Quality

SHORTEST_LEG_M, SHORTEST_S = 20.0, 5.0
LONGEST_LEG_S, LONGEST_SERVICE_S = 6 * 3600.0, 3 * 3600.0


@dataclass(frozen=True, slots=True)
class Leg:
    """One leg that was driven."""

    straight_m: float
    departed_at: float
    arrived_at: float
    router_s: float | None = None


class Forecast(NamedTuple):
    """A published arrival that was kept at a milestone; it stands in the delivery's row."""

    milestone: int
    as_of: float
    raw_at: float
    at: float
    earliest: float
    latest: float
    stops_before: int


def learn_leg(fleet: FleetEstimates, driver: DriverEstimates, leg: Leg) -> None:
    """Learn how long a leg took."""
    seconds = leg.arrived_at - leg.departed_at
    if leg.straight_m < SHORTEST_LEG_M or not SHORTEST_S <= seconds <= LONGEST_LEG_S:
        return
    driver.begin(leg.departed_at)
    straight_m = np.array([leg.straight_m])
    below, share = knots_of(straight_m)
    knot, weight = int(below[0]), float(share[0])
    hour = int(leg.departed_at // 3600)
    day, week = hour % HOURS_OF_DAY, hour % HOURS_OF_WEEK
    bases = {STRAIGHT: float(default_leg_s(straight_m)[0])}
    if leg.router_s:
        bases[ROUTER] = leg.router_s
    common = fleet.hours.values[day] + fleet.week.values[week] + driver.pace_level
    for kind, base_s in bases.items():
        levels = fleet.legs[kind]
        level = levels.values[knot] * (1 - weight) + levels.values[knot + 1] * weight
        residual = log(seconds / base_s) - level - common
        levels.learn(knot, residual, 1 - weight, LEG_RULE)
        levels.learn(knot + 1, residual, weight, LEG_RULE)
    # The last kind is the router where there is one, and what it leaves over is the hour's and the driver's.
    fleet.hours.learn(day, residual, 1, HOUR_RULE)
    fleet.week.learn(week, residual, 1, WEEK_RULE)
    for index in (USUAL, TODAY):
        driver.leg.learn(index, residual, 1, DRIVER_LEG_RULES[index])


def learn_service(
    fleet: FleetEstimates,
    driver: DriverEstimates,
    site: Levels | None,
    planned_s: float,
    deliveries: int,
    seconds: float,
) -> None:
    """Learn how long the service of a stop took, without waiting for a window; `planned_s` is that of one delivery."""
    if planned_s <= 0 or not SHORTEST_S <= seconds <= LONGEST_SERVICE_S:
        return
    common = driver.service_level + (site.values[0] if site is not None else 0)
    first = fleet.service.values[0] + common
    if deliveries > 1:
        further_s = max(seconds - planned_s * float(np.exp(first)), SHORTEST_S) / (deliveries - 1)
        fleet.service.learn(1, log(further_s / planned_s) - fleet.service.values[1] - common, 1, SERVICE_RULE)
        return
    residual = log(seconds / planned_s) - first
    fleet.service.learn(0, residual, 1, SERVICE_RULE)
    for index in (USUAL, TODAY):
        driver.service.learn(index, residual, 1, DRIVER_SERVICE_RULES[index])
    if site is not None:
        site.learn(0, residual, 1, SITE_RULE)


def learn_arrival(
    fleet: FleetEstimates, quality: Quality, forecasts: list[Forecast], arrived_at: float, route: int
) -> None:
    """Learn how right the forecasts of a delivery were; `route` is a number of the driver's day."""
    for forecast in forecasts:
        actual_s, raw_s = arrived_at - forecast.as_of, forecast.raw_at - forecast.as_of
        is_early, is_late = arrived_at < forecast.earliest, arrived_at > forecast.latest
        bucket = int(bucket_of(np.array(forecast.stops_before)))
        score = log(max(actual_s, SHORTEST_S) / max(raw_s, SHORTEST_S))
        fleet.ranges.add(bucket, forecast.milestone, score, route, is_early=is_early, is_late=is_late)
        quality.add(bucket, forecast.milestone, arrived_at - forecast.at, is_covered=not (is_early or is_late))
