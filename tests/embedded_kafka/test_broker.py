from collections.abc import Callable

from aiokafka import AIOKafkaConsumer, AIOKafkaProducer, TopicPartition

from app.settings import Settings
from tests.kafka.embedded import OwnKafka, make_topic


async def _send(address: str, topic: str, value: bytes) -> None:
    async with AIOKafkaProducer(bootstrap_servers=address, acks="all", enable_idempotence=True) as producer:
        await producer.send_and_wait(topic, value)


async def _read_one(address: str, topic: str) -> bytes:
    consumer = AIOKafkaConsumer(bootstrap_servers=address, auto_offset_reset="earliest")
    await consumer.start()
    try:
        consumer.assign([TopicPartition(topic, 0)])
        record = await consumer.getone()
        assert record.value is not None
        return bytes(record.value)
    finally:
        await consumer.stop()


async def test_the_shared_kafka_stores_what_an_idempotent_producer_sends(
    make_settings: Callable[..., Settings],
) -> None:
    settings = make_settings()
    await make_topic(settings.bootstrap, settings.positions_topic)
    await _send(settings.bootstrap, settings.positions_topic, b"[]")
    assert await _read_one(settings.bootstrap, settings.positions_topic) == b"[]"


async def test_records_survive_a_restart_and_a_kill_of_kafka(own_kafka: OwnKafka) -> None:
    await make_topic(own_kafka.address, "kept")
    await _send(own_kafka.address, "kept", b"first")
    own_kafka.restart()
    assert await _read_one(own_kafka.address, "kept") == b"first"
    own_kafka.kill()
    own_kafka.start()
    assert await _read_one(own_kafka.address, "kept") == b"first"
