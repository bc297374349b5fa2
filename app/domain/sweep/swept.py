"""What one sweep found, as lists of rows that change; most rows do not."""

from dataclasses import dataclass

from app.domain.alerts.conditions import Anchors
from app.domain.alerts.presence import Presence
from app.domain.alerts.states import AlertChanges
from app.domain.arrays import Bools, Codes, Floats, Ints
from app.domain.arrivals.publish import Arrivals
from app.domain.arrivals.risk import Risks


@dataclass(frozen=True, slots=True)
class Published:
    """Deliveries whose published arrival changes."""

    rows: Ints
    at: Floats
    raw_at: Floats
    earliest: Floats
    latest: Floats
    basis: Codes
    is_planned: Bools
    stops_before: Ints
    risk: Codes


@dataclass(frozen=True, slots=True)
class Milestones:
    """Deliveries whose published arrival has reached milestones; those with `number` -1 have only begun."""

    rows: Ints
    foretold: Ints
    number: Ints
    """Index of the last milestone reached."""


@dataclass(frozen=True, slots=True)
class Starts:
    """Drivers whose route begins at the place where they are, has left it, or has ended."""

    begun: Ints
    left: Ints
    ended: Ints


@dataclass(frozen=True, slots=True)
class Swept:
    """Everything that one sweep found at `now`."""

    now: float
    arrivals: Arrivals
    """(N,): of all rows, also of other processes."""
    stops_before: Ints
    """(N,): -1 beside all routes."""
    signal: Codes
    """(D,)"""
    published: Published
    risks: Risks
    milestones: Milestones
    presence: Presence
    approaching: Ints
    delivery_alerts: AlertChanges
    driver_alerts: AlertChanges
    anchors: Anchors
    starts: Starts
