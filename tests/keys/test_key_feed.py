"""A process follows the topic of keys through all failures, and reports when it cannot: a revoked key must soon be invalid."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass

import pytest
from aiokafka.errors import KafkaError

from app.clock import SystemClock
from app.domain.access import Scope
from app.kafka.register_feed import RegisterFeed
from app.kafka.register_log import append, connect_reader, read_all
from app.kafka.topic_reader import TopicReader
from app.keys.key_feed import create_key_feed
from app.keys.key_log import key_topic
from app.keys.keyring import Keyring
from app.keys.record import KeyRecord, encode_record, new_record
from app.observability.metrics import Metrics
from app.readiness import Readiness
from app.settings import Settings
from tests.builders import NOON
from tests.kafka.embedded import OwnKafka, unique_prefix
from tests.kafka.fake_consumer import FakeTopic
from tests.kafka.topics import ensure_all
from tests.waiting import eventually

SETTINGS = Settings(kafka="nowhere:1", feed_backoff_max_s=0.01, feed_silence_s=0.2, feed_connect_s=1.0)


@dataclass(slots=True)
class Following:
    """A feed with its collaborators."""

    feed: RegisterFeed[KeyRecord]
    keyring: Keyring
    readiness: Readiness
    metrics: Metrics

    def value(self, metric: str) -> float:
        value = self.metrics.registry.get_sample_value(metric)
        assert value is not None, metric
        return value


@asynccontextmanager
async def following(
    settings: Settings, connect: Callable[[Settings, str, int], TopicReader] = connect_reader
) -> AsyncIterator[Following]:
    clock, metrics, readiness = SystemClock(), Metrics(), Readiness("keys")
    keyring = Keyring(clock, settings.known_credentials)
    feed = create_key_feed(settings, clock, metrics, readiness, keyring, connect)
    await feed.start()
    try:
        yield Following(feed, keyring, readiness, metrics)
    finally:
        await feed.stop()


def connected_to(topic: FakeTopic) -> Callable[[Settings, str, int], TopicReader]:
    return lambda settings, _name, fetch_bytes: topic.connect(settings, fetch_bytes)


def a_key() -> tuple[KeyRecord, str]:
    return new_record("someone", frozenset({Scope.READ}), None, NOON)


def revoked(record: KeyRecord) -> KeyRecord:
    return record.model_copy(update={"revokedAt": NOON + 1})


def store(topic: FakeTopic, record: KeyRecord) -> None:
    topic.write(record.id.encode(), encode_record(record))


@pytest.mark.parametrize("method", ["start", "getmany"])
@pytest.mark.parametrize(
    "error",
    [asyncio.CancelledError(), RuntimeError("odd"), ValueError("odd"), KafkaError("odd"), OSError("odd")],
    ids=repr,
)
async def test_a_key_that_is_revoked_after_the_client_failed_no_longer_counts(
    method: str, error: BaseException
) -> None:
    topic = FakeTopic()
    record, text = a_key()
    store(topic, record)
    async with following(SETTINGS, connected_to(topic)) as it:
        if method == "getmany":
            await eventually(lambda: it.keyring.access_of_key(text))
        topic.fail("start", error)
        if method == "getmany":
            topic.fail("getmany", error)
        await eventually(lambda: topic.connects >= 2 and it.keyring.access_of_key(text))
        store(topic, revoked(record))
        await eventually(lambda: it.keyring.access_of_key(text) is None)
        await eventually(lambda: it.readiness.reason is None)


async def test_while_changes_cannot_be_read_known_keys_stay_valid_and_the_process_reports_it() -> None:
    topic = FakeTopic()
    record, text = a_key()
    store(topic, record)
    async with following(SETTINGS, connected_to(topic)) as it:
        await eventually(lambda: it.readiness.reason is None)
        assert it.value("tracker_keys_valid") == 1
        topic.is_away = True
        await eventually(lambda: "revoked keys may still be valid" in (it.readiness.reason_of("keys") or ""))
        as_of = it.value("tracker_keys_as_of_seconds")
        assert it.keyring.access_of_key(text) is not None
        store(topic, revoked(record))
        topic.is_away = False
        await eventually(lambda: it.readiness.reason is None)
        assert it.keyring.access_of_key(text) is None
        await eventually(lambda: it.value("tracker_keys_as_of_seconds") > as_of)


async def test_before_the_first_read_no_key_is_known_and_nothing_is_called_current() -> None:
    topic = FakeTopic()
    topic.is_away = True
    async with following(SETTINGS, connected_to(topic)) as it:
        await eventually(lambda: topic.connects > 2)
        assert it.readiness.reason == "the keys have not been read yet"
        assert not it.keyring.is_complete
        assert it.value("tracker_keys_as_of_seconds") == 0


async def test_one_holder_that_fails_does_not_keep_the_others_from_hearing_of_the_revocation() -> None:
    topic, told = FakeTopic(), list[str]()
    record, text = a_key()
    store(topic, record)

    def fail() -> None:
        raise RuntimeError("a stream that is broken")

    async with following(SETTINGS, connected_to(topic)) as it:
        await eventually(lambda: it.keyring.access_of_key(text))
        access = it.keyring.access_of_key(text)
        assert access is not None
        with it.keyring.hold(access, fail), it.keyring.hold(access, lambda: told.append("second")):
            store(topic, revoked(record))
            await eventually(lambda: told == ["second"])
            assert topic.connects == 1


async def test_a_revocation_during_an_outage_counts_once_the_broker_is_back(own_kafka: OwnKafka) -> None:
    settings = Settings(
        kafka=own_kafka.address, prefix=unique_prefix(), partitions=1, feed_silence_s=1.0, feed_backoff_max_s=0.3
    )
    await ensure_all(settings)
    record, text = a_key()
    await append(settings, key_topic(settings), record.id, record)
    async with following(settings) as it:
        await eventually(lambda: it.readiness.reason is None)
        assert it.keyring.access_of_key(text) is not None
        await asyncio.to_thread(own_kafka.stop)
        await eventually(lambda: it.readiness.reason_of("keys"), within_s=15)
        assert it.keyring.access_of_key(text) is not None
        await asyncio.to_thread(own_kafka.start)
        await append(settings, key_topic(settings), record.id, revoked(record))
        await eventually(lambda: it.keyring.access_of_key(text) is None, within_s=20)
        await eventually(lambda: it.readiness.reason is None)
        assert await read_all(settings, key_topic(settings)) == {record.id: revoked(record)}


async def test_a_key_that_was_written_counts_when_the_call_returns(make_settings: Callable[..., Settings]) -> None:
    settings = make_settings()
    await ensure_all(settings)
    async with following(settings) as it:
        await eventually(lambda: it.readiness.reason is None)
        record, text = a_key()
        await it.feed.write(record.id, record)
        assert it.keyring.access_of_key(text) is not None
        await it.feed.write(record.id, revoked(record))
        assert it.keyring.access_of_key(text) is None
