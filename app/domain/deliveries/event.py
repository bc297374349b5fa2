"""Events about deliveries, each with an id that is the same however often it is told."""

from base64 import urlsafe_b64encode
from enum import StrEnum
from hashlib import sha256
from typing import Any

import msgspec

EMITTER = "dispatcher"
EVENT_ID_LENGTH = 22


class EventType(StrEnum):
    """What the dispatcher tells."""

    CREATED = "delivery.created"
    UPDATED = "delivery.updated"
    ASSIGNED = "delivery.assigned"
    IN_TRANSIT = "delivery.in_transit"
    OUT_FOR_DELIVERY = "delivery.out_for_delivery"
    APPROACHING = "delivery.approaching"
    ARRIVED = "delivery.arrived"
    DEPARTED = "delivery.departed"
    DELIVERED = "delivery.delivered"
    ATTEMPT_FAILED = "delivery.attempt_failed"
    READY_FOR_PICKUP = "delivery.ready_for_pickup"
    RETURNING = "delivery.returning"
    RETURNED = "delivery.returned"
    CANCELLED = "delivery.cancelled"
    CORRECTED = "delivery.corrected"
    WITHDRAWN = "delivery.withdrawn"
    ALERT_OPENED = "alert.opened"
    ALERT_ACKNOWLEDGED = "alert.acknowledged"
    ALERT_RESOLVED = "alert.resolved"
    COMMAND_REFUSED = "command.refused"


class Event(msgspec.Struct, frozen=True, gc=False, omit_defaults=True, kw_only=True):
    """A fact about a subject; it holds no personal data."""

    id: str
    type: EventType
    subject: str
    at: float
    """When it happened, Unix seconds."""
    recordedAt: float
    """When it was decided."""
    sequence: int
    """Counts the events that this emitter told about the subject; 0: the subject has no row."""
    revision: int
    """Of the row that shows it; 0: there is none."""
    fleet: str | None = None
    by: str
    data: dict[str, Any] = {}


def event_id(subject: str, type_: EventType, cause: str) -> str:
    """Return the id of an event about `subject`; `cause` is a command's id or an ordinal."""
    digest = sha256(f"{subject}\0{EMITTER}\0{type_}\0{cause}".encode()).digest()
    return urlsafe_b64encode(digest).decode()[:EVENT_ID_LENGTH]
