"""Makes an aiokafka consumer deliver whole Kafka batches, which the reader unpacks.

aiokafka builds a Python object with eleven members for every record: 2.4 µs a record, five times as long as its compiled
parser takes. All else in the consumer (leaders, errors, positions, CRCs) is unchanged. Read against aiokafka 0.14.0
(consumer/fetcher.py, record/).
"""

from bisect import bisect_left
from collections import OrderedDict
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from aiokafka import AIOKafkaConsumer, TopicPartition
from aiokafka.errors import CorruptRecordException

Headers = Sequence[tuple[str, bytes]]


class LogRecords(NamedTuple):
    """Records of a partition, in order, as parallel lists."""

    offsets: list[int]
    keys: list[bytes | None]
    values: list[bytes | None]

    def between(self, start: int, end: int) -> "LogRecords":
        """Return the records from index `start` to `end` of the lists."""
        if start == 0 and end >= len(self.offsets):
            return self
        return LogRecords(self.offsets[start:end], self.keys[start:end], self.values[start:end])


class FetchedBatch(NamedTuple):
    """Records that Kafka stores together, with their CRC checked."""

    first_offset: int
    """The requested offset; Kafka returns whole batches, so earlier records may precede it."""
    packed: Any

    @property
    def next_offset(self) -> int:
        """Return the offset after the batch; compaction may have removed its last records."""
        offset: int = self.packed.next_offset
        return offset

    def unpack(self) -> LogRecords:
        """Return the records from the requested offset; call this once."""
        offsets: list[int] = []
        keys: list[bytes | None] = []
        values: list[bytes | None] = []
        # One at a time: a list of the parser's objects keeps the garbage collector busy and takes twice as long.
        for record in self.packed:
            offsets.append(record.offset)
            keys.append(record.key)
            values.append(record.value)
        return self._asked(LogRecords(offsets, keys, values))

    def unpack_with_nulls(self) -> tuple[LogRecords, dict[int, Headers]]:
        """Return what `unpack` returns, and the headers of the records without a value, by offset."""
        offsets: list[int] = []
        keys: list[bytes | None] = []
        values: list[bytes | None] = []
        headers: dict[int, Headers] = {}
        for record in self.packed:
            offsets.append(record.offset)
            keys.append(record.key)
            values.append(value := record.value)
            if value is None:
                headers[record.offset] = record.headers
        return self._asked(LogRecords(offsets, keys, values)), headers

    def _asked(self, records: LogRecords) -> LogRecords:
        return records.between(bisect_left(records.offsets, self.first_offset), len(records.offsets))


def deliver_batches(consumer: AIOKafkaConsumer) -> None:
    """Make `getmany` of a started consumer return and count FetchedBatch instead of records."""
    consumer._fetcher._records = _Fetched()


class _Fetched(OrderedDict[TopicPartition, Any]):
    """The fetcher's store between a fetch and its delivery."""

    def __setitem__(self, partition: TopicPartition, result: Any) -> None:
        records = getattr(result, "_partition_records", None)  # None: an error that the reader will get
        if records is not None:
            records._records_iterator = _unpack(records)
        super().__setitem__(partition, result)


def _unpack(fetched: Any) -> Iterator[FetchedBatch]:
    """Do what aiokafka's `PartitionRecords._unpack_records` does, but yield batches instead of records."""
    records = fetched._records
    while records.has_next():
        batch = records.next_batch()
        if fetched._check_crcs and not batch.validate_crc():
            raise CorruptRecordException(f"Invalid CRC - {fetched._tp}")
        first_offset, fetched.next_fetch_offset = fetched.next_fetch_offset, batch.next_offset
        if not batch.is_control_batch:
            yield FetchedBatch(first_offset, batch)
