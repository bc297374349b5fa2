"""Events as the dispatcher tells them, for tests."""

import asyncio
from collections.abc import Sequence
from typing import Any

from aiokafka import AIOKafkaProducer

from app.deliveries.codec import encode_event
from app.domain.deliveries.event import Event, EventType
from app.domain.partition import partition_of
from app.settings import Settings
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


async def tell(settings: Settings, events: Sequence[tuple[str, bytes]]) -> None:
    """Append events to the topic."""
    async with AIOKafkaProducer(bootstrap_servers=settings.bootstrap, linger_ms=5) as producer:
        sent = [
            await producer.send(
                settings.events_topic,
                value,
                key=subject.encode(),
                partition=partition_of(subject, settings.partitions),
            )
            for subject, value in events
        ]
        await asyncio.gather(*sent)
