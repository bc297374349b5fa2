"""Records that no producer should write to the topic of commands."""

from collections.abc import Iterator

from aiokafka import AIOKafkaProducer

from app.domain.partition import partition_of
from app.settings import Settings
from tests.chaos.world import PARTITIONS

ALIEN = "poison-order"
BAD = (
    b"not json",
    b"\xff\xfe\x00",
    b"",
    b"null",
    b"[]",
    b"{}",
    b"[" * 100_000,
    b"9" * 5_000,
    b'{"v":1,"id":"p","at":1,"by":"x","kind":"nothing"}',
    b'{"v":2,"id":"p","at":1,"by":"x","kind":"withdraw"}',
    b'{"v":1,"id":"p","at":"soon","by":"x","kind":"withdraw"}',
    b'{"v":1,"id":"p","at":1e400,"by":"x","kind":"withdraw"}',
    b'{"v":1,"id":"p","at":1,"by":"x","kind":"status","to":"lost","statusAt":1}',
    b'{"v":1,"id":"p","at":1,"by":"x","kind":"plan","whole":true,"set":{"destination":{"latitude":91,"longitude":0}}}',
    b'{"v":1,"id":"p","at":1,"by":"x","kind":"plan","whole":true,"set":{"note":"' + b"x" * 900_000 + b'"}}',
)
KEYS = (ALIEN.encode(), None, b"", b"\xff", b"\x00epoch", b"x" * 1_000)
SOUND = b'{"v":1,"id":"p","at":1700000000,"by":"x","kind":"withdraw"}'


def poison() -> Iterator[tuple[int, bytes | None, bytes | None]]:
    """Yield partition, key and value of records: bad values, bad keys, no value, and the partition of another delivery."""
    home = partition_of(ALIEN, PARTITIONS)
    for value in BAD:
        yield home, ALIEN.encode(), value
    yield home, ALIEN.encode(), None
    for partition in range(PARTITIONS):
        for key in KEYS:
            yield partition, key, SOUND


async def write_poison(settings: Settings) -> None:
    """Write all of it."""
    async with AIOKafkaProducer(bootstrap_servers=settings.bootstrap, acks="all") as producer:
        for partition, key, value in poison():
            await producer.send_and_wait(settings.commands_topic, value, key=key, partition=partition)
