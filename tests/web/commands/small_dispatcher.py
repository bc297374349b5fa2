"""A dispatcher as small as can be: the product's decisions between the real topics, in one task and without state on disk."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import Any

from aiokafka import AIOKafkaConsumer, AIOKafkaProducer, TopicPartition

from app.clock import SystemClock
from app.deliveries.codec import decode_command, encode_row
from app.domain.deliveries.change import AnyRow
from app.domain.deliveries.decision import decide
from app.settings import Settings


class SmallDispatcher:
    """Decides commands in order while it is not held."""

    def __init__(self, settings: Settings) -> None:
        self._settings, self._clock = settings, SystemClock()
        self.rows: dict[str, AnyRow] = {}
        self.commands: list[Any] = []
        """All that were decided, in order."""
        self.may_decide = asyncio.Event()
        self.may_decide.set()

    async def run(self) -> None:
        """Decide until cancelled."""
        settings = self._settings
        consumer = AIOKafkaConsumer(bootstrap_servers=settings.bootstrap, auto_offset_reset="earliest")
        producer = AIOKafkaProducer(bootstrap_servers=settings.bootstrap, acks="all", max_batch_size=512 << 10)
        await consumer.start()
        await producer.start()
        try:
            consumer.assign([TopicPartition(settings.commands_topic, n) for n in range(settings.partitions)])
            while True:
                fetched = await consumer.getmany(timeout_ms=200)
                await self.may_decide.wait()
                await asyncio.gather(
                    *(self._decide(producer, where.partition, records) for where, records in fetched.items())
                )
        finally:
            await consumer.stop()
            await producer.stop()

    async def _decide(self, producer: AIOKafkaProducer, partition: int, records: Sequence[Any]) -> None:
        changed: dict[str, AnyRow] = {}
        for record in records:
            shipment_id, command = record.key.decode(), decode_command(record.value)
            self.commands.append(command)
            decided = decide(shipment_id, self.rows.get(shipment_id), command, record.offset, self._clock.now())
            if decided.row is not None:
                self.rows[shipment_id] = changed[shipment_id] = decided.row
        batch, topic = producer.create_batch(), self._settings.deliveries_changelog_topic
        for shipment_id, row in changed.items():
            added = batch.append(key=shipment_id.encode(), value=encode_row(row), timestamp=None)
            assert added is not None
        if changed:
            await (await producer.send_batch(batch, topic, partition=partition))


@asynccontextmanager
async def dispatching(settings: Settings) -> AsyncIterator[SmallDispatcher]:
    """Decide commands while the block runs; the topics must exist."""
    dispatcher = SmallDispatcher(settings)
    task = asyncio.create_task(dispatcher.run(), name="small-dispatcher")
    try:
        yield dispatcher
    finally:
        task.cancel()
        await asyncio.wait([task])
