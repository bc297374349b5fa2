"""Open alerts as lines: those of one kind on one route are one line, and those of a driver are lines, too."""

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

import msgspec

from app.domain.deliveries.row import Alert
from web.deliveries.words import RESOLVED

HIDDEN_BY = {"at_risk": "late"}
"""The kind that hides another one of the same delivery."""
SILENT = "silent"
"""Hides all other alerts of a driver and of the driver's deliveries: nothing new is known of them."""


class Alerted(msgspec.Struct, gc=False):
    """What of the row of a delivery or driver its alerts need."""

    shipmentId: str | None = None
    """None: the alerts are the driver's own."""
    alerts: tuple[Alert, ...] = ()
    driverId: str | None = None
    fleet: str | None = None


DriverKey = tuple[str | None, str]
"""Fleet and driver id."""
decode_alerted = msgspec.json.Decoder(Alerted).decode


@dataclass(frozen=True, slots=True)
class Choice:
    """Which alerts a reader wants; what is empty lets everything through."""

    kinds: Collection[str] = ()
    states: Collection[str] = ()
    is_snoozed_too: bool = False


@dataclass(slots=True)
class Line:
    """The alerts of one kind on one route, each with its shipment, or of the driver."""

    kind: str
    driver_id: str | None
    fleet: str | None
    alerts: list[tuple[str | None, Alert]] = field(default_factory=list)
    hides: int = 0
    """How many wanted alerts it hides."""

    @property
    def opened_at(self) -> float:
        """Return when the oldest was opened."""
        return min(alert.openedAt for _, alert in self.alerts)


class Lines(NamedTuple):
    """What is shown, the oldest line first, and how many wanted alerts others hide."""

    shown: list[Line]
    hidden: int


def lines_of(rows: Iterable[Alerted], silent: Collection[DriverKey], choice: Choice, now: float) -> Lines:
    """Return the open alerts that nothing hides; `silent` are the drivers who are."""
    lines: dict[tuple[str, ...], Line] = {}
    hidden: Counter[tuple[str, ...]] = Counter()
    for row in rows:
        kinds = {alert.kind for alert in row.alerts if alert.state != RESOLVED}
        driver, fleet = row.driverId, row.fleet
        is_silent = driver is not None and (fleet, driver) in silent
        whose = (fleet or "", *(("driver", driver) if driver is not None else ("shipment", row.shipmentId or "")))
        for alert in row.alerts:
            if not _is_wanted(alert, choice, now):
                continue
            by = SILENT if is_silent and alert.kind != SILENT else HIDDEN_BY.get(alert.kind)
            if by is not None and (is_silent or by in kinds):
                hidden[by, *whose] += 1
                continue
            line = lines.setdefault((alert.kind, *whose), Line(alert.kind, driver, fleet))
            line.alerts.append((row.shipmentId, alert))
    for key, line in lines.items():
        line.hides = hidden[key]
        line.alerts.sort(key=lambda entry: (entry[1].openedAt, entry[0] or ""))
    shown = sorted(lines.values(), key=lambda line: (line.opened_at, line.kind, line.alerts[0][0] or ""))
    return Lines(shown, hidden.total())


def silent_drivers(drivers: Iterable[Alerted]) -> set[DriverKey]:
    """Return the drivers with an open alert that says so."""
    return {
        (row.fleet, row.driverId)
        for row in drivers
        if row.driverId is not None and any(alert.kind == SILENT and alert.state != RESOLVED for alert in row.alerts)
    }


def _is_wanted(alert: Alert, choice: Choice, now: float) -> bool:
    if alert.state == RESOLVED or (choice.kinds and alert.kind not in choice.kinds):
        return False
    if choice.states and alert.state not in choice.states:
        return False
    return choice.is_snoozed_too or alert.snoozedUntil is None or alert.snoozedUntil <= now
