"""The change feed against a real Kafka: catching up, following, losing Kafka, and a changelog that was replaced."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

from aiokafka import AIOKafkaProducer
from aiokafka.admin import AIOKafkaAdminClient, NewTopic
from aiokafka.errors import KafkaError

from app.clock import SystemClock
from app.domain.partition import partition_of
from app.fixes.latest_table import latest_table
from app.kafka.changelog_id import LOG_ID_KEY
from app.observability.metrics import Metrics
from app.ports import free_port
from app.readiness import Readiness
from app.settings import Settings
from tests.builders import NOON, a_row
from tests.chaos.proxy import Proxy
from tests.kafka.embedded import OwnKafka, unique_prefix
from tests.kafka.topics import latest_epoch
from tests.metric_values import LABELS_OF, value_of
from tests.waiting import eventually
from tests.web.replica.deletions import a_deletion, as_bytes
from web.feed.change_feed import LONGEST_SILENCE_S, ChangeFeed
from web.latest.feed import LATEST_FEED
from web.latest.filters import EVERYTHING
from web.latest.latest_view import LatestView
from web.replica.cursor import parse_cursor

MakeSettings = Callable[..., Settings]


class Listener:
    """Counts what it is told."""

    def __init__(self) -> None:
        self.changes = self.resets = 0
        self.changed = asyncio.Event()

    def on_changes(self) -> None:
        """Count."""
        self.changes += 1
        self.changed.set()

    def on_reset(self) -> None:
        """Count."""
        self.resets += 1


class Following:
    """A feed with all that it works on, and a producer that writes the changelog as the table does."""

    def __init__(self, settings: Settings, producer: AIOKafkaProducer) -> None:
        self.settings, self.producer = settings, producer
        self.metrics, self.readiness, self.listener = Metrics(), Readiness("kafka", "view"), Listener()
        self.view = LatestView(settings.partitions, settings.ring_size)
        self.feed = self.feed_of(settings)

    def feed_of(self, settings: Settings) -> ChangeFeed:
        """Return a feed, not started."""
        table, store = latest_table(settings), self.view.store
        clock, metrics = SystemClock(), self.metrics
        return ChangeFeed(settings, clock, metrics, table, LATEST_FEED, store, self.readiness, self.listener)

    async def write(self, shipment_id: str, **fields: Any) -> bytes:
        """Write a row and return its bytes once Kafka has them."""
        raw = json.dumps(a_row(shipmentId=shipment_id, **fields)).encode()
        await self.write_record(shipment_id.encode(), raw, partition_of(shipment_id, self.settings.partitions))
        return raw

    async def write_record(self, key: bytes | None, value: bytes | None, partition: int = 0) -> None:
        """Write any record."""
        await self.producer.send_and_wait(self.settings.changelog_topic, value, key=key, partition=partition)

    async def caught_up(self) -> None:
        """Start the feed and wait until the view is complete."""
        await self.feed.start()
        await eventually(lambda: self.feed.caught_up)

    def value(self, metric: str, **labels: str) -> float:
        """Return the value of a metric."""
        if "table" in LABELS_OF[metric]:
            labels["table"] = "latest"
        return value_of(self.metrics, metric, **labels)


async def made_topics(settings: Settings) -> str:
    """Make the topics and return the epoch, as soon as Kafka lets us: it is slow to delete and to elect leaders."""
    deadline = asyncio.get_running_loop().time() + 15
    while True:
        try:
            return await latest_epoch(settings)
        except KafkaError:
            assert asyncio.get_running_loop().time() < deadline
            await asyncio.sleep(0.05)


@asynccontextmanager
async def following(settings: Settings, *, with_topics: bool = True) -> AsyncIterator[Following]:
    if with_topics:
        await made_topics(settings)
    producer = AIOKafkaProducer(bootstrap_servers=settings.bootstrap, acks="all")
    await producer.start()
    it = Following(settings, producer)
    try:
        yield it
    finally:
        await it.feed.stop()
        await producer.stop()


async def test_it_reads_what_is_there_and_then_what_comes(make_settings: MakeSettings) -> None:
    async with following(make_settings()) as it:
        rows = {f"S-{n}": await it.write(f"S-{n}") for n in range(20)}
        await it.feed.start()
        assert not it.feed.caught_up
        assert "view" in (it.readiness.reason or "") or "positions" in (it.readiness.reason or "")
        await eventually(lambda: it.feed.caught_up)
        assert {name: it.view.store.get(name) for name in rows} == rows
        assert it.readiness.reason is None
        newer = await it.write("S-3", timestamp=NOON + 1)
        await eventually(lambda: it.view.store.get("S-3") == newer)
        await it.write("S-3", timestamp=NOON - 1)
        last = await it.write("S-3", timestamp=NOON + 2)
        await eventually(lambda: it.view.store.get("S-3") == last)
        assert it.value("tracker_changes_ignored_total", reason="older") == 1


async def test_a_change_arrives_within_milliseconds_when_it_is_quiet(make_settings: MakeSettings) -> None:
    async with following(make_settings()) as it:
        await it.caught_up()
        loop = asyncio.get_running_loop()
        took_s = []
        for number in range(20):
            it.listener.changed.clear()
            await it.write(f"S-{number}")
            acked_at = loop.time()
            await it.listener.changed.wait()
            took_s.append(loop.time() - acked_at)
        # A poll or a lingering fetch would make nearly every one late; a busy machine makes some late.
        assert sorted(took_s)[5] < 0.02


async def test_what_is_no_row_is_ignored_and_counted(make_settings: MakeSettings) -> None:
    async with following(make_settings()) as it:
        await it.write("A")
        await it.write_record(b"A", None)
        await it.write_record(b"\0other", b"{}")
        await it.write_record(b"__faust\0offset__", b"1")
        await it.write_record(b"B", b"not json")
        await it.write_record(b"B", b"\xff")
        await it.write_record(b"\xff", json.dumps(a_row(shipmentId="C")).encode())
        await it.caught_up()
        assert len(it.view.store) == 1
        assert it.value("tracker_changes_ignored_total", reason="tombstone") == 1
        assert it.value("tracker_changes_ignored_total", reason="reserved_key") == 3  # with the epoch's
        assert it.value("tracker_changes_ignored_total", reason="undecodable") == 3


async def test_a_row_written_over_several_lines_is_kept_on_one(make_settings: MakeSettings) -> None:
    async with following(make_settings()) as it:
        await it.write_record(b"A", json.dumps(a_row(shipmentId="A"), indent=1).replace("\n", "\r\n").encode())
        await it.caught_up()
        raw = it.view.store.get("A") or b""
        assert b"\n" not in raw
        assert b"\r" not in raw
        assert json.loads(raw)["shipmentId"] == "A"


async def test_the_cursor_names_the_log_as_the_topics_do(make_settings: MakeSettings) -> None:
    settings = make_settings()
    epoch = await made_topics(settings)
    async with following(settings) as it:
        await it.write("A")
        await it.caught_up()
        assert it.view.store.epoch == epoch
        cursor = parse_cursor(it.view.store.cursor(EVERYTHING.key))
        assert cursor is not None
        assert (cursor.epoch, cursor.next_offsets) == (epoch, it.view.store.next_offsets)
        assert sum(cursor.next_offsets) == 2


async def test_the_ring_begins_where_the_log_ended_at_the_start(make_settings: MakeSettings) -> None:
    async with following(make_settings()) as it:
        await it.write("A")
        await it.caught_up()
        at_start = it.view.store.next_offsets
        assert it.view.store.changes.first_offsets == at_start
        await it.write("B")
        await eventually(lambda: it.view.store.get("B"))
        missed = it.view.store.changes.since_offsets(at_start)
        assert missed is not None
        assert [it.view.store.id_at(slot) for slot in missed.slots.tolist()] == ["B"]


async def test_a_log_without_a_name_is_not_served_until_it_has_one(make_settings: MakeSettings) -> None:
    settings = make_settings(partitions=1)
    async with admin_of(settings) as admin:
        await admin.create_topics(
            [NewTopic(settings.changelog_topic, 1, 1, topic_configs={"cleanup.policy": "compact"})]
        )
    async with following(settings, with_topics=False) as it:
        await it.write("A")
        await it.feed.start()
        await eventually(lambda: "names it" in (it.readiness.reason_of("view") or ""))
        assert not it.feed.caught_up
        await it.write_record(LOG_ID_KEY, b"a-name")
        await eventually(lambda: it.feed.caught_up)


@asynccontextmanager
async def admin_of(settings: Settings) -> AsyncIterator[AIOKafkaAdminClient]:
    admin = AIOKafkaAdminClient(bootstrap_servers=settings.bootstrap)
    await admin.start()
    try:
        yield admin
    finally:
        await admin.close()


async def test_a_replaced_changelog_empties_the_view_and_is_read_from_its_start(make_settings: MakeSettings) -> None:
    settings = make_settings(feed_silence_s=1.0, feed_backoff_max_s=0.2)
    async with following(settings) as it:
        for number in range(30):
            await it.write(f"old-{number}")
        await it.caught_up()
        first_epoch = it.view.store.epoch
        async with admin_of(settings) as admin:
            await admin.delete_topics([settings.changelog_topic])
        await made_topics(settings)
        row = await it.write("new")
        await eventually(lambda: it.feed.caught_up and it.view.store.get("new") == row, within_s=20)
        assert len(it.view.store) == 1
        assert it.listener.resets == 1
        assert it.view.store.epoch not in (None, first_epoch)


async def test_without_kafka_the_view_stays_and_says_that_it_is_stale(own_kafka: OwnKafka) -> None:
    settings = Settings(
        kafka=own_kafka.address,
        prefix=unique_prefix(),
        partitions=2,
        feed_silence_s=1.0,
        stale_after_s=1.5,
        feed_backoff_max_s=0.3,
    )
    async with following(settings) as it:
        row = await it.write("A")
        await it.caught_up()
        cursor = it.view.store.cursor(EVERYTHING.key)
        assert not it.feed.is_stale
        await asyncio.to_thread(own_kafka.stop)
        await eventually(lambda: it.feed.is_stale, within_s=15)
        await eventually(lambda: it.readiness.reason_of("kafka"), within_s=15)
        assert it.view.store.get("A") == row
        assert it.feed.caught_up
        assert it.value("tracker_kafka_connected") == 0
        lost_at = it.feed.as_of
        await asyncio.to_thread(own_kafka.start)
        await eventually(lambda: not it.feed.is_stale, within_s=20)
        assert it.feed.as_of > lost_at
        assert it.readiness.reason is None
        assert it.value("tracker_kafka_connected") == 1
        assert it.listener.resets == 0
        newer = await it.write("A", timestamp=NOON + 1)
        await eventually(lambda: it.view.store.get("A") == newer)
        missed = it.view.store.changes.since_offsets(parse_cursor(cursor).next_offsets)  # type: ignore[union-attr]
        assert missed is not None
        assert len(missed.slots) == 1


async def test_it_waits_for_a_kafka_that_is_not_there_yet(own_kafka: OwnKafka) -> None:
    settings = Settings(kafka=own_kafka.address, prefix=unique_prefix(), partitions=1, feed_backoff_max_s=0.3)
    async with following(settings) as it:
        await asyncio.to_thread(own_kafka.stop)
        await it.feed.start()
        await eventually(lambda: it.readiness.reason_of("kafka"), within_s=15)
        await asyncio.to_thread(own_kafka.start)
        await eventually(lambda: it.feed.caught_up, within_s=20)
        assert not it.feed.is_stale


async def test_it_gets_through_a_line_on_which_a_large_answer_takes_longer_than_silence_may_last(
    make_settings: MakeSettings,
) -> None:
    own = make_settings(feed_silence_s=1.0, feed_fetch_bytes=2 << 20)
    host, _, port = own.bootstrap.rpartition(":")
    proxy = Proxy(free_port(), int(port))
    await proxy.start()
    try:
        async with following(own) as it:
            rows = {f"S-{n}": await it.write(f"S-{n}", deviceId="x" * 100_000) for n in range(20)}
            slow = own.model_copy(update={"kafka": f"{host}:{proxy.port}"})
            it.feed = it.feed_of(slow)
            proxy.delay_s = 0.1  # for each 64 KiB: two megabytes need three seconds
            await it.feed.start()
            await eventually(lambda: it.feed.caught_up, within_s=40)
            assert {name: it.view.store.get(name) for name in rows} == rows
            assert it.value("tracker_feed_fetch_bytes") < slow.feed_fetch_bytes
    finally:
        await proxy.stop()


async def test_a_deletion_in_the_changelog_takes_the_shipment_out_of_the_view(make_settings: MakeSettings) -> None:
    async with following(make_settings(partitions=1)) as it:
        await it.write("A")
        row = await it.write("B")
        await it.write_record(b"A", as_bytes(a_deletion("A", timestamp=NOON + 1)))
        await it.caught_up()
        assert (it.view.store.get("A"), it.view.store.get("B"), len(it.view.store)) == (None, row, 1)
        await it.write_record(b"A", None)
        await it.write_record(b"B", as_bytes(a_deletion("B", timestamp=NOON + 1)))
        await eventually(lambda: len(it.view.store) == 0)
        assert it.view.store.last_of("A") is None
        back = await it.write("A", timestamp=NOON + 2)
        await eventually(lambda: it.view.store.get("A") == back)


async def test_after_a_silence_in_which_kafka_may_have_removed_tombstones_the_table_is_read_again(
    make_settings: MakeSettings,
) -> None:
    async with following(make_settings(partitions=1)) as it:
        row = await it.write("A")
        await it.caught_up()
        await it.feed.stop()
        it.feed._tail._heard_at -= LONGEST_SILENCE_S
        it.feed._tail._is_stopping = False
        await it.feed.start()
        await eventually(lambda: it.listener.resets == 1 and it.feed.caught_up)
        assert it.view.store.get("A") == row
