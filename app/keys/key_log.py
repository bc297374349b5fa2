"""The topic `tracker-keys`: one record a key, the newest of which counts; read without a consumer group, like the table."""

from collections.abc import Iterator

from aiokafka import AIOKafkaConsumer, AIOKafkaProducer, TopicPartition

from app.kafka_client import close_consumer
from app.keys.record import KeyRecord, decode_record, encode_record
from app.settings import Settings

LONG_POLL_MS = 500
CLOSE_S = 5.0
Entry = tuple[str, KeyRecord | None]
"""A key's name, and what the log says of it: None that it never existed."""


class KeyReader:
    """One connection to the topic; every method raises KafkaError where Kafka fails."""

    def __init__(self, settings: Settings) -> None:
        self._settings, self._place = settings, TopicPartition(settings.keys_topic, 0)
        self._consumer: AIOKafkaConsumer | None = None
        self.next_offset = 0

    async def read_all(self) -> dict[str, KeyRecord]:
        """Connect, read from the beginning to the present end, and return the keys."""
        consumer = self._consumer = AIOKafkaConsumer(
            bootstrap_servers=self._settings.bootstrap,
            group_id=None,
            enable_auto_commit=False,
            # A place that Kafka does not have means another log, which is to be read anew.
            auto_offset_reset="none",
            fetch_max_wait_ms=LONG_POLL_MS,
            request_timeout_ms=int(self._settings.feed_connect_s * 1000),
        )
        await consumer.start()
        [self.next_offset] = (await consumer.beginning_offsets([self._place])).values()
        [end] = (await consumer.end_offsets([self._place])).values()
        consumer.assign([self._place])
        consumer.seek(self._place, self.next_offset)
        keys: dict[str, KeyRecord] = {}
        while self.next_offset < end:
            for key_id, record in await self.read():
                if record is None:
                    keys.pop(key_id, None)
                else:
                    keys[key_id] = record
        return keys

    async def read(self) -> list[Entry]:
        """Return what was written since, as soon as there is something; nothing after about half a second."""
        assert self._consumer is not None
        fetched = await self._consumer.getmany(self._place, timeout_ms=LONG_POLL_MS)
        entries = list(_entries(fetched.get(self._place, ())))
        self.next_offset = await self._consumer.position(self._place)
        return entries

    @property
    def answered_at_ms(self) -> int:
        """Return when Kafka last answered, by its client; 0: not yet."""
        return 0 if self._consumer is None else self._consumer.last_poll_timestamp(self._place) or 0

    async def close(self) -> None:
        """Disconnect."""
        if self._consumer is not None:
            await close_consumer(self._consumer, CLOSE_S)


async def append(settings: Settings, record: KeyRecord) -> int:
    """Write a key, and return its place once Kafka holds it; raises KafkaError where Kafka does not take it."""
    # Keys are made a few times a year: a connection of their own costs nothing that anybody would notice.
    async with AIOKafkaProducer(
        bootstrap_servers=settings.bootstrap,
        acks="all",
        enable_idempotence=True,
        request_timeout_ms=int(settings.keys_wait_s * 1000),
    ) as producer:
        place = await producer.send_and_wait(
            settings.keys_topic, encode_record(record), key=record.id.encode(), partition=0
        )
    return int(place.offset)


async def read_keys(settings: Settings) -> dict[str, KeyRecord]:
    """Return all keys as of now; raises KafkaError where Kafka cannot be asked."""
    reader = KeyReader(settings)
    try:
        return await reader.read_all()
    finally:
        await reader.close()


def _entries(records: "tuple[object, ...] | list[object]") -> Iterator[Entry]:
    for found in records:
        key, value = getattr(found, "key", None), getattr(found, "value", None)
        if value is None and key:
            yield bytes(key).decode("ascii", "replace"), None
        elif (record := decode_record(key, value)) is not None:
            yield record.id, record
