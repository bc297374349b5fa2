"""The tail of a topic survives all failures of Kafka and aiokafka, and reports the state of the connection."""

import asyncio
import logging
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager, suppress

import pytest
from aiokafka import AIOKafkaProducer
from aiokafka.errors import KafkaError, OffsetOutOfRangeError

from app.clock import SystemClock
from app.kafka.topic_reader import Batches, LogState, TopicReader
from app.kafka.topic_tail import LEAST_FETCH_BYTES, TopicReplacedError, TopicTail
from app.settings import Settings
from tests.kafka.embedded import OwnKafka, make_topic
from tests.kafka.fake_consumer import FakeTopic
from tests.waiting import eventually

SETTINGS = Settings(kafka="nowhere:1", feed_backoff_max_s=0.01, feed_silence_s=0.2, feed_connect_s=1.0)
ERRORS = [
    asyncio.CancelledError(),
    KafkaError("odd"),
    ConnectionResetError("cut"),
    TimeoutError(),
    RuntimeError("a fault"),
    ValueError("a fault"),
    AssertionError(),
]


class Noting:
    """Keeps all records and all callbacks; continues where it stopped."""

    def __init__(self) -> None:
        self.keys: list[bytes | None] = []
        self.next_offsets: tuple[int, ...] | None = None
        self.told: list[str] = []
        self.fails_with: list[Exception] = []
        self.replaced_at: LogState | None = None

    async def begin(self, _reader: TopicReader, state: LogState) -> Sequence[int]:
        if self.next_offsets is None:
            self.next_offsets = state.first_offsets
        if not state.holds(self.next_offsets):
            raise TopicReplacedError("its offsets are others")
        return self.next_offsets

    async def take(self, batches: Batches) -> None:
        if self.fails_with:
            raise self.fails_with.pop()
        for _, batch in batches:
            self.keys += batch.unpack().keys

    def on_progress(self, next_offsets: Sequence[int]) -> None:
        self.next_offsets = tuple(next_offsets)

    def on_heard(self) -> None:
        if self.told[-1:] != ["heard"]:
            self.told.append("heard")

    def on_lost(self, reason: str) -> None:
        if self.told[-1:] != ["lost"]:
            self.told.append("lost")

    def on_replaced(self, error: Exception) -> None:
        self.told.append("replaced")
        self.next_offsets = None
        self.keys.clear()


@asynccontextmanager
async def tailing(topic: FakeTopic, follower: Noting, settings: Settings = SETTINGS) -> AsyncIterator[TopicTail]:
    tail = TopicTail("test feed", settings, SystemClock(), follower, lambda size: topic.connect(settings, size))
    await tail.start()
    try:
        yield tail
    finally:
        await tail.stop()


@pytest.mark.parametrize("method", ["start", "beginning_offsets", "getmany", "stop"])
@pytest.mark.parametrize("error", ERRORS, ids=repr)
async def test_no_failure_of_the_client_ends_the_tail(method: str, error: BaseException) -> None:
    topic, follower = FakeTopic(), Noting()
    topic.write(b"a", b"1")
    if method == "stop":
        topic.fail("getmany", ConnectionResetError("cut"))
    topic.fail(method, error)
    async with tailing(topic, follower):
        await eventually(lambda: topic.connects >= 2 and follower.keys)
        topic.write(b"b", b"2")
        await eventually(lambda: follower.keys == [b"a", b"b"])
        assert follower.told[-1] == "heard"


@pytest.mark.parametrize("error", [RuntimeError("a fault"), asyncio.CancelledError()], ids=repr)
async def test_each_connection_that_fails_is_closed(error: BaseException) -> None:
    topic = FakeTopic()
    topic.fail("start", error, times=3)
    async with tailing(topic, Noting()):
        await eventually(lambda: topic.connects >= 4)
        await eventually(lambda: topic.closes == 3)
    assert topic.closes == topic.connects


async def test_a_follower_that_fails_gets_the_same_records_again() -> None:
    topic, follower = FakeTopic(), Noting()
    topic.write(b"a", b"1")
    follower.fails_with = [ValueError("a fault")] * 3
    async with tailing(topic, follower):
        await eventually(lambda: follower.keys == [b"a"])


async def test_a_fault_that_stays_is_logged_once_and_retried_ever_more_slowly(
    caplog: pytest.LogCaptureFixture,
) -> None:
    settings = SETTINGS.model_copy(update={"feed_backoff_max_s": 0.05})
    topic, follower = FakeTopic(), Noting()
    topic.write(b"a", b"1")
    follower.fails_with = [ValueError("a fault")] * 6
    with caplog.at_level(logging.INFO, "app.kafka"):
        async with tailing(topic, follower, settings):
            await eventually(lambda: follower.keys == [b"a"])
            await eventually(lambda: follower.told == ["heard", "lost", "heard"])
    told = [record.getMessage() for record in caplog.records]
    assert told == [
        "test feed failed and reconnects",
        "test feed lost Kafka: a fault",
        "test feed reached Kafka again after 6 attempts",
    ]


async def test_while_kafka_is_silent_the_tail_reports_the_loss_and_the_last_answer(
    caplog: pytest.LogCaptureFixture,
) -> None:
    topic, follower = FakeTopic(), Noting()
    topic.write(b"a", b"1")
    async with tailing(topic, follower) as tail:
        await eventually(lambda: tail.is_caught_up)
        topic.is_away = True
        await eventually(lambda: follower.told[-1] == "lost")
        as_of = tail.as_of
        assert tail.silent_s >= SETTINGS.feed_silence_s
        await eventually(lambda: topic.connects > 5)
        assert tail.as_of == as_of
        topic.is_away = False
        await eventually(lambda: follower.told[-1] == "heard")
        assert tail.as_of > as_of
    assert sum("lost Kafka" in record.getMessage() for record in caplog.records) == 1


@pytest.mark.parametrize("is_out_of_range", [True, False])
async def test_a_topic_that_was_replaced_is_read_from_its_beginning(is_out_of_range: bool) -> None:
    topic, follower = FakeTopic(), Noting()
    for key in (b"a", b"b", b"c"):
        topic.write(key, b"1")
    async with tailing(topic, follower) as tail:
        await eventually(lambda: tail.is_caught_up)
        topic.records.clear()
        topic.write(b"new", b"1")
        topic.fail("getmany", OffsetOutOfRangeError() if is_out_of_range else ConnectionResetError("cut"))
        await eventually(lambda: follower.keys == [b"new"])
        assert follower.told.count("replaced") == 1


async def test_a_topic_that_is_replaced_at_each_connect_is_not_read_in_a_tight_loop() -> None:
    settings = SETTINGS.model_copy(update={"feed_backoff_max_s": 60.0})
    topic = FakeTopic()
    topic.fail("getmany", OffsetOutOfRangeError(), times=10**6)
    async with tailing(topic, Noting(), settings) as tail:
        await eventually(lambda: topic.connects >= 3)
        assert tail._delay_s() >= 0.1


async def test_fetches_shrink_while_the_first_answers_do_not_arrive() -> None:
    topic, follower = FakeTopic(), Noting()
    topic.write(b"a", b"1")
    topic.fail("getmany", TimeoutError("no answer"), times=20)
    async with tailing(topic, follower) as tail:
        await eventually(lambda: tail.fetch_bytes == LEAST_FETCH_BYTES)
        await eventually(lambda: follower.keys)
        topic.fail("getmany", TimeoutError("no answer"))
        await eventually(lambda: tail.fetch_bytes == 2 * LEAST_FETCH_BYTES)


async def test_a_stop_ends_it_although_the_client_swallows_the_cancellation() -> None:
    topic, is_reading = FakeTopic(), asyncio.Event()

    class Deaf(Noting):
        async def take(self, batches: Batches) -> None:
            is_reading.set()
            with suppress(asyncio.CancelledError):
                await asyncio.Event().wait()

    topic.write(b"a", b"1")
    tail = TopicTail("test feed", SETTINGS, SystemClock(), Deaf(), lambda size: topic.connect(SETTINGS, size))
    await tail.start()
    await is_reading.wait()
    async with asyncio.timeout(5):
        await tail.stop()


async def test_the_tail_follows_a_broker_that_stops_and_returns(own_kafka: OwnKafka) -> None:
    settings = Settings(kafka=own_kafka.address, feed_silence_s=1.0, feed_backoff_max_s=0.3)
    await make_topic(own_kafka.address, "topic")
    follower = Noting()

    async def write(key: bytes) -> None:
        async with AIOKafkaProducer(bootstrap_servers=settings.bootstrap, acks="all") as producer:
            await producer.send_and_wait("topic", b"1", key=key)

    tail = TopicTail(
        "test feed", settings, SystemClock(), follower, lambda size: TopicReader(settings, "topic", 1, size)
    )
    await write(b"a")
    await tail.start()
    try:
        await eventually(lambda: tail.is_caught_up and follower.keys == [b"a"])
        for end, key in ((own_kafka.stop, b"b"), (own_kafka.kill, b"c")):
            await asyncio.to_thread(end)
            await eventually(lambda: follower.told[-1] == "lost", within_s=15)
            await asyncio.to_thread(own_kafka.start)
            await eventually(lambda: follower.told[-1] == "heard", within_s=20)
            await write(key)
            await eventually(lambda key=key: follower.keys[-1] == key)  # type: ignore[misc]
        assert follower.keys == [b"a", b"b", b"c"]
    finally:
        await tail.stop()


MakeSettings = Callable[..., Settings]


async def test_one_partition_is_read_between_two_offsets(make_settings: MakeSettings) -> None:
    settings = make_settings()
    topic = f"{settings.prefix}topic"
    await make_topic(settings.bootstrap, topic, 2)
    async with AIOKafkaProducer(bootstrap_servers=settings.bootstrap, acks="all") as producer:
        for number in range(6):
            await producer.send_and_wait(topic, b"%d" % number, partition=1)
    reader = TopicReader(settings, topic, 2, 1 << 20)
    try:
        assert await reader.open() == LogState((0, 0), (0, 6))
        values = [value async for batch in reader.between(1, 2, 5) for value in batch.unpack().values]
        assert values == [b"2", b"3", b"4", b"5"]
    finally:
        await reader.close()
