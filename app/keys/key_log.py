"""The topic `tracker-keys`: one record a key, the newest of which counts; read without a consumer group, like the table."""

import asyncio
from collections.abc import Mapping

from aiokafka import AIOKafkaProducer

from app.kafka.client import leaks_as_errors
from app.kafka.register import Entry, Register, read_register
from app.kafka.topic_reader import TopicReader
from app.keys.record import KeyRecord, decode_record, encode_record
from app.settings import Settings

FETCH_BYTES = 1 << 20


def key_reader(settings: Settings, fetch_bytes: int = FETCH_BYTES) -> TopicReader:
    """Return a reader of the topic, not connected."""
    return TopicReader(settings, settings.keys_topic, 1, fetch_bytes)


def decode_entry(key: bytes | None, value: bytes | None) -> Entry[KeyRecord] | None:
    """Return a key's id and record, None in place of the record where the key was removed; None where it is no key's."""
    if value is None and key:
        return key.decode("ascii", "replace"), None
    record = decode_record(key, value)
    return None if record is None else (record.id, record)


async def append(settings: Settings, record: KeyRecord) -> int:
    """Write a key, and return its offset once Kafka holds it; raises KafkaError or OSError where Kafka does not take it."""
    # Keys are made a few times a year: a connection of their own costs nothing that anybody would notice.
    with leaks_as_errors():
        async with AIOKafkaProducer(
            bootstrap_servers=settings.bootstrap,
            acks="all",
            enable_idempotence=True,
            request_timeout_ms=int(settings.keys_wait_s * 1000),
        ) as producer:
            stored = await producer.send_and_wait(
                settings.keys_topic, encode_record(record), key=record.id.encode(), partition=0
            )
    return int(stored.offset)


class _Found:
    """Keeps what a register holds."""

    def __init__(self) -> None:
        self.records: dict[str, KeyRecord] = {}

    def replace_all(self, records: Mapping[str, KeyRecord]) -> None:
        self.records = dict(records)

    def apply(self, name: str, record: KeyRecord | None) -> None:
        raise NotImplementedError  # one that is read once has no changes


async def read_keys(settings: Settings) -> dict[str, KeyRecord]:
    """Return all keys as of now; raises KafkaError or OSError where Kafka cannot be asked in time."""
    found = _Found()
    with leaks_as_errors():
        async with asyncio.timeout(settings.feed_connect_s):
            await read_register(key_reader(settings), Register(decode_entry, found))
    return found.records
