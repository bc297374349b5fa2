"""Makes an aiokafka consumer deliver what it fetched by whole batches of Kafka, to be unpacked by the reader.

aiokafka builds a Python object of eleven members for every record, which takes five times as long as its compiled parser:
2.4 µs a record. Everything else of the consumer (leaders, errors, positions, CRCs) stays as it is. Read against aiokafka
0.14.0 (consumer/fetcher.py, record/).
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
        """Return some of them, by their place in the lists."""
        if start == 0 and end >= len(self.offsets):
            return self
        return LogRecords(self.offsets[start:end], self.keys[start:end], self.values[start:end])


class FetchedBatch(NamedTuple):
    """Records that Kafka stores together; their CRC has been checked."""

    first_offset: int
    """Records before it were not asked for: Kafka gives whole batches."""
    packed: Any

    @property
    def next_offset(self) -> int:
        """Return the offset behind it; compaction may have removed the last of its records."""
        offset: int = self.packed.next_offset
        return offset

    def unpack(self) -> LogRecords:
        """Return the records that were asked for; call it once."""
        offsets: list[int] = []
        keys: list[bytes | None] = []
        values: list[bytes | None] = []
        # One at a time: a list of the parser's objects would keep the garbage collector busy, and takes twice as long.
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
    """Make `getmany` of a started consumer return FetchedBatch in place of records, also where it counts them."""
    consumer._fetcher._records = _Fetched()


class _Fetched(OrderedDict[TopicPartition, Any]):
    """What the fetcher keeps between a fetch and its delivery."""

    def __setitem__(self, partition: TopicPartition, result: Any) -> None:
        records = getattr(result, "_partition_records", None)  # None: an error to be raised to the reader
        if records is not None:
            records._records_iterator = _unpack(records)
        super().__setitem__(partition, result)


def _unpack(fetched: Any) -> Iterator[FetchedBatch]:
    """Do what aiokafka's `PartitionRecords._unpack_records` does for a reader of uncommitted records, but for the records."""
    records = fetched._records
    while records.has_next():
        batch = records.next_batch()
        if fetched._check_crcs and not batch.validate_crc():
            raise CorruptRecordException(f"Invalid CRC - {fetched._tp}")
        first_offset, fetched.next_fetch_offset = fetched.next_fetch_offset, batch.next_offset
        if not batch.is_control_batch:
            yield FetchedBatch(first_offset, batch)
