"""Which open alerts people see: some hide others, and those of one route become one line."""

from dataclasses import dataclass

import numpy as np

from app.domain.alerts.kinds import AT_RISK, LATE, SILENT
from app.domain.arrays import Bools, Ints
from app.domain.routes.columns import NO_DRIVER


@dataclass(frozen=True, slots=True)
class Line:
    """The alerts of one kind on one route; without a driver, each delivery is a line of its own."""

    kind: int
    driver: int
    rows: Ints


def visible_of_drivers(is_open: Bools) -> Bools:
    """Return the alerts of drivers that nothing hides: a silent driver's others are hidden."""
    visible: Bools = is_open & ~is_open[SILENT]
    visible[SILENT] = is_open[SILENT]
    return visible


def visible_of_deliveries(is_open: Bools, driver: Ints, drivers_open: Bools) -> Bools:
    """Return the alerts of deliveries that nothing hides: `silent` hides a driver's others, `late` hides `at_risk`."""
    silent = np.append(drivers_open[SILENT], False)[driver]
    visible: Bools = is_open & ~silent
    visible[AT_RISK] &= ~is_open[LATE]
    return visible


def lines_of(visible: Bools, driver: Ints) -> list[Line]:
    """Return the visible alerts of deliveries, grouped by kind and route."""
    lines = []
    for kind, marks in enumerate(visible):
        rows = np.flatnonzero(marks)
        rows = rows[np.argsort(driver[rows], kind="stable")]
        alone = rows[driver[rows] == NO_DRIVER]
        rows = rows[len(alone) :]
        lines += [Line(kind, NO_DRIVER, row) for row in alone.reshape(-1, 1)]
        cuts = np.flatnonzero(np.diff(driver[rows])) + 1
        lines += [Line(kind, int(driver[part[0]]), part) for part in np.split(rows, cuts) if len(part)]
    return lines
