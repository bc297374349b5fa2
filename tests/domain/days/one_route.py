"""One driver at the equator, and deliveries east of the driver, for tests of one rule."""

from collections.abc import Sequence

import numpy as np

from app.domain.arrivals.estimates import Estimates, FleetEstimates, stacked
from app.domain.geo import MEAN_RADIUS_M
from app.domain.routes.columns import OUT_FOR_DELIVERY, Deliveries, Drivers
from tests.domain.days.columns import deliveries_of, drivers_of

NOW = 1_800_180_000.0
M_PER_DEGREE = float(np.pi * MEAN_RADIUS_M / 180)


def degrees(metres: float) -> float:
    """Return the degrees of a distance at the equator."""
    return metres / M_PER_DEGREE


def route_of(*east_m: float, **columns: Sequence[float]) -> tuple[Deliveries, Drivers]:
    """Return a driver who has left, with a fix of now, and deliveries out for delivery in the order given."""
    deliveries, drivers = deliveries_of(len(east_m)), drivers_of(1)
    deliveries.driver[:] = 0
    deliveries.longitude[:] = [degrees(metres) for metres in east_m]
    deliveries.sequence[:] = range(1, len(east_m) + 1)
    deliveries.status[:] = OUT_FOR_DELIVERY
    drivers.latitude[:], drivers.longitude[:], drivers.fix_at[:] = 0, 0, NOW
    drivers.started_at[:], drivers.start_latitude[:], drivers.start_longitude[:] = NOW - 600, 0, degrees(-900)
    drivers.changed[:] = True
    for name, values in columns.items():
        getattr(deliveries, name)[:] = values
    return deliveries, drivers


def nothing_learned() -> Estimates:
    """Return the estimates of a fleet on its first day."""
    return stacked([FleetEstimates()])
