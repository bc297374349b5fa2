"""The stops that a driver made, and what each of them teaches."""

from collections.abc import Iterable, Sequence
from copy import deepcopy
from math import isfinite, isnan, nan
from typing import NamedTuple

from app.domain.arrivals.estimates import DriverEstimates, FleetEstimates
from app.domain.arrivals.learn import Forecast, Leg, learn_arrival, learn_leg, learn_service
from app.domain.arrivals.quality import Quality
from app.domain.direction import distance_m

SAME_PLACE_M, SAME_STOP_S = 40.0, 900.0
"""Deliveries this near to each other, with arrivals this near in time, were one stop."""


class Visit(NamedTuple):
    """An arrival at the destination of one delivery; NaN where something is not known."""

    shipment_id: str
    latitude: float
    longitude: float
    window_start: float
    service_s: float
    arrived_at: float
    left_at: float
    forecasts: tuple[Forecast, ...] = ()
    router_s: float = nan
    """What a router foretold for the leg from the stop before, and its straight metres."""
    router_m: float = nan


class Stop(NamedTuple):
    """Visits at one place, which have all ended, and the way there if that is known."""

    visits: tuple[Visit, ...]
    leg: Leg | None

    @property
    def arrived_at(self) -> float:
        """Return when the driver arrived."""
        return self.visits[0].arrived_at

    @property
    def left_at(self) -> float:
        """Return when the driver was done."""
        return max(visit.left_at for visit in self.visits)

    @property
    def service_s(self) -> float:
        """Return how long the service took, without waiting for a window."""
        windows = [visit.window_start for visit in self.visits if isfinite(visit.window_start)]
        return self.left_at - max(self.arrived_at, min(windows, default=self.arrived_at))

    @property
    def planned_s(self) -> float:
        """Return the planned service of one delivery."""
        return sum(visit.service_s for visit in self.visits) / len(self.visits)


def stops_of(visits: Iterable[Visit]) -> list[Stop]:
    """Return the stops that have ended, in order."""
    groups: list[list[Visit]] = []
    for visit in sorted(visits, key=lambda each: (each.arrived_at, each.shipment_id)):
        if groups and _is_same_stop(groups[-1][0], visit):
            groups[-1].append(visit)
        else:
            groups.append([visit])
    stops, before = [], None
    for group in groups:
        stop = Stop(tuple(group), None if before is None else _leg(before, group))
        before = None if any(isnan(visit.left_at) for visit in group) else stop
        if before is not None:
            stops.append(before)
    return stops


def _is_same_stop(first: Visit, visit: Visit) -> bool:
    return visit.arrived_at - first.arrived_at <= SAME_STOP_S and _between_m(first, visit) <= SAME_PLACE_M


def _between_m(one: Visit, other: Visit) -> float:
    return distance_m(one.latitude, one.longitude, other.latitude, other.longitude)


def _leg(before: Stop, group: Sequence[Visit]) -> Leg:
    straight_m = _between_m(before.visits[0], group[0])
    # A driver who came from another stop than the router was asked about says nothing about its answer.
    routed = (visit.router_s for visit in group if abs(visit.router_m - straight_m) <= SAME_PLACE_M)
    return Leg(straight_m, before.left_at, group[0].arrived_at, next(routed, None))


def teach_fleet(fleet: FleetEstimates, quality: Quality, driver: DriverEstimates, stop: Stop, route: int) -> None:
    """Let a fleet learn from a stop; what the driver learns from it is learned where the driver's row is written."""
    _teach(fleet, deepcopy(driver), stop)
    for visit in stop.visits:
        learn_arrival(fleet, quality, list(visit.forecasts), visit.arrived_at, route)


def teach_driver(fleet: FleetEstimates, driver: DriverEstimates, stop: Stop) -> None:
    """Let a driver learn from a stop, beyond what the fleet's estimates say."""
    scratch = FleetEstimates(
        deepcopy(fleet.legs), deepcopy(fleet.hours), deepcopy(fleet.week), deepcopy(fleet.service), fleet.ranges
    )
    _teach(scratch, driver, stop)


def _teach(fleet: FleetEstimates, driver: DriverEstimates, stop: Stop) -> None:
    if stop.leg is not None:
        learn_leg(fleet, driver, stop.leg)
    learn_service(fleet, driver, None, stop.planned_s, len(stop.visits), stop.service_s)
