"""Columns for sweeps in tests: empty ones of any size, and those of simulated days."""

import numpy as np

from app.domain.routes.columns import CREATED, NO_DRIVER, Deliveries, Drivers

DELIVERY_ALERTS, DRIVER_ALERTS = 6, 4


def deliveries_of(size: int) -> Deliveries:
    """Return deliveries without a driver, in the middle of the ocean."""

    def number(value: float) -> np.ndarray:
        return np.full(size, value, dtype=np.float64)

    def whole(value: int) -> np.ndarray:
        return np.full(size, value, dtype=np.int64)

    return Deliveries(
        key=np.arange(size), is_own=np.ones(size, dtype=bool), driver=whole(NO_DRIVER), latitude=number(0), longitude=number(0), radius_m=number(75),
        sequence=number(np.inf), window_start=number(-np.inf), window_end=number(np.inf), service_s=number(180),
        site_level=number(0), router_leg_s=number(np.nan), status=np.full(size, CREATED, dtype=np.int8), attempt=whole(1),
        outcome_distance_m=number(np.nan), arrived_at=number(np.nan), departed_at=number(np.nan), approached=whole(0),
        inside_since=number(np.nan), outside_since=number(np.nan), eta_at=number(np.nan),
        eta_raw=number(np.nan), eta_earliest=number(np.nan), eta_latest=number(np.nan), eta_as_of=number(np.nan),
        published_stops=whole(-1), published_risk=np.zeros(size, dtype=np.int8), risk=np.zeros(size, dtype=np.int8),
        risk_leans_since=number(np.nan), foretold=whole(0), alert_open=np.zeros((DELIVERY_ALERTS, size), dtype=bool),
        alert_leans_since=np.full((DELIVERY_ALERTS, size), np.nan), alert_resolved_at=np.full((DELIVERY_ALERTS, size), np.nan),
    )  # fmt: skip


def drivers_of(size: int) -> Drivers:
    """Return drivers without a position."""

    def number(value: float) -> np.ndarray:
        return np.full(size, value, dtype=np.float64)

    def no() -> np.ndarray:
        return np.zeros(size, dtype=bool)

    return Drivers(
        fleet=np.zeros(size, dtype=np.int64), is_own=np.ones(size, dtype=bool), latitude=number(np.nan), longitude=number(np.nan), fix_at=number(np.nan), heard_at=number(np.nan),
        speed_mps=number(np.nan), accuracy_m=number(np.nan), battery=number(np.nan), is_charging=no(), is_off_duty=no(),
        interval_s=number(np.nan), start_at=number(np.nan), pace_level=number(0), service_level=number(0),
        router_first_m=number(np.nan), last_sequence=number(-np.inf), passed_sequence=number(-np.inf), changed=no(), seen_fix_at=number(np.nan), started_at=number(np.nan),
        start_latitude=number(np.nan), start_longitude=number(np.nan), anchor_latitude=number(np.nan),
        anchor_longitude=number(np.nan), anchor_since=number(np.nan), anchor_written=no(),
        alert_open=np.zeros((DRIVER_ALERTS, size), dtype=bool), alert_leans_since=np.full((DRIVER_ALERTS, size), np.nan),
        alert_resolved_at=np.full((DRIVER_ALERTS, size), np.nan),
    )  # fmt: skip
