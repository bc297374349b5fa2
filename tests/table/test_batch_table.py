import asyncio
from collections.abc import Iterator
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import pytest

from app.table.batch_table import FlushError
from tests.engine.tables import CHANGELOG, REJECTED, SESSION_S, Table, a_table
from tests.waiting import eventually

REFUSED: Any = {"topic": REJECTED, "partition": 0, "value": b"bad", "headers": (("code", b"not_json"),)}


@pytest.fixture
def table(tmp_path: Path) -> Iterator[Table]:
    with a_table(tmp_path) as table:
        yield table


@pytest.fixture
def two(tmp_path: Path) -> Iterator[Table]:
    """Yield a table of two partitions."""
    with a_table(tmp_path, partitions=2) as table:
        yield table


async def test_a_flush_writes_changelog_and_rocksdb_and_the_offset_of_the_last_row(table: Table) -> None:
    table.rows.put_all(0, {b"a": b"1"})
    table.rows.put_all(0, {b"b": b"2"})
    await table.rows.flush()
    assert table.producer.rows(CHANGELOG) == {b"a": b"1", b"b": b"2"}
    assert table.stored() == {b"a": b"1", b"b": b"2", table.store.offset_key: b"1"}
    assert (table.value("tracker_table_flushes_total"), table.value("tracker_table_rows_total")) == (1, 2)


async def test_nothing_reaches_rocksdb_before_every_ack(tmp_path: Path) -> None:
    with a_table(tmp_path, batch_size=300) as table:
        table.producer.holds_acks = True
        for number in range(20):
            table.rows.put_all(0, {b"%d" % number: b"x" * 30})
        flush = asyncio.create_task(table.rows.flush())
        await eventually(lambda: sum(len(sent.records) for sent in table.producer.sent) == 20)
        *first, last = table.producer.waiting
        for sent in first:
            table.producer._ack(sent)
        await asyncio.sleep(0)
        assert len(first) > 2, "a full batch is followed by another"
        assert table.stored() == {}
        assert not flush.done()
        table.producer._ack(last)
        await flush
        assert len(table.stored()) == 21
        assert table.offset() == 19


async def test_what_is_pending_or_in_flight_can_be_read_back(table: Table) -> None:
    table.producer.holds_acks = True
    table.rows.put_all(0, {b"a": b"1"})
    assert table.rows.get(0, b"a") == b"1"
    flush = asyncio.create_task(table.rows.flush())
    await eventually(lambda: table.producer.waiting)
    assert table.rows.get(0, b"a") == b"1"
    table.rows.put_all(0, {b"a": b"2"})
    assert table.rows.get(0, b"a") == b"2"
    table.producer.ack_all()
    await flush
    assert table.rows.get(0, b"a") == b"2"
    assert table.stored()[b"a"] == b"1"


async def test_many_rows_are_read_at_once_wherever_each_is(table: Table) -> None:
    table.rows.put_all(0, {b"a": b"durable", b"b": b"durable", b"c": b"durable"})
    await table.rows.flush()
    table.producer.holds_acks = True
    table.rows.put_all(0, {b"b": b"in flight", b"c": b"in flight"})
    flush = asyncio.create_task(table.rows.flush())
    await eventually(lambda: table.producer.waiting)
    table.rows.put_all(0, {b"c": b"pending", b"d": b"pending"})
    expected = [b"durable", b"in flight", b"pending", b"pending", None]
    assert table.rows.get_all(0, [b"a", b"b", b"c", b"d", b"none"]) == expected
    assert table.rows.get_all(0, []) == []
    table.producer.ack_all()
    await flush
    table.store._dbs.pop(0).close()
    assert table.rows.get_all(0, [b"a", b"c"]) == [None, b"pending"]


async def test_a_row_that_is_replaced_before_the_flush_is_written_once(table: Table) -> None:
    for row in (b"1", b"2", b"3"):
        table.rows.put_all(0, {b"a": row})
    assert table.value("tracker_table_pending_rows") == 1
    await table.rows.flush()
    assert [sent.records for sent in table.producer.sent] == [[(b"a", b"3")]]


async def test_the_offset_advances_from_flush_to_flush(table: Table) -> None:
    for number in range(3):
        table.rows.put_all(0, {b"%d" % number: b""})
        await table.rows.flush()
    assert table.offset() == 2
    assert table.value("tracker_changelog_gaps_total") == 0


@pytest.mark.parametrize("input_can_rebuild", [True, False])
async def test_a_new_log_in_place_of_the_old_one_ends_a_table_that_its_input_cannot_rebuild(
    tmp_path: Path, input_can_rebuild: bool
) -> None:
    with a_table(tmp_path, input_can_rebuild=input_can_rebuild) as table:
        for row in (b"1", b"2"):
            table.rows.put_all(0, {b"a": row})
            await table.rows.flush()
        table.producer.ends[CHANGELOG, 0] = 0
        table.rows.put_all(0, {b"a": b"3"})
        with (
            nullcontext() if input_can_rebuild else pytest.raises(FlushError, match=r"offset 0 .* after 1: another log")
        ):
            await table.rows.flush()
        assert table.stored()[b"a"] == (b"3" if input_can_rebuild else b"2")


async def test_after_another_workers_records_rows_are_written_and_the_offset_stays(table: Table) -> None:
    table.rows.put_all(0, {b"a": b"1"})
    await table.rows.flush()
    table.producer.ends[CHANGELOG, 0] += 1
    table.rows.put_all(0, {b"a": b"2"})
    await table.rows.flush()
    assert table.stored()[b"a"] == b"2"
    assert table.offset() == 0
    assert table.value("tracker_changelog_gaps_total") == 1


async def test_a_record_of_another_worker_between_two_batches_of_a_flush_is_a_gap_too(tmp_path: Path) -> None:
    with a_table(tmp_path, batch_size=300) as table:
        table.producer.holds_acks = True
        for number in range(20):
            table.rows.put_all(0, {b"%d" % number: b"x" * 30})
        flush = asyncio.create_task(table.rows.flush())
        await eventually(lambda: sum(len(sent.records) for sent in table.producer.sent) == 20)
        table.producer._ack(table.producer.waiting[0])
        table.producer.ends[CHANGELOG, 0] += 1
        table.producer.ack_all()
        await flush
        assert table.offset() is None
        assert len(table.stored()) == 20


async def test_once_a_gap_was_read_the_offset_advances(table: Table) -> None:
    for _ in range(2):
        table.producer.ends[CHANGELOG, 0] = table.producer.ends.get((CHANGELOG, 0), 0) + 2
        table.rows.put_all(0, {b"a": b"1"})
        await table.rows.flush()
    assert table.offset() is None
    first, second = await table.rows.gaps(0, end=6)
    await table.rows.close_gap(0, first)
    assert table.offset() is None
    await table.rows.close_gap(0, second)
    assert table.offset() == 5


async def test_what_kafka_holds_after_our_last_row_is_a_gap_unless_we_are_just_writing_it(table: Table) -> None:
    table.rows.put_all(0, {b"a": b"1"})
    await table.rows.flush()
    assert await table.rows.gaps(0, end=1) == ()
    table.producer.holds_acks = True
    table.rows.put_all(0, {b"a": b"2"})
    flush = asyncio.create_task(table.rows.flush())
    await eventually(lambda: table.producer.waiting)
    asked = asyncio.create_task(table.rows.gaps(0, end=2))
    table.producer.ack_all()
    await flush
    assert await asked == ()
    assert await table.rows.gaps(0, end=3) == ((2, 3),)


async def test_after_a_revocation_gaps_are_counted_from_what_rocksdb_says(table: Table) -> None:
    table.producer.ends[CHANGELOG, 0] = 1
    table.rows.put_all(0, {b"a": b"1"})
    await table.rows.flush()
    table.rows.forget_log_positions()
    table.store._dbs[0][table.store.offset_key] = b"1"  # the next restore has read all
    assert await table.rows.gaps(0, end=2) == ()


async def test_what_is_emitted_goes_to_its_own_topic_partition_and_key_in_order(table: Table) -> None:
    table.rows.emit(0, topic="events", partition=3, key=b"a", value=b"1", headers=(("id", b"x"),))
    table.rows.emit(0, topic="events", partition=3, key=b"a", value=b"2")
    table.rows.put_all(0, {b"a": b"row"})
    await table.rows.flush()
    sent = [(each.topic, each.partition, each.records) for each in table.producer.sent]
    assert sent == [
        ("events", 3, [(b"a", b"1"), (b"a", b"2")]),
        (CHANGELOG, 0, [(b"a", b"row")]),
    ]
    assert [[*headers] for headers in table.producer.sent[0].all_headers] == [[("id", b"x")], []]


async def test_refused_records_are_in_kafka_before_rows_are(table: Table) -> None:
    table.producer.holds_acks = True
    table.rows.put_all(0, {b"a": b"1"})
    table.rows.emit(0, **REFUSED)
    flush = asyncio.create_task(table.rows.flush())
    await eventually(lambda: table.producer.waiting)
    (sent,) = table.producer.sent
    assert (sent.topic, sent.records) == (REJECTED, [(None, b"bad")])
    assert [dict(headers) for headers in sent.all_headers] == [{"code": b"not_json"}]
    table.producer.holds_acks = False
    table.producer.ack_all()
    await flush
    assert table.producer.rows(CHANGELOG) == {b"a": b"1"}


async def test_after_a_failed_ack_no_flush_succeeds_so_that_nothing_is_committed(table: Table) -> None:
    table.producer.holds_acks = True
    table.rows.put_all(0, {b"a": b"1"})
    flush = asyncio.create_task(table.rows.flush())
    await eventually(lambda: table.producer.waiting)
    table.producer.fail(OSError("no"))
    with pytest.raises(OSError, match="no"):
        await flush
    table.producer.holds_acks = False
    for _ in range(2):
        with pytest.raises(FlushError, match="no"):
            await table.rows.flush()
    assert table.stored() == {}


async def test_a_failure_of_one_partition_stops_the_flushes_of_all(two: Table) -> None:
    two.producer.holds_acks = True
    two.rows.put_all(1, {b"a": b"1"})
    flush = asyncio.create_task(two.rows.flush())
    await eventually(lambda: two.producer.waiting)
    two.producer.fail(OSError("no"))
    with pytest.raises(OSError, match="no"):
        await flush
    with pytest.raises(FlushError):
        await two.rows.flush()


async def test_when_rocksdb_cannot_be_read_no_flush_succeeds(table: Table) -> None:
    table.store._dbs[0].close()
    with pytest.raises(Exception, match="closed"):
        table.rows.get(0, b"a")
    with pytest.raises(FlushError):
        await table.rows.flush()


async def test_one_flush_at_a_time_writes_a_partition(table: Table) -> None:
    table.producer.holds_acks = True
    table.rows.put_all(0, {b"a": b"1"})
    first = asyncio.create_task(table.rows.flush())
    await eventually(lambda: table.producer.waiting)
    table.rows.put_all(0, {b"a": b"2"})
    second = asyncio.create_task(table.rows.flush())
    await asyncio.sleep(0.01)
    assert len(table.producer.sent) == 1
    table.producer.holds_acks = False
    table.producer.ack_all()
    await asyncio.gather(first, second)
    assert table.stored()[b"a"] == b"2"


async def test_a_flush_waits_for_an_earlier_one_although_nothing_is_pending(table: Table) -> None:
    table.producer.holds_acks = True
    table.rows.put_all(0, {b"a": b"1"})
    first = asyncio.create_task(table.rows.flush())
    await eventually(lambda: table.producer.waiting)
    second = asyncio.create_task(table.rows.flush())
    await asyncio.sleep(0.01)
    assert not second.done(), "a commit must not overtake rows in flight"
    table.producer.ack_all()
    await asyncio.gather(first, second)


async def test_cancelling_a_flush_loses_nothing(table: Table) -> None:
    table.producer.holds_acks = True
    table.rows.put_all(0, {b"a": b"1"})
    flush = asyncio.create_task(table.rows.flush())
    await eventually(lambda: table.producer.waiting)
    flush.cancel()
    with pytest.raises(asyncio.CancelledError):
        await flush
    assert table.rows.get(0, b"a") == b"1"
    table.producer.ack_all()
    await table.rows.flush()
    assert table.stored()[b"a"] == b"1"
    assert table.offset() == 0


async def test_cancelling_a_flush_that_waits_for_the_lease_loses_nothing(table: Table) -> None:
    table.clock.time += SESSION_S
    table.rows.put_all(0, {b"a": b"1"})
    flush = asyncio.create_task(table.rows.flush())
    await eventually(lambda: table.value("tracker_lease_waits_total"))
    flush.cancel()
    table.lease.renew()
    await table.rows.flush()
    assert table.stored()[b"a"] == b"1"


async def test_while_the_lease_is_stale_nothing_is_sent(table: Table) -> None:
    table.clock.time += SESSION_S
    table.rows.put_all(0, {b"a": b"1"})
    flush = asyncio.create_task(table.rows.flush())
    await eventually(lambda: table.value("tracker_lease_waits_total"))
    assert table.producer.sent == []
    table.lease.renew()
    await flush
    assert table.stored()[b"a"] == b"1"
    assert table.value("tracker_lease_waits_total") == 1


async def test_a_fence_drops_what_is_pending_and_takes_nothing_more(table: Table) -> None:
    table.rows.put_all(0, {b"a": b"1"})
    table.rows.emit(0, **REFUSED)
    table.rows.fence()
    table.rows.put_all(0, {b"b": b"2"})
    table.rows.emit(0, **REFUSED)
    await table.rows.flush()
    assert table.producer.sent == []
    assert table.rows.get(0, b"b") is None
    assert table.value("tracker_pending_dropped_total") == 2
    assert table.value("tracker_table_pending_rows") == 0


async def test_a_flush_that_waits_for_the_lease_ends_when_its_rows_are_fenced_off(table: Table) -> None:
    table.clock.time += SESSION_S
    table.rows.put_all(0, {b"a": b"1"})
    flush = asyncio.create_task(table.rows.flush())
    await eventually(lambda: table.value("tracker_lease_waits_total"))
    table.rows.fence()
    await flush
    assert table.producer.sent == []


async def test_after_the_fence_rows_are_taken_again(table: Table) -> None:
    table.rows.fence()
    table.rows.unfence()
    table.rows.put_all(0, {b"a": b"1"})
    await table.rows.flush()
    assert table.stored()[b"a"] == b"1"


async def test_what_is_decided_before_a_fence_may_not_be_committed_after_it(table: Table) -> None:
    before = table.rows.fences
    assert table.rows.may_commit(before)
    table.rows.fence()
    assert not table.rows.may_commit(before)
    assert not table.rows.may_commit(table.rows.fences)
    table.rows.unfence()
    assert not table.rows.may_commit(before)
    assert table.rows.may_commit(table.rows.fences)


async def test_rows_of_a_partition_revoked_during_the_flush_are_in_the_changelog_and_its_database_stays_closed(
    table: Table,
) -> None:
    table.producer.holds_acks = True
    table.rows.put_all(0, {b"a": b"1"})
    flush = asyncio.create_task(table.rows.flush())
    await eventually(lambda: table.producer.waiting)
    db = table.store._dbs.pop(0)
    table.producer.ack_all()
    await flush
    assert table.store._dbs == {}
    assert table.producer.rows(CHANGELOG) == {b"a": b"1"}
    assert db.get(b"a") is None
    assert table.rows.get(0, b"a") is None


async def test_each_partition_has_rows_and_an_offset_of_its_own(two: Table) -> None:
    two.rows.put_all(0, {b"a": b"1"})
    two.rows.put_all(1, {b"a": b"2"})
    two.rows.put_all(1, {b"b": b"3"})
    await two.rows.flush()
    assert two.stored(0) == {b"a": b"1", two.store.offset_key: b"0"}
    assert two.stored(1) == {b"a": b"2", b"b": b"3", two.store.offset_key: b"1"}


async def test_above_the_bound_the_agent_waits_until_a_flush_made_room(tmp_path: Path) -> None:
    with a_table(tmp_path, max_pending_rows=2) as table:
        await table.rows.wait_for_room()
        table.rows.put_all(0, {b"a": b"1"})
        table.rows.emit(0, **REFUSED)
        waiting = asyncio.create_task(table.rows.wait_for_room())
        await asyncio.sleep(0)
        assert not waiting.done()
        assert table.value("tracker_table_full_total") == 1
        await table.rows.flush()
        await waiting


async def test_a_fence_makes_room_too(tmp_path: Path) -> None:
    with a_table(tmp_path, max_pending_rows=1) as table:
        table.rows.put_all(0, {b"a": b"1"})
        waiting = asyncio.create_task(table.rows.wait_for_room())
        await asyncio.sleep(0)
        table.rows.fence()
        await waiting


async def test_work_is_there_from_the_first_row_to_the_next_flush(table: Table) -> None:
    waiting = asyncio.create_task(table.rows.wait_for_work())
    await asyncio.sleep(0)
    assert not waiting.done()
    table.rows.put_all(0, {b"a": b"1"})
    await waiting
    await table.rows.flush()
    waiting = asyncio.create_task(table.rows.wait_for_work())
    await asyncio.sleep(0)
    assert not waiting.done()
    waiting.cancel()


async def test_work_that_comes_during_a_flush_is_not_forgotten(table: Table) -> None:
    table.producer.holds_acks = True
    table.rows.put_all(0, {b"a": b"1"})
    flush = asyncio.create_task(table.rows.flush())
    await eventually(lambda: table.producer.waiting)
    table.rows.put_all(0, {b"b": b"2"})
    table.producer.ack_all()
    await flush
    await asyncio.wait_for(table.rows.wait_for_work(), 1)


async def test_a_row_larger_than_a_batch_is_still_sent(tmp_path: Path) -> None:
    with a_table(tmp_path, batch_size=300) as table:
        table.rows.put_all(0, {b"a": b"x" * 1000})
        table.rows.put_all(0, {b"b": b"y" * 1000})
        await table.rows.flush()
        assert table.offset() == 1
