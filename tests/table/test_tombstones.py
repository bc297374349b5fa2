"""Deletions in RocksDB and their tombstones, with a producer that the test holds in its hand."""

import asyncio
from collections.abc import Callable, Collection, Iterator
from pathlib import Path

import pytest
from rocksdict import WriteBatch

from app.table.batch_table import FlushError
from app.table.deletions import DELETIONS_PREFIX, Deletion, deletions_until, note_deletions
from app.table.spec import is_row_key
from app.table.tombstone_header import deleted_row
from app.table.tombstone_writer import MOST_AT_ONCE, TombstoneWriter
from tests.engine.tables import CHANGELOG, SESSION_S, Table, a_table
from tests.waiting import eventually

AFTER_S = 100.0
DELETED = b"deleted 900"
"""A deletion that is due from 1000 on, which is now."""


@pytest.fixture
def table(tmp_path: Path) -> Iterator[Table]:
    with a_table(tmp_path) as table:
        yield table


async def everything(partitions: Collection[int]) -> Collection[int]:
    return partitions


async def nothing(_partitions: Collection[int]) -> Collection[int]:
    return ()


def a_writer(
    table: Table, is_settled: Callable[[], bool] = lambda: True, read: Callable[..., object] = everything
) -> TombstoneWriter:
    return TombstoneWriter(table.rows, table.clock, AFTER_S, is_settled, read)  # type: ignore[arg-type]


async def delete(table: Table, key: bytes = b"a", row: bytes = DELETED) -> None:
    table.rows.put_deletion(0, key, row)
    await table.rows.flush()


def rows_in(table: Table) -> dict[bytes, bytes]:
    return {key: value for key, value in table.stored().items() if is_row_key(key)}


def index_of(table: Table) -> list[bytes]:
    return [key for key in table.stored() if key.startswith(DELETIONS_PREFIX)]


def nulls(table: Table) -> list[bytes | None]:
    return [
        key for sent in table.producer.sent if sent.topic == CHANGELOG for key, value in sent.records if value is None
    ]


def test_deletions_are_found_in_the_order_of_their_time(table: Table) -> None:
    db, batch = table.store._dbs[0], WriteBatch(raw_mode=True)
    note_deletions(batch, [Deletion(300.5, b"c"), Deletion(2.0, b"b"), Deletion(2.0, b"a"), Deletion(300.25, b"d")])
    db.write(batch)
    db[DELETIONS_PREFIX[:-1] + b"\x01"] = db[b"z"] = b"another key"
    in_order = [Deletion(2.0, b"a"), Deletion(2.0, b"b"), Deletion(300.25, b"d"), Deletion(300.5, b"c")]
    assert deletions_until(db, 1e9, 9) == in_order
    assert deletions_until(db, 300.25, 9) == in_order[:3]
    assert deletions_until(db, 1e9, 1) == in_order[:1]


async def test_a_deletion_that_is_due_gets_its_tombstone_and_leaves_nothing(table: Table) -> None:
    await delete(table)
    assert rows_in(table) == {b"a": DELETED}
    await a_writer(table).look()
    assert nulls(table) == [b"a"]
    assert (rows_in(table), index_of(table), table.offset()) == ({}, [], 1)
    assert table.value("tracker_tombstones_total") == 1


async def test_a_tombstone_names_the_deletion_that_it_ends(table: Table) -> None:
    await delete(table)
    await a_writer(table).look()
    assert deleted_row(table.producer.sent[-1].all_headers[0]) == DELETED


async def test_a_deletion_is_kept_until_the_end_of_its_day(table: Table) -> None:
    await delete(table, row=b"deleted 900.5")
    await a_writer(table).look()
    assert nulls(table) == []
    table.clock.time += 0.5
    await a_writer(table).look()
    assert nulls(table) == [b"a"]


async def test_a_row_that_came_back_has_no_tombstone(table: Table) -> None:
    await delete(table)
    table.rows.put_all(0, {b"a": b"live"})
    await table.rows.flush()
    await a_writer(table).look()
    assert (rows_in(table), index_of(table), nulls(table)) == ({b"a": b"live"}, [], [])


async def test_a_row_that_is_decided_and_not_yet_written_has_no_tombstone(table: Table) -> None:
    await delete(table)
    table.rows.put_all(0, {b"a": b"live"})
    await a_writer(table).look()
    await table.rows.flush()
    assert (rows_in(table), index_of(table), nulls(table)) == ({b"a": b"live"}, [], [])


async def test_a_row_that_is_decided_during_the_write_follows_the_tombstone(table: Table) -> None:
    await delete(table)
    table.producer.holds_acks = True
    looking = asyncio.create_task(a_writer(table).look())
    await eventually(lambda: table.producer.waiting)
    assert rows_in(table) == {b"a": DELETED}, "the changelog comes first"
    table.rows.put_all(0, {b"a": b"live"})
    flush = asyncio.create_task(table.rows.flush())
    table.producer.ack_all()
    await looking
    await eventually(lambda: table.producer.waiting)
    table.producer.ack_all()
    await flush
    assert [sent.records for sent in table.producer.sent[1:]] == [[(b"a", None)], [(b"a", b"live")]]
    assert rows_in(table) == {b"a": b"live"}


async def test_a_later_deletion_of_the_same_key_waits_for_its_own_day(table: Table) -> None:
    await delete(table)
    await delete(table, row=b"deleted 950")
    await a_writer(table).look()
    assert (rows_in(table), nulls(table), len(index_of(table))) == ({b"a": b"deleted 950"}, [], 1)
    table.clock.time += 50
    table.lease.renew()
    await a_writer(table).look()
    assert (rows_in(table), nulls(table)) == ({}, [b"a"])


async def test_without_a_fresh_lease_nothing_is_written(table: Table) -> None:
    await delete(table)
    table.clock.time += SESSION_S
    await a_writer(table).look()
    assert (rows_in(table), nulls(table)) == ({b"a": DELETED}, [])
    table.lease.renew()
    await a_writer(table).look()
    assert nulls(table) == [b"a"]


async def test_nothing_is_written_during_a_restore_or_after_one_began(table: Table) -> None:
    await delete(table)
    await a_writer(table, is_settled=lambda: False).look()
    settled = iter([True, False])
    await a_writer(table, is_settled=lambda: next(settled)).look()
    assert nulls(table) == []


async def test_while_the_input_is_not_read_to_its_end_the_deletion_still_refuses(table: Table) -> None:
    await delete(table)
    await a_writer(table, read=nothing).look()
    assert nulls(table) == []


async def test_a_partition_that_has_gone_is_left_to_its_new_owner(table: Table) -> None:
    await delete(table)
    del table.store._dbs[0]
    await a_writer(table).look()
    assert nulls(table) == []


async def test_a_failed_tombstone_is_final_as_a_failed_flush_is(table: Table) -> None:
    await delete(table)
    table.producer.holds_acks = True
    looking = asyncio.create_task(a_writer(table).look())
    await eventually(lambda: table.producer.waiting)
    table.producer.fail(RuntimeError("no"))
    with pytest.raises(RuntimeError, match="no"):
        await looking
    with pytest.raises(FlushError):
        await table.rows.flush()
    assert rows_in(table) == {b"a": DELETED}


async def test_a_writer_that_is_stopped_finishes_what_it_has_sent(table: Table) -> None:
    await delete(table)
    table.producer.holds_acks = True
    looking = asyncio.create_task(a_writer(table).look())
    await eventually(lambda: table.producer.waiting)
    looking.cancel()
    table.producer.ack_all()
    table.rows.put_all(0, {b"b": b"1"})
    flush = asyncio.create_task(table.rows.flush())
    await eventually(lambda: table.producer.waiting)
    table.producer.ack_all()
    await flush
    assert rows_in(table) == {b"b": b"1"}
    assert table.offset() == 2
    assert table.value("tracker_changelog_gaps_total") == 0


async def test_what_is_dropped_by_a_fence_leaves_no_entry(table: Table) -> None:
    table.rows.put_deletion(0, b"a", DELETED)
    table.rows.fence()
    table.rows.put_deletion(0, b"b", DELETED)
    table.rows.unfence()
    table.rows.put_all(0, {b"c": b"1"})
    await table.rows.flush()
    assert (rows_in(table), index_of(table)) == ({b"c": b"1"}, [])


def test_a_row_that_is_no_deletion_is_not_put_as_one(table: Table) -> None:
    with pytest.raises(ValueError, match="no deletion"):
        table.rows.put_deletion(0, b"a", b"live")


async def test_many_deletions_are_written_in_parts_and_all_of_them(tmp_path: Path) -> None:
    count = 2 * MOST_AT_ONCE + 7
    with a_table(tmp_path, batch_size=20_000, max_pending_rows=10 * count) as table:
        for number in range(count):
            table.rows.put_deletion(0, b"%d" % number, b"deleted %d" % (number % 900))
        await table.rows.flush()
        await a_writer(table).look()
        assert sorted(nulls(table), key=lambda key: int(key or b"")) == [b"%d" % number for number in range(count)]
        assert (rows_in(table), index_of(table), table.offset()) == ({}, [], 2 * count - 1)
