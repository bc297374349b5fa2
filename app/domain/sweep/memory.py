"""What a sweep remembers of a delivery and of a driver, as plain values that stand in a row."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from app.domain.alerts.kinds import OF_DELIVERIES, OF_DRIVERS, Kind
from app.domain.routes.columns import Deliveries, Drivers

OF_DELIVERY: Mapping[str, float] = {
    "approached": 0,
    "inside_since": np.nan,
    "outside_since": np.nan,
    "eta_at": np.nan,
    "eta_raw": np.nan,
    "eta_earliest": np.nan,
    "eta_latest": np.nan,
    "eta_as_of": np.nan,
    "published_stops": -1,
    "published_risk": 0,
    "risk": 0,
    "risk_leans_since": np.nan,
    "foretold": 0,
    "router_between_s": np.nan,
    "router_between_m": np.nan,
}
"""Columns of a delivery that sweeps write, with the value of a delivery that no sweep has seen."""
OF_DRIVER: Mapping[str, float] = {
    "started_at": np.nan,
    "start_latitude": np.nan,
    "start_longitude": np.nan,
    "anchor_latitude": np.nan,
    "anchor_longitude": np.nan,
    "anchor_since": np.nan,
    "last_sequence": -np.inf,
    "passed_sequence": -np.inf,
}
ALERTS = "alerts"
ABSENT = None


def delivery_memory(deliveries: Deliveries, row: int) -> dict[str, Any]:
    """Return what to keep of a delivery; what is absent is left out."""
    return _memory(deliveries, OF_DELIVERY, OF_DELIVERIES, row)


def driver_memory(drivers: Drivers, row: int) -> dict[str, Any]:
    """Return what to keep of a driver; what is absent is left out."""
    return _memory(drivers, OF_DRIVER, OF_DRIVERS, row)


def recall_delivery(deliveries: Deliveries, row: int, memory: Mapping[str, Any]) -> None:
    """Write the memory of a delivery into its columns."""
    _recall(deliveries, OF_DELIVERY, OF_DELIVERIES, row, memory)


def recall_driver(drivers: Drivers, row: int, memory: Mapping[str, Any]) -> None:
    """Write the memory of a driver into its columns; an anchor that comes from a row is written there."""
    _recall(drivers, OF_DRIVER, OF_DRIVERS, row, memory)
    drivers.anchor_written[row] = "anchor_since" in memory


def _memory(
    columns: Deliveries | Drivers, fields: Mapping[str, float], kinds: Sequence[Kind], row: int
) -> dict[str, Any]:
    values = {name: getattr(columns, name)[row].item() for name in fields}
    kept = {name: value for name, value in values.items() if not _same(value, fields[name])}
    alerts = {
        kind.name: [bool(columns.alert_open[number, row]), *_times(columns, number, row)]
        for number, kind in enumerate(kinds)
    }
    if told := {name: state for name, state in alerts.items() if state != [False, ABSENT, ABSENT]}:
        kept[ALERTS] = told
    return kept


def _times(columns: Deliveries | Drivers, number: int, row: int) -> list[float | None]:
    times = (columns.alert_leans_since[number, row], columns.alert_resolved_at[number, row])
    return [ABSENT if np.isnan(time) else float(time) for time in times]


def _recall(
    columns: Deliveries | Drivers,
    fields: Mapping[str, float],
    kinds: Sequence[Kind],
    row: int,
    memory: Mapping[str, Any],
) -> None:
    for name, absent in fields.items():
        getattr(columns, name)[row] = memory.get(name, absent)
    alerts = memory.get(ALERTS, {})
    for number, kind in enumerate(kinds):
        is_open, leans_since, resolved_at = alerts.get(kind.name, [False, ABSENT, ABSENT])
        columns.alert_open[number, row] = is_open
        columns.alert_leans_since[number, row] = np.nan if leans_since is ABSENT else leans_since
        columns.alert_resolved_at[number, row] = np.nan if resolved_at is ABSENT else resolved_at


def _same(value: float, other: float) -> bool:
    return value == other or (value != value and other != other)  # noqa: PLR0124  # NaN is the only number unlike itself
