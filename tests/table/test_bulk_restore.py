"""The bulk restore against a real Kafka and real RocksDB files."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import faust
import pytest
from aiokafka import AIOKafkaConsumer, AIOKafkaProducer, TopicPartition

from app.engine.store import TrackerStore, TrackerTable
from app.fixes.latest_table import latest_table
from app.observability.metrics import Metrics
from app.settings import Settings
from app.table.deletions import Deletion, deletions_until
from app.table.partition_store import STATE_EPOCH_KEY
from app.table.replica import Replica, ReplicaLostError
from app.table.restore import COPY_ROWS, BulkRestore, LogTruncatedError
from app.table.state_age import CURRENT_AT_KEY, MAX_STATE_AGE_S, put_current_at
from tests.builders import NOON, a_deletion, a_row
from tests.fakes import FixedClock
from tests.kafka.topics import latest_epoch
from tests.metric_values import value_of

MakeSettings = Callable[..., Settings]


class App(faust.App):
    """A Faust app of which only the store and the metrics are used."""

    def __init__(self, folder: Path) -> None:
        self.metrics = Metrics()
        spec = SimpleNamespace(name="latest", changelog_topic="test-latest-changelog", input_can_rebuild=True)
        self.context = SimpleNamespace(metrics=self.metrics, spec=spec)
        super().__init__("test", broker="kafka://127.0.0.1:1", datadir=str(folder), Table=TrackerTable)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[TrackerStore]:
    app = App(tmp_path / "state")
    app._create_directories()
    table: Any = app.Table("latest", key_type=bytes, value_type=bytes, options={"driver": "rocksdict"})
    store = table._new_store()
    assert isinstance(store, TrackerStore)
    yield store
    store._dbs.clear()


def dropped(store: TrackerStore, reason: str) -> float:
    app: Any = store.app
    return value_of(app.metrics, "tracker_state_dropped_total", table="latest", reason=reason)


def row(**fields: Any) -> bytes:
    return json.dumps(a_row(**fields)).encode()


class Changelog:
    """A changelog in a real Kafka, and the restore from it."""

    def __init__(self, settings: Settings, epoch: str, producer: AIOKafkaProducer) -> None:
        self.settings, self.epoch, self._producer = settings, epoch, producer
        self.clock = FixedClock(NOON)

    async def write(
        self, *records: tuple[bytes, bytes | None], partition: int = 1, headers: Sequence[tuple[str, bytes]] = ()
    ) -> int:
        """Append the records and return the offset of the last."""
        topic = self.settings.changelog_topic
        acks = [
            await self._producer.send(topic, value, key=key, partition=partition, headers=list(headers))
            for key, value in records
        ]
        offsets: list[int] = [(await ack).offset for ack in acks]
        return max(offsets)

    async def reaches(self, end: int, partition: int = 1) -> None:
        """Wait until the partition's next offset is `end`."""
        tp = TopicPartition(self.settings.changelog_topic, partition)
        async with AIOKafkaConsumer(bootstrap_servers=self.settings.bootstrap) as consumer:
            async with asyncio.timeout(10):
                while (await consumer.end_offsets([tp]))[tp] < end:
                    await asyncio.sleep(0.01)

    async def write_at_once(self, *records: tuple[bytes, bytes], partition: int = 1) -> None:
        """Append the records as one batch of Kafka's."""
        batch = self._producer.create_batch()
        for key, value in records:
            batch.append(key=key, value=value, timestamp=None)
        batch.close()
        await (await self._producer.send_batch(batch, self.settings.changelog_topic, partition=partition))

    async def restore(
        self, store: TrackerStore, *partitions: int, epoch: str | None = None, replica: Replica | None = None
    ) -> int:
        restore = BulkRestore(
            self.settings.bootstrap, latest_table(self.settings), store, epoch or self.epoch, self.clock, replica
        )
        return await restore.run(partitions or (1,), lambda done, total: None)


@asynccontextmanager
async def a_changelog(settings: Settings) -> AsyncIterator[Changelog]:
    epoch = await latest_epoch(settings)
    async with AIOKafkaProducer(bootstrap_servers=settings.bootstrap, acks="all", linger_ms=5) as producer:
        yield Changelog(settings, epoch, producer)


def stored(store: TrackerStore, partition: int = 1) -> dict[bytes, bytes]:
    """Return the rows that RocksDB holds."""
    items = dict(store._db_for_partition(partition).items())
    return {key: value for key, value in items.items() if not key.startswith(b"__faust")}


def offset(store: TrackerStore, partition: int = 1) -> int:
    stored: Any = store._db_for_partition(partition)
    return int(stored.get(store.offset_key))


async def test_all_rows_of_all_partitions_are_restored(make_settings: MakeSettings, store: TrackerStore) -> None:
    async with a_changelog(make_settings()) as changelog:
        rows = {b"%d" % number: row(shipmentId=str(number)) for number in range(2000)}
        await changelog.write(*rows.items())
        await changelog.write((b"x", row(shipmentId="x")), partition=2)
        assert await changelog.restore(store, 0, 1, 2, 3) == 2001
    assert stored(store, 1) == rows
    assert stored(store, 2) == {b"x": row(shipmentId="x")}
    assert (stored(store, 0), stored(store, 3)) == ({}, {})
    assert [offset(store, partition) for partition in range(4)] == [0, 1999, 0, -1]
    assert store._db_for_partition(3).get(STATE_EPOCH_KEY) == changelog.epoch.encode()


async def test_a_log_that_lost_its_end_ends_a_process_whose_state_nothing_else_could_rebuild(
    make_settings: MakeSettings, store: TrackerStore
) -> None:
    async with a_changelog(make_settings()) as changelog:
        await changelog.write((b"a", row()))
        await changelog.restore(store)
        store._db_for_partition(1).put(store.offset_key, b"9")
        spec = replace(latest_table(changelog.settings), input_can_rebuild=False)
        restore = BulkRestore(changelog.settings.bootstrap, spec, store, changelog.epoch, changelog.clock)
        with pytest.raises(LogTruncatedError, match="exiting to write the rows back"):
            await restore.run([1], lambda done, total: None)
    assert stored(store) == {b"a": row()}


async def test_an_old_row_after_a_newer_one_does_not_win(make_settings: MakeSettings, store: TrackerStore) -> None:
    new, old = row(timestamp=NOON + 1), row(timestamp=NOON)
    async with a_changelog(make_settings()) as changelog:
        await changelog.write((b"a", new), (b"a", old))
        await changelog.restore(store)
        await changelog.write((b"a", old))
        assert await changelog.restore(store) == 0
    assert stored(store) == {b"a": new}


async def test_a_restore_continues_from_the_stored_offset(make_settings: MakeSettings, store: TrackerStore) -> None:
    async with a_changelog(make_settings()) as changelog:
        await changelog.write((b"a", row()), (b"b", row()))
        assert await changelog.restore(store) == 2
        assert await changelog.restore(store) == 0
        await changelog.write((b"c", row()))
        assert await changelog.restore(store) == 1
    assert set(stored(store)) == {b"a", b"b", b"c"}
    assert offset(store) == 2


async def test_a_restore_may_continue_in_the_middle_of_a_batch(
    make_settings: MakeSettings, store: TrackerStore
) -> None:
    async with a_changelog(make_settings()) as changelog:
        await changelog.write_at_once((b"a", row()), (b"b", row()), (b"c", row()))
        store._db_for_partition(1).put(STATE_EPOCH_KEY, changelog.epoch.encode())
        store._db_for_partition(1).put(store.offset_key, b"0")
        put_current_at(store._db_for_partition(1), NOON)
        assert await changelog.restore(store) == 2
    assert set(stored(store)) == {b"b", b"c"}


async def test_state_of_another_epoch_is_dropped_and_rebuilt(make_settings: MakeSettings, store: TrackerStore) -> None:
    async with a_changelog(make_settings()) as changelog:
        await changelog.write((b"a", row()))
        await changelog.restore(store, epoch="an older log")
        store._db_for_partition(1).put(b"ghost", row())
        assert await changelog.restore(store) == 1
    assert set(stored(store)) == {b"a"}
    assert dropped(store, "epoch") == 1


async def test_state_that_is_ahead_of_the_log_is_dropped_and_rebuilt(
    make_settings: MakeSettings, store: TrackerStore
) -> None:
    async with a_changelog(make_settings()) as changelog:
        await changelog.write((b"a", row()))
        await changelog.restore(store)
        db = store._db_for_partition(1)
        db.put(b"ghost", row())
        db.put(store.offset_key, b"7")
        del db
        assert await changelog.restore(store) == 1
    assert set(stored(store)) == {b"a"}
    assert offset(store) == 0
    assert dropped(store, "beyond_end") == 1


async def test_a_record_that_is_no_row_is_skipped_and_the_offset_is_still_the_end_of_the_log(
    make_settings: MakeSettings, store: TrackerStore
) -> None:
    async with a_changelog(make_settings()) as changelog:
        await changelog.write((b"a", row()), (b"b", b"rubbish"), (b"a", None), (b"\0note", b"x"))
        await changelog.restore(store)
    assert stored(store) == {b"a": row()}
    assert offset(store) == 3


async def test_a_restore_whose_last_records_were_removed_ends_at_the_logs_end(
    make_settings: MakeSettings, store: TrackerStore
) -> None:
    """A transaction's marker takes an offset and is no record, as compaction leaves gaps."""
    settings = make_settings()
    producer = AIOKafkaProducer(bootstrap_servers=settings.bootstrap, transactional_id=settings.app_id)
    async with a_changelog(settings) as changelog, producer:
        async with producer.transaction():
            await producer.send_and_wait(settings.changelog_topic, row(), key=b"a", partition=1)
        await changelog.reaches(2)
        await changelog.restore(store)
    assert stored(store) == {b"a": row()}
    assert offset(store) == 1


class InMemory:
    """A replica that has what the test says."""

    def __init__(self, epoch: str, rows: dict[bytes, bytes], next_offset: int, loses_after: int | None = None) -> None:
        self.epoch, self.of_partition, self.offset, self.loses_after = epoch, rows, next_offset, loses_after
        self.asked: list[Mapping[int, int]] = []

    async def reach(self, epoch: str, ends: Mapping[int, int]) -> bool:
        self.asked.append(ends)
        return epoch == self.epoch

    def next_offset(self, partition: int) -> int:
        return self.offset

    def rows(self, partition: int) -> Iterator[tuple[bytes, bytes]]:
        for number, item in enumerate(self.of_partition.items()):
            if number == self.loses_after:
                raise ReplicaLostError
            yield item


async def test_a_partition_without_state_is_copied_from_the_replica(
    make_settings: MakeSettings, store: TrackerStore
) -> None:
    async with a_changelog(make_settings()) as changelog:
        await changelog.write((b"a", row()), (b"b", row()))
        # The replica is further than Kafka was when it was asked: that is how the copy is told from a reading.
        rows = {b"%d" % number: row(shipmentId=str(number)) for number in range(COPY_ROWS + 10)}
        replica = InMemory(changelog.epoch, rows, next_offset=7)
        assert await changelog.restore(store, replica=replica) == len(rows)
        assert replica.asked == [{1: 2}]
    assert stored(store) == rows
    assert offset(store) == 6
    store._dbs.pop(1).close()
    assert stored(store) == rows  # also in the files, though the copy wrote no log


async def test_a_partition_with_state_continues_from_kafka_regardless_of_the_replica(
    make_settings: MakeSettings, store: TrackerStore
) -> None:
    async with a_changelog(make_settings()) as changelog:
        await changelog.write((b"a", row()))
        await changelog.restore(store)
        await changelog.write((b"b", row()))
        replica = InMemory(changelog.epoch, {b"x": row()}, next_offset=9)
        assert await changelog.restore(store, replica=replica) == 1
        assert replica.asked == []
    assert set(stored(store)) == {b"a", b"b"}


@pytest.mark.parametrize(("epoch", "loses_after"), [("another", None), (None, COPY_ROWS + 1)])
async def test_where_the_replica_cannot_help_the_changelog_is_read(
    make_settings: MakeSettings, store: TrackerStore, epoch: str | None, loses_after: int | None
) -> None:
    async with a_changelog(make_settings()) as changelog:
        rows = {b"%d" % number: row(shipmentId=str(number)) for number in range(COPY_ROWS + 2)}
        await changelog.write(*rows.items())
        replica = InMemory(epoch or changelog.epoch, rows, len(rows), loses_after)
        await changelog.restore(store, replica=replica)
    assert stored(store) == rows
    assert offset(store) == len(rows) - 1


def index_of(store: TrackerStore) -> list[Deletion]:
    return deletions_until(store._db_for_partition(1), float("inf"), 100)


async def test_deletions_are_restored_with_their_day_and_a_tombstone_ends_them(
    make_settings: MakeSettings, store: TrackerStore
) -> None:
    deletion = a_deletion("a", NOON)
    async with a_changelog(make_settings()) as changelog:
        await changelog.write((b"a", row(timestamp=NOON - 1)), (b"a", deletion), (b"b", row()))
        await changelog.restore(store)
        assert stored(store) == {b"a": deletion, b"b": row()}
        assert index_of(store) == [Deletion(NOON, b"a")]
        await changelog.write((b"a", None), headers=[("deletes", deletion)])
        await changelog.restore(store)
    assert stored(store) == {b"b": row()}
    assert offset(store) == 3


async def test_a_late_tombstone_is_not_restored_over_a_live_row(
    make_settings: MakeSettings, store: TrackerStore
) -> None:
    deletion, live = a_deletion("a", NOON), row(timestamp=NOON + 1)
    async with a_changelog(make_settings()) as changelog:
        await changelog.write((b"a", deletion), (b"a", live))
        await changelog.restore(store)
        await changelog.write((b"a", None), headers=[("deletes", deletion)])
        await changelog.restore(store)
        assert stored(store) == {b"a": live}
        store.drop_partition(1, "test")
        await changelog.restore(store)
    assert stored(store) == {b"a": live}


async def test_deletions_are_copied_from_the_replica_with_their_day(
    make_settings: MakeSettings, store: TrackerStore
) -> None:
    async with a_changelog(make_settings()) as changelog:
        await changelog.write((b"a", row()))
        replica = InMemory(changelog.epoch, {b"a": a_deletion("a", NOON), b"b": row()}, next_offset=1)
        await changelog.restore(store, replica=replica)
    assert index_of(store) == [Deletion(NOON, b"a")]


@pytest.mark.parametrize(("away_s", "is_kept"), [(MAX_STATE_AGE_S, True), (MAX_STATE_AGE_S + 1, False)])
async def test_state_that_was_away_for_too_long_is_dropped_and_restored_whole(
    make_settings: MakeSettings, store: TrackerStore, away_s: float, is_kept: bool, caplog: pytest.LogCaptureFixture
) -> None:
    async with a_changelog(make_settings()) as changelog:
        await changelog.write((b"a", row()))
        await changelog.restore(store)
        store._db_for_partition(1).put(b"ghost", row())
        changelog.clock.time += away_s
        await changelog.restore(store)
        assert stored(store) == {b"a": row(), **({b"ghost": row()} if is_kept else {})}
        assert dropped(store, "too_old") == (not is_kept)
        assert ("state of partition 1 is dropped (too_old)" in caplog.text) == (not is_kept)
        changelog.clock.time += MAX_STATE_AGE_S
        await changelog.restore(store)
    assert dropped(store, "too_old") == (not is_kept), "each restore makes the state current"


@pytest.mark.parametrize("current_at", [None, NOON + MAX_STATE_AGE_S + 1])
async def test_state_whose_time_is_missing_or_far_ahead_is_dropped(
    make_settings: MakeSettings, store: TrackerStore, current_at: float | None
) -> None:
    async with a_changelog(make_settings()) as changelog:
        await changelog.write((b"a", row()))
        await changelog.restore(store)
        db = store._db_for_partition(1)
        db.delete(CURRENT_AT_KEY)
        if current_at is not None:
            put_current_at(db, current_at)
        del db
        await changelog.restore(store)
    assert dropped(store, "too_old") == 1
    assert stored(store) == {b"a": row()}


async def test_a_fetch_that_backs_off_when_all_is_restored_does_not_end_the_restore(
    make_settings: MakeSettings, store: TrackerStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    closed: list[AIOKafkaConsumer] = []

    async def stop(consumer: AIOKafkaConsumer) -> None:
        consumer._closed = True
        closed.append(consumer)
        raise asyncio.CancelledError

    async with a_changelog(make_settings()) as changelog:
        await changelog.write((b"a", row()))
        with monkeypatch.context() as patched:
            patched.setattr(AIOKafkaConsumer, "stop", stop)
            assert await changelog.restore(store) == 1
    assert closed
    assert not any(connection.connected() for each in closed for connection in each._client._conns.values())
