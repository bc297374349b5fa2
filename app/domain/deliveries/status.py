"""The statuses of a delivery, and the one table of the transitions between them."""

from collections.abc import Mapping
from enum import StrEnum


class Status(StrEnum):
    """What people and systems said about a delivery."""

    CREATED = "created"
    IN_TRANSIT = "in_transit"
    OUT_FOR_DELIVERY = "out_for_delivery"
    DELIVERED = "delivered"
    ATTEMPT_FAILED = "attempt_failed"
    READY_FOR_PICKUP = "ready_for_pickup"
    RETURNING = "returning"
    RETURNED = "returned"
    CANCELLED = "cancelled"


TERMINAL = frozenset({Status.DELIVERED, Status.RETURNED, Status.CANCELLED})
"""The end of a delivery: only a correction follows."""
OUTCOMES = frozenset({Status.DELIVERED, Status.ATTEMPT_FAILED})
"""Each ends an attempt. They are legal from every open status and imply what was skipped."""

NEXT: Mapping[Status, frozenset[Status]] = {
    Status.CREATED: frozenset({Status.IN_TRANSIT, Status.OUT_FOR_DELIVERY}),
    Status.IN_TRANSIT: frozenset({Status.OUT_FOR_DELIVERY}),
    Status.OUT_FOR_DELIVERY: frozenset(),
    Status.ATTEMPT_FAILED: frozenset(
        {
            Status.OUT_FOR_DELIVERY,
            Status.IN_TRANSIT,
            Status.READY_FOR_PICKUP,
            Status.RETURNING,
            Status.RETURNED,
        }
    ),
    Status.READY_FOR_PICKUP: frozenset({Status.RETURNING, Status.RETURNED}),
    Status.RETURNING: frozenset({Status.RETURNED}),
    Status.DELIVERED: frozenset(),
    Status.RETURNED: frozenset(),
    Status.CANCELLED: frozenset(),
}
"""What may follow a status, beside outcomes and `cancelled`, which may follow every open one."""

LEGAL = frozenset(
    (before, after)
    for before in Status
    if before not in TERMINAL
    for after in NEXT[before] | OUTCOMES | {Status.CANCELLED}
)
"""Every legal transition, as a pair."""


class FailureReason(StrEnum):
    """Why an attempt failed."""

    NOBODY_HOME = "nobody_home"
    WRONG_ADDRESS = "wrong_address"
    NO_ACCESS = "no_access"
    REFUSED = "refused"
    DAMAGED = "damaged"
    NOT_READY = "not_ready"
    OUT_OF_TIME = "out_of_time"
    VEHICLE = "vehicle"
    WEATHER = "weather"
    OTHER = "other"
