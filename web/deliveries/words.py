"""The words by which deliveries are filtered, in the order of their numbers in the indexes."""

from typing import get_args

from app.domain.deliveries.row import Risk
from app.domain.deliveries.status import Status

STATUSES = tuple(str(status) for status in Status)
RISKS: tuple[str, ...] = get_args(Risk)
ALERTS = (
    "late_departure",
    "at_risk",
    "late",
    "silent",
    "stationary",
    "long_dwell",
    "stop_missed",
    "wrong_place",
    "attempt_failed",
    "battery_low",
)
RESOLVED = "resolved"
"""The state of an alert that is no longer open."""
