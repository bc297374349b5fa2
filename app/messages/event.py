"""Events as readers see them."""

from typing import Any

from pydantic import Field

from app.domain.deliveries.event import EventType
from app.messages.base import Message


class Event(Message):
    """A fact about a subject, told once under one id; it holds no personal data."""

    id: str
    type: EventType
    subject: str = Field(description="The shipment; empty where a refused command named none.")
    at: float = Field(description="When it happened.")
    recordedAt: float = Field(description="When it was decided; `from`, `to` and `completeFrom` are about this time.")
    sequence: int = Field(description="Counts the events about the subject; 0 where it has no row.")
    revision: int = Field(description="Of the row that shows it; 0 where there is none.")
    fleet: str | None = None
    by: str = Field(description="The name of the key that sent the command.")
    data: dict[str, Any] = Field(default={}, description="What the type tells.")


class EventPage(Message):
    """Events in order of arrival; those of a subject in order of their sequence."""

    events: list[Event]
    cursor: str = Field(description="The place after these events: for `after`, or for the stream.")
    next: str | None = Field(description="The same where more events match, else null.")
    completeFrom: float = Field(description="Every event told from this time on is held; earlier ones may be missing.")
    asOf: float = Field(description="When Kafka last answered.")
