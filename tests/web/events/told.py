"""Events as the dispatcher tells them, for tests."""

from typing import Any

from app.deliveries.codec import encode_event
from app.domain.deliveries.event import Event, EventType
from web.events.held_event import HeldEvent, read_event

NOON = 1_705_500_000.0


def an_event(number: int = 0, subject: str = "A", **fields: Any) -> bytes:
    """Return the bytes of an event that was told `number` seconds after noon."""
    known = {
        "id": f"event-{number}",
        "type": EventType.UPDATED,
        "at": NOON + number,
        "recordedAt": NOON + number,
        "sequence": number,
        "revision": number,
        "by": "planner",
    }
    return encode_event(Event(**{**known, "subject": subject, **fields}))


def held(
    number: int = 0, subject: str = "A", partition: int = 0, offset: int | None = None, **fields: Any
) -> HeldEvent:
    """Return the same as a reader of the topic holds it."""
    event = read_event(partition, number if offset is None else offset, an_event(number, subject, **fields))
    assert event is not None
    return event
