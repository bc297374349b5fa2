"""The record of a changelog's partition that says: from here on this log has all rows of the partition.

The first owner of a partition writes it where the group has committed nothing, and a refill after the last row (refill.py).
Only a table whose input cannot rebuild it has such records.
"""

from collections.abc import Collection

from aiokafka import AIOKafkaConsumer, TopicPartition

from app.kafka.client import connected_consumer, connected_producer
from app.kafka.fetched_batches import deliver_batches

WHOLE_KEY = b"\0whole"
"""A reserved key, so that no reader takes the record for a row; compaction keeps it."""
FETCH_BYTES = 4 << 20


class WholeMarks:
    """Looks for the records of partitions; a second look continues after the first."""

    def __init__(self, bootstrap: str, topic: str) -> None:
        self._bootstrap, self._topic = bootstrap, topic
        self._read: dict[int, int] = {}
        """By partition the offset before which there is none."""

    async def find(self, partitions: Collection[int]) -> set[int]:
        """Return those of the partitions that have the record."""
        if not partitions:
            return set()
        async with connected_consumer(self._bootstrap, max_partition_fetch_bytes=FETCH_BYTES) as consumer:
            deliver_batches(consumer)
            return await self._find(consumer, [TopicPartition(self._topic, partition) for partition in partitions])

    async def _find(self, consumer: AIOKafkaConsumer, tps: list[TopicPartition]) -> set[int]:
        consumer.assign(tps)
        begins, ends = await consumer.beginning_offsets(tps), await consumer.end_offsets(tps)
        for tp in tps:
            consumer.seek(tp, max(begins[tp], self._read.get(tp.partition, 0)))
        found: set[TopicPartition] = set()
        while left := [tp for tp in tps if tp not in found and await consumer.position(tp) < ends[tp]]:
            for tp, batches in (await consumer.getmany(*left, timeout_ms=500)).items():
                if any(WHOLE_KEY in batch.unpack().keys for batch in batches):
                    found.add(tp)
                    consumer.pause(tp)
        self._read.update({tp.partition: ends[tp] for tp in tps if tp not in found})
        return {tp.partition for tp in found}

    async def write(self, partitions: Collection[int]) -> None:
        """Write the record of each of the partitions."""
        if not partitions:
            return
        async with connected_producer(self._bootstrap) as producer:
            for partition in partitions:
                await producer.send_and_wait(self._topic, b"1", key=WHOLE_KEY, partition=partition)
