"""Open alerts of deliveries as lines: those of one kind on one route are one line."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

import msgspec

from app.domain.deliveries.row import Alert
from web.deliveries.words import RESOLVED

HIDDEN_BY = {"at_risk": "late"}
"""The kind that hides another one of the same delivery."""


class AlertedDelivery(msgspec.Struct, gc=False):
    """What of a delivery's row its alerts need."""

    shipmentId: str
    alerts: tuple[Alert, ...] = ()
    driverId: str | None = None
    fleet: str | None = None


decode_alerted = msgspec.json.Decoder(AlertedDelivery).decode


@dataclass(frozen=True, slots=True)
class Choice:
    """Which alerts a reader wants; what is empty lets everything through."""

    kinds: Collection[str] = ()
    states: Collection[str] = ()
    is_snoozed_too: bool = False


@dataclass(slots=True)
class Line:
    """The alerts of one kind on one route, each with its shipment."""

    kind: str
    driver_id: str | None
    fleet: str | None
    alerts: list[tuple[str, Alert]] = field(default_factory=list)

    @property
    def opened_at(self) -> float:
        """Return when the oldest was opened."""
        return min(alert.openedAt for _, alert in self.alerts)


def lines_of(deliveries: Iterable[AlertedDelivery], choice: Choice, now: float) -> list[Line]:
    """Return the open alerts that nothing hides, the oldest line first."""
    lines: dict[tuple[str, ...], Line] = {}
    for delivery in deliveries:
        kinds = {alert.kind for alert in delivery.alerts if alert.state != RESOLVED}
        for alert in delivery.alerts:
            if not _is_wanted(alert, choice, now) or HIDDEN_BY.get(alert.kind) in kinds:
                continue
            driver, fleet = delivery.driverId, delivery.fleet
            whose = ("driver", driver) if driver is not None else ("shipment", delivery.shipmentId)
            line = lines.setdefault((alert.kind, fleet or "", *whose), Line(alert.kind, driver, fleet))
            line.alerts.append((delivery.shipmentId, alert))
    for line in lines.values():
        line.alerts.sort(key=lambda entry: (entry[1].openedAt, entry[0]))
    return sorted(lines.values(), key=lambda line: (line.opened_at, line.kind, line.alerts[0][0]))


def _is_wanted(alert: Alert, choice: Choice, now: float) -> bool:
    if alert.state == RESOLVED or (choice.kinds and alert.kind not in choice.kinds):
        return False
    if choice.states and alert.state not in choice.states:
        return False
    return choice.is_snoozed_too or alert.snoozedUntil is None or alert.snoozedUntil <= now
