"""The columns that a sweep reads: plain arrays, one element a delivery or a driver, times in Unix seconds."""

from dataclasses import dataclass

from app.domain.arrays import Bools, Codes, Floats, Ints

NO_DRIVER = -1
CREATED, IN_TRANSIT, OUT_FOR_DELIVERY, ATTEMPT_FAILED, ENDED = range(5)
"""What a sweep distinguishes of a status; every status that is not named here is ENDED."""


@dataclass(slots=True)
class Deliveries:
    """Deliveries that are open, or have an open alert; every array has the shape (N,), in any order.

    NaN stands for what is absent, except for `sequence` and `window_end` (infinity) and `window_start` (-infinity).
    """

    key: Ints
    """64 bits of a hash of the shipment id: the last criterion of order, equal in every process."""
    is_own: Bools
    """Whether this process writes the row; others only complete a driver's route."""
    driver: Ints
    """Index into the drivers' columns, or NO_DRIVER; a driver of another fleet is no driver."""
    latitude: Floats
    """Degrees, of the destination."""
    longitude: Floats
    radius_m: Floats
    sequence: Floats
    window_start: Floats
    window_end: Floats
    service_s: Floats
    """Planned seconds at the stop."""
    site_level: Floats
    """Learned level of the destination (`service_site_level`), 0 where nothing is learned."""
    router_leg_s: Floats
    """Seconds that a router foretold for the leg to this delivery; NaN without a router."""
    status: Codes
    attempt: Ints
    """Number of the current attempt, from 1."""
    outcome_distance_m: Floats
    """Distance between outcome and destination less the accuracy; NaN before an outcome."""
    arrived_at: Floats
    """Of the current attempt."""
    departed_at: Floats
    """Of the current attempt."""
    approached: Ints
    """The last attempt for which `approaching` was told; 0 for none."""
    inside_since: Floats
    """The first of the consecutive fixes inside the radius."""
    outside_since: Floats
    """The first of the consecutive fixes outside the radius since the arrival."""
    eta_at: Floats
    """The published arrival."""
    eta_raw: Floats
    """The published arrival before its correction, from which ranges learn."""
    eta_earliest: Floats
    eta_latest: Floats
    eta_as_of: Floats
    published_stops: Ints
    """The published number of stops before, or -1."""
    published_risk: Codes
    risk: Codes
    risk_leans_since: Floats
    foretold: Ints
    """1 + the milestones (`app/domain/arrivals/milestones.py`) that the published arrival has reached; 0 before one."""
    alert_open: Bools
    """Shape (kinds of alerts of a delivery, N)."""
    alert_leans_since: Floats
    """Shape (kinds, N): since when the condition contradicts `alert_open`."""
    alert_resolved_at: Floats
    """Shape (kinds, N)."""


@dataclass(slots=True)
class Drivers:
    """Drivers with at least one delivery of the columns; every array has the shape (D,)."""

    fleet: Ints
    """Index into the fleets' estimates."""
    is_own: Bools
    """Whether this process writes the driver's row."""
    latitude: Floats
    """Degrees, of the newest believed fix; NaN without one."""
    longitude: Floats
    fix_at: Floats
    heard_at: Floats
    """When the device was last heard, with a position or without."""
    speed_mps: Floats
    accuracy_m: Floats
    battery: Floats
    """Percent."""
    is_charging: Bools
    is_off_duty: Bools
    interval_s: Floats
    """The usual seconds between fixes; NaN when unknown."""
    start_at: Floats
    """The planned start of the route."""
    pace_level: Floats
    """Learned level of the driver's legs (`DriverEstimates`), 0 where nothing is learned."""
    service_level: Floats
    """Learned level of the driver's service times."""
    router_first_m: Floats
    """Straight metres to the first stop when the router was asked; NaN without a router."""
    last_sequence: Floats
    """Sequence of the last stop that the driver visited; minus infinity before the first one."""
    passed_sequence: Floats
    """The lesser sequence of the last two stops visited: stops before it were passed twice."""
    changed: Bools
    """Whether deliveries of the driver came, went, or changed driver, sequence, destination or window."""
    seen_fix_at: Floats
    """The fix of the last sweep."""
    started_at: Floats
    """When the driver left the start of the route."""
    start_latitude: Floats
    start_longitude: Floats
    anchor_latitude: Floats
    """The place that the driver has not left by 100 m since `anchor_since`."""
    anchor_longitude: Floats
    anchor_since: Floats
    anchor_written: Bools
    """Whether the row has this anchor."""
    alert_open: Bools
    """Shape (kinds of alerts of a driver, D)."""
    alert_leans_since: Floats
    alert_resolved_at: Floats
