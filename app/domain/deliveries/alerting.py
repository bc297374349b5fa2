"""Decides what happens to the alerts of a delivery or driver."""

import msgspec

from app.domain.deliveries.change import Change, draft_of
from app.domain.deliveries.codes import RefusalCode
from app.domain.deliveries.command import ChangeAlert
from app.domain.deliveries.event import EventType, event_id
from app.domain.deliveries.kept_rows import DriverRow
from app.domain.deliveries.row import Alert, DeliveryRow

CONTINUES_S = 900.0
"""An alert that opens again within this time of its end continues; until then the row shows it."""
MAX_ALERTS = 32
Alerted = DeliveryRow | DriverRow

_replace = msgspec.structs.replace


def decide_alert(row: Alerted, command: ChangeAlert) -> Change | RefusalCode:
    """Return the row with one alert changed."""
    alerts = tuple(alert for alert in row.alerts if not _is_past(alert, command.at))
    current = _find(alerts, command)
    if command.what == "open":
        return _opened(row, alerts, current, command)
    if current is None:
        return RefusalCode.UNKNOWN_ALERT
    match command.what:
        case "resolve":
            if current.state == "resolved":
                return Change(row)
            changed = _replace(current, state="resolved", resolvedAt=command.at)
            return _told(row, alerts, changed, EventType.ALERT_RESOLVED, command)
        case _ if current.state == "resolved":
            return RefusalCode.ILLEGAL_TRANSITION
        case "acknowledge":
            if current.state == "acknowledged":
                return Change(row)
            changed = _replace(current, state="acknowledged", acknowledgedAt=command.at, acknowledgedBy=command.by)
            return _told(row, alerts, changed, EventType.ALERT_ACKNOWLEDGED, command)
        case _:
            if command.until is None:
                return RefusalCode.INVALID_COMMAND
            return Change(_with(row, alerts, _replace(current, snoozedUntil=command.until)))


def _opened(
    row: Alerted, alerts: tuple[Alert, ...], current: Alert | None, command: ChangeAlert
) -> Change | RefusalCode:
    if command.alert is None:
        return RefusalCode.INVALID_COMMAND
    if current is None:
        id_ = event_id(row.subject, EventType.ALERT_OPENED, command.id)
        alert = Alert(id=id_, kind=command.alert, state="open", openedAt=command.at)
        return _told(row, alerts, alert, EventType.ALERT_OPENED, command)
    if current.state != "resolved":
        return Change(row)
    state = "open" if current.acknowledgedAt is None else "acknowledged"
    alert = _replace(current, state=state, resolvedAt=None)
    return _told(row, alerts, alert, EventType.ALERT_OPENED, command)


def _is_past(alert: Alert, at: float) -> bool:
    return alert.resolvedAt is not None and at > alert.resolvedAt + CONTINUES_S


def _find(alerts: tuple[Alert, ...], command: ChangeAlert) -> Alert | None:
    for alert in alerts:
        if (command.alertId in {None, alert.id}) and command.alert in {None, alert.kind}:
            return alert
    return None


def _with(row: Alerted, alerts: tuple[Alert, ...], changed: Alert) -> Alerted:
    others = [alert for alert in alerts if alert.id != changed.id]
    return _replace(row, alerts=(*others, changed)[-MAX_ALERTS:])


def _told(row: Alerted, alerts: tuple[Alert, ...], changed: Alert, type_: EventType, command: ChangeAlert) -> Change:
    data = {"alertId": changed.id, "alert": changed.kind}
    return Change(_with(row, alerts, changed), (draft_of(row.subject, type_, command.at, command.id, data),))
