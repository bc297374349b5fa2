"""The kinds of alerts, in the order of their rows in the columns, and how long a condition holds before it counts."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of alert."""

    name: str
    raise_hold_s: float = 0.0
    clear_hold_s: float = 0.0


OF_DELIVERIES = (
    Kind("at_risk"),  # the risk itself has times to hold
    Kind("late"),
    Kind("long_dwell"),
    Kind("stop_missed", raise_hold_s=600),
    Kind("wrong_place"),
    Kind("attempt_failed"),
)
OF_DRIVERS = (
    Kind("late_departure"),
    Kind("silent"),
    Kind("stationary"),
    Kind("battery_low", raise_hold_s=60, clear_hold_s=60),
)
REOPEN_WITHIN_S = 900.0
"""A condition that returns within this time continues its old alert."""
AT_RISK, LATE, LONG_DWELL, STOP_MISSED, WRONG, ATTEMPT_FAILED = range(len(OF_DELIVERIES))
LATE_DEPARTURE, SILENT, STATIONARY, BATTERY_LOW = range(len(OF_DRIVERS))
