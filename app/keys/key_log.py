"""The topic `tracker-keys`: the newest record of a key counts; read without a consumer group, like the table."""

import asyncio
from collections.abc import Mapping

from app.kafka.client import connected_producer, leaks_as_errors
from app.kafka.register import Entry, Register, read_register
from app.kafka.topic_reader import TopicReader
from app.keys.record import KeyRecord, decode_record, encode_record
from app.settings import Settings

FETCH_BYTES = 1 << 20


def key_reader(settings: Settings, fetch_bytes: int = FETCH_BYTES) -> TopicReader:
    """Return a reader of the topic that is not connected yet."""
    return TopicReader(settings, settings.keys_topic, 1, fetch_bytes)


def decode_entry(key: bytes | None, value: bytes | None) -> Entry[KeyRecord] | None:
    """Return a key's id and record (None if the key was removed), or None if the record is not a key."""
    if value is None and key:
        return key.decode("ascii", "replace"), None
    record = decode_record(key, value)
    return None if record is None else (record.id, record)


async def append(settings: Settings, record: KeyRecord) -> int:
    """Write a key and return its offset once Kafka holds it; raises KafkaError or OSError if the write fails."""
    # Keys are created a few times a year, so the cost of a separate connection does not matter.
    with leaks_as_errors():
        async with connected_producer(
            settings.bootstrap, request_timeout_ms=int(settings.keys_wait_s * 1000)
        ) as producer:
            stored = await producer.send_and_wait(
                settings.keys_topic, encode_record(record), key=record.id.encode(), partition=0
            )
    return int(stored.offset)


class _Found:
    """Keeps the entries of a register."""

    def __init__(self) -> None:
        self.records: dict[str, KeyRecord] = {}

    def replace_all(self, records: Mapping[str, KeyRecord]) -> None:
        self.records = dict(records)

    def apply(self, name: str, record: KeyRecord | None) -> None:
        raise NotImplementedError  # a register that is read once gets no changes


async def read_keys(settings: Settings) -> dict[str, KeyRecord]:
    """Return all current keys; raises KafkaError or OSError if Kafka does not answer in time."""
    found = _Found()
    with leaks_as_errors():
        async with asyncio.timeout(settings.feed_connect_s):
            await read_register(key_reader(settings), Register(decode_entry, found))
    return found.records
