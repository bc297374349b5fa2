from typing import Any

from app.table.outbox import OutboxRecord, send_all
from tests.engine.fake_producer import FakeProducer


def a_record(value: bytes, partition: int = 0) -> OutboxRecord:
    return OutboxRecord("events", partition, b"key", value, ())


async def test_records_are_batched_in_the_order_of_each_partition() -> None:
    producer: Any = FakeProducer()
    await send_all(producer, [a_record(b"1"), a_record(b"2", partition=1), a_record(b"3")])
    assert [(sent.partition, [value for _, value in sent.records]) for sent in producer.sent] == [
        (0, [b"1", b"3"]),
        (1, [b"2"]),
    ]


async def test_a_full_batch_is_followed_by_another_and_a_larger_record_is_sent_too() -> None:
    producer: Any = FakeProducer(batch_size=300)
    values = [b"a" * 100, b"b" * 100, b"c" * 1_000, b"d" * 100]
    await send_all(producer, map(a_record, values))
    assert [value for sent in producer.sent for _, value in sent.records] == values
    assert len(producer.sent) > 1
