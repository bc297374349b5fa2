"""Fills the topic `positions` with ready bytes, faster than anything reads it."""

import asyncio
from collections.abc import Iterator

from aiokafka import AIOKafkaProducer

from app.settings import Settings
from tests.bench.fleet import Fleet
from tests.kafka.topics import ensure_all

BATCH_BYTES = 900_000
IN_FLIGHT = 16

Record = tuple[bytes | None, bytes]
"""Key and value."""


async def fill(settings: Settings, fleet: Fleet, positions: int, envelope_size: int) -> int:
    """Create the topics and write at least this many positions, as whole rounds of the fleet; return the number.

    An `envelope_size` of 1 writes what a plain Kafka producer does: single JSON objects, keyed by shipment.
    """
    await ensure_all(settings)
    rounds = -(-positions // fleet.shipments)
    async with AIOKafkaProducer(
        bootstrap_servers=settings.bootstrap, max_batch_size=BATCH_BYTES, max_request_size=BATCH_BYTES + 1024
    ) as producer:
        writers = [_Writer(producer, settings.positions_topic, partition) for partition in range(fleet.partitions)]
        for round_number in range(rounds):
            for partition, writer in enumerate(writers):
                await writer.write(_records(fleet, partition, round_number, envelope_size))
        for writer in writers:
            await writer.finish()
    return rounds * fleet.shipments


def _records(fleet: Fleet, partition: int, round_number: int, envelope_size: int) -> Iterator[Record]:
    if envelope_size == 1:
        return iter(fleet.keyed(partition, round_number))
    return ((None, envelope) for _, envelope in fleet.envelopes(partition, round_number, envelope_size))


class _Writer:
    """Packs one partition's records into batches and keeps a few of them in flight."""

    def __init__(self, producer: AIOKafkaProducer, topic: str, partition: int) -> None:
        self._producer, self._topic, self._partition = producer, topic, partition
        self._batch = producer.create_batch()
        self._in_flight: list[asyncio.Future[object]] = []

    async def write(self, records: Iterator[Record]) -> None:
        for key, value in records:
            if self._batch.append(key=key, value=value, timestamp=None) is None:  # full
                await self._send()
                assert self._batch.append(key=key, value=value, timestamp=None) is not None, "larger than a batch"

    async def finish(self) -> None:
        await self._send()
        await asyncio.gather(*self._in_flight)

    async def _send(self) -> None:
        self._batch.close()
        if len(self._in_flight) >= IN_FLIGHT:
            await self._in_flight.pop(0)
        self._in_flight.append(await self._producer.send_batch(self._batch, self._topic, partition=self._partition))
        self._batch = self._producer.create_batch()
