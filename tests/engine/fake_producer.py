"""A producer that takes what aiokafka's takes and acknowledges when the test says so."""

import asyncio
from dataclasses import dataclass, field
from typing import Any

from aiokafka.producer.message_accumulator import BatchBuilder
from aiokafka.record.memory_records import MemoryRecords
from aiokafka.structs import RecordMetadata, TopicPartition

from app.kafka.fetched_batches import Headers


@dataclass(eq=False)
class Sent:
    """What was handed over at once, and the ack that its sender waits for."""

    topic: str
    partition: int
    records: list[tuple[bytes | None, bytes | None]]
    ack: asyncio.Future[RecordMetadata]
    headers: dict[str, bytes] = field(default_factory=dict)
    all_headers: list[Headers] = field(default_factory=list)
    """Of each record of a batch."""


class FakeProducer:
    """Gives offsets as Kafka does; with `holds_acks` nothing is acknowledged before `ack_all` or `fail`."""

    def __init__(self, batch_size: int = 1 << 20) -> None:
        self.batch_size = batch_size
        self.holds_acks = False
        self.sent: list[Sent] = []
        self.ends: dict[tuple[str, int], int] = {}
        """The next offset of each partition; a test moves it to simulate another writer's records."""

    def create_batch(self) -> BatchBuilder:
        """Return aiokafka's own batch."""
        return BatchBuilder(self.batch_size, 0)

    async def send_batch(self, batch: BatchBuilder, topic: str, *, partition: int) -> asyncio.Future[RecordMetadata]:
        """Take a closed batch."""
        assert batch.closed()
        records = list(MemoryRecords(bytes(batch._build())).next_batch())
        pairs, headers = [(r.key, r.value) for r in records], [r.headers for r in records]
        return self._take(Sent(topic, partition, pairs, self._new_ack(), all_headers=headers))

    async def send(
        self, topic: str, value: bytes, *, key: bytes | None, partition: int, headers: list[tuple[str, bytes]]
    ) -> asyncio.Future[RecordMetadata]:
        """Take one record."""
        return self._take(Sent(topic, partition, [(key, value)], self._new_ack(), dict(headers)))

    def ack_all(self) -> None:
        """Acknowledge all that waits, in order."""
        for sent in self.waiting:
            self._ack(sent)

    def fail(self, error: Exception) -> None:
        """Fail all that waits."""
        for sent in self.waiting:
            sent.ack.set_exception(error)

    @property
    def waiting(self) -> list[Sent]:
        """Return what has no ack yet."""
        return [sent for sent in self.sent if not sent.ack.done()]

    def rows(self, topic: str) -> dict[bytes | None, bytes | None]:
        """Return the newest value of each key of a topic."""
        return dict(record for sent in self.sent if sent.topic == topic for record in sent.records)

    def _new_ack(self) -> Any:
        return asyncio.get_running_loop().create_future()

    def _take(self, sent: Sent) -> asyncio.Future[RecordMetadata]:
        self.sent.append(sent)
        if not self.holds_acks:
            self._ack(sent)
        return sent.ack

    def _ack(self, sent: Sent) -> None:
        partition = sent.topic, sent.partition
        base = self.ends.get(partition, 0)
        self.ends[partition] = base + len(sent.records)
        sent.ack.set_result(RecordMetadata(*partition, TopicPartition(*partition), base, -1, 0, 0))
