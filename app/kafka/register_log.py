"""The topic of a register: one partition, of which the newest record of a name counts; read without a consumer group."""

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

from app.kafka.client import connected_producer, leaks_as_errors
from app.kafka.register import Entry, Register, read_register
from app.kafka.topic_reader import TopicReader
from app.settings import Settings

FETCH_BYTES = 1 << 20

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class RegisterTopic(Generic[T]):
    """A topic and the records in it."""

    name: str
    encode: Callable[[T], bytes]
    decode: Callable[[bytes | None, bytes], T | None]
    """Returns the record of a key and a value, or None if it is none; other programs may write to the topic."""

    def decode_entry(self, key: bytes | None, value: bytes | None) -> Entry[T] | None:
        """Return a name and its record (None if it was removed), or None if the record is no entry."""
        if not key:
            return None
        record = None if value is None else self.decode(key, value)
        return None if value is not None and record is None else (key.decode("utf-8", "replace"), record)


def connect_reader(settings: Settings, topic: str, fetch_bytes: int = FETCH_BYTES) -> TopicReader:
    """Return a reader of the topic that is not connected yet."""
    return TopicReader(settings, topic, 1, fetch_bytes)


async def append(settings: Settings, topic: RegisterTopic[T], name: str, record: T | None) -> int:
    """Write a record, or its removal, and return its offset once Kafka holds it; raises KafkaError or OSError."""
    # Records change a few times a day, so the cost of a separate connection does not matter.
    with leaks_as_errors():
        async with connected_producer(
            settings.bootstrap, request_timeout_ms=int(settings.keys_wait_s * 1000)
        ) as producer:
            value = None if record is None else topic.encode(record)
            stored = await producer.send_and_wait(topic.name, value, key=name.encode(), partition=0)
    return int(stored.offset)


class _Found(Generic[T]):
    """Keeps the entries of a register."""

    def __init__(self) -> None:
        self.records: dict[str, T] = {}

    def replace_all(self, records: Mapping[str, T]) -> None:
        self.records = dict(records)

    def apply(self, name: str, record: T | None) -> None:
        raise NotImplementedError  # a register that is read once gets no changes


async def read_all(settings: Settings, topic: RegisterTopic[T]) -> dict[str, T]:
    """Return all current records; raises KafkaError or OSError if Kafka does not answer in time."""
    found: _Found[T] = _Found()
    with leaks_as_errors():
        async with asyncio.timeout(settings.feed_connect_s):
            await read_register(connect_reader(settings, topic.name), Register(topic.decode_entry, found))
    return found.records
