"""What a sweep found, as commands whose ids are the same whichever process finds it, and however often."""

from base64 import urlsafe_b64encode
from collections.abc import Iterator
from hashlib import sha256
from typing import NamedTuple

from app.domain.alerts.kinds import OF_DELIVERIES, OF_DRIVERS
from app.domain.deliveries.command import AlertStep, ChangeAlert, Observation, Observe
from app.domain.subject import driver_row_id
from app.domain.sweep.swept import Swept
from app.sweep.tracked_deliveries import TrackedDeliveries
from app.sweep.tracked_drivers import TrackedDrivers

BY = "sweep"
ID_LENGTH = 22
AGAIN_AFTER_S = 30.0
"""An observation that is not in the row after this time is told again."""


class Finding(NamedTuple):
    """One command, and the row of the table that it is about."""

    partition: int
    row_id: str
    command: Observe | ChangeAlert


def command_id(shipment_id: str, created_at: float, kind: str, ordinal: int) -> str:
    """Return the id of a command; a later delivery with the same shipment id has other ones."""
    digest = sha256(f"{shipment_id}\0{created_at}\0{kind}\0{ordinal}".encode()).digest()
    return urlsafe_b64encode(digest).decode()[:ID_LENGTH]


class Findings:
    """Turns what sweeps found into commands, each once while it is being decided."""

    def __init__(self, deliveries: TrackedDeliveries, drivers: TrackedDrivers) -> None:
        self._deliveries, self._drivers = deliveries, drivers
        self._told: dict[str, float] = {}
        """When each observation was told, by the id of its command."""

    def of(self, swept: Swept) -> Iterator[Finding]:
        """Yield the commands of a sweep, which is not yet or already recorded."""
        now, presence = swept.now, swept.presence
        self._told = {id_: at for id_, at in self._told.items() if now - at < AGAIN_AFTER_S}
        for index in presence.arrived.nonzero()[0].tolist():
            yield from self._observe(int(presence.rows[index]), "arrived", float(presence.inside_since[index]), now)
        for index in presence.departed.nonzero()[0].tolist():
            yield from self._observe(int(presence.rows[index]), "departed", float(presence.outside_since[index]), now)
        for row in swept.approaching.tolist():
            yield from self._observe(row, "approaching", now, now)
        alerts = swept.delivery_alerts
        for index in (alerts.opened | alerts.resolved).nonzero()[0].tolist():
            kind = OF_DELIVERIES[int(alerts.kind[index])].name
            yield self._alert(int(alerts.row[index]), kind, "open" if alerts.opened[index] else "resolve", now)
        alerts = swept.driver_alerts
        for index in (alerts.opened | alerts.resolved).nonzero()[0].tolist():
            kind = OF_DRIVERS[int(alerts.kind[index])].name
            yield self._driver_alert(int(alerts.row[index]), kind, "open" if alerts.opened[index] else "resolve", now)

    def _observe(self, row: int, what: Observation, at: float, now: float) -> Iterator[Finding]:
        attempt = int(self._deliveries.columns.attempt[row])
        id_ = self._id(row, what, attempt)
        if id_ in self._told:
            return
        self._told[id_] = now
        yield self._finding(row, Observe(id=id_, at=now, by=BY, what=what, observedAt=at, attempt=attempt))

    def _alert(self, row: int, kind: str, step: AlertStep, now: float) -> Finding:
        self._deliveries.alert_ordinal[row] += 1
        id_ = self._id(row, f"alert/{kind}/{step}", self._deliveries.alert_ordinal[row])
        return self._finding(row, ChangeAlert(id=id_, at=now, by=BY, alert=kind, what=step))

    def _driver_alert(self, row: int, kind: str, step: AlertStep, now: float) -> Finding:
        drivers = self._drivers
        key = fleet, driver_id = drivers.key_of(row)
        drivers.alert_ordinal[row] += 1
        row_id = driver_row_id(driver_id)
        id_ = command_id(row_id, drivers.life[row], f"alert/{kind}/{step}", drivers.alert_ordinal[row])
        command = ChangeAlert(id=id_, at=now, by=BY, fleet=fleet, alert=kind, what=step)
        return Finding(drivers.partition_of(key), row_id, command)

    def _finding(self, row: int, command: Observe | ChangeAlert) -> Finding:
        return Finding(self._deliveries.partition[row], self._deliveries.ids[row], command)

    def _id(self, row: int, kind: str, ordinal: int) -> str:
        return command_id(self._deliveries.ids[row], self._deliveries.created_at[row], kind, ordinal)
