"""Writes many rows of a Faust table at once: the changelog first, then RocksDB together with the changelog's offset.

Stock Faust sends each row by itself and puts it into RocksDB before Kafka has it (tables/base.py, stores/rocksdb.py):
90 µs a row, and after a crash RocksDB can hold what the changelog lacks. Read against faust-streaming 0.15.3, aiokafka 0.14.0
and rocksdict 0.3.29.
"""

import asyncio
import logging
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from aiokafka import AIOKafkaProducer
from rocksdict import WriteBatch

from app.kafka.record_batch import RecordBatch
from app.observability.metrics import Metrics
from app.table.append import Add, append
from app.table.deletions import Deletion, deletions_until, note_deletions
from app.table.lease import Lease
from app.table.log_position import LogPosition, OffsetRange, next_offset
from app.table.outbox import OutboxRecord, send_all
from app.table.partition_store import PartitionStore
from app.table.row_scan import rows_after
from app.table.spec import TableSpec
from app.table.tombstones import add_tombstone, removal, still_deleted

log = logging.getLogger(__name__)

LEASE_POLL_S = 0.05


class FlushError(Exception):
    """The table can no longer be made durable; the process must end, and a new one reads the positions again."""


class BatchTable:
    """The rows of one table that are decided but not yet durable, by partition, and the way to make them so."""

    def __init__(
        self,
        *,
        spec: TableSpec,
        store: Callable[[], PartitionStore],
        producer: Callable[[], AIOKafkaProducer],
        lease: Lease,
        metrics: Metrics,
        max_pending_rows: int,
    ) -> None:
        partitions = spec.partitions
        self._changelog_topic, self._deleted_at = spec.changelog_topic, spec.deleted_at
        self._input_can_rebuild = spec.input_can_rebuild
        self._store, self._producer, self._lease = store, producer, lease
        self._pending: list[dict[bytes, bytes]] = [{} for _ in range(partitions)]
        self._in_flight: list[dict[bytes, bytes]] = [{} for _ in range(partitions)]
        self._deletions: list[dict[bytes, Deletion]] = [{} for _ in range(partitions)]
        """Of the pending rows those that are deletions."""
        self._outbox: list[list[OutboxRecord]] = [[] for _ in range(partitions)]
        self._locks = [asyncio.Lock() for _ in range(partitions)]
        self._work = asyncio.Event()
        self._room = asyncio.Event()
        self._room.set()
        self._max_pending_rows, self._pending_rows = max_pending_rows, 0
        self._is_fenced, self._fences = False, 0
        self._log_positions = [LogPosition() for _ in range(partitions)]
        self._failure: BaseException | None = None
        self._flushes = metrics.counter("tracker_table_flushes_total").labels(spec.name)
        self._rows = metrics.counter("tracker_table_rows_total").labels(spec.name)
        self._lease_waits = metrics.counter("tracker_lease_waits_total").labels(spec.name)
        self._dropped = metrics.counter("tracker_pending_dropped_total").labels(spec.name)
        self._gaps = metrics.counter("tracker_changelog_gaps_total").labels(spec.name)
        self._tombstones = metrics.counter("tracker_tombstones_total").labels(spec.name)
        self._full = metrics.counter("tracker_table_full_total").labels(spec.name)
        metrics.gauge("tracker_table_pending_rows").labels(spec.name).set_function(lambda: self._pending_rows)

    @property
    def partitions(self) -> list[int]:
        """Return the partitions whose rows this worker holds."""
        return sorted(self._store()._dbs)

    def get(self, partition: int, key: bytes) -> bytes | None:
        """Return the newest row of `key`, durable or not; None if there is none or the partition is not ours."""
        row = self._pending[partition].get(key) or self._in_flight[partition].get(key)
        if row is not None:
            return row
        stored: bytes | None = self._read(partition, key)
        return stored

    def get_all(self, partition: int, keys: Sequence[bytes]) -> list[bytes | None]:
        """Return for each key what `get` returns, with one read of RocksDB."""
        stored: list[bytes | None] = self._read(partition, list(keys)) or [None] * len(keys)
        pending, in_flight = self._pending[partition], self._in_flight[partition]
        return [pending.get(key) or in_flight.get(key) or row for key, row in zip(keys, stored, strict=True)]

    def _read(self, partition: int, key: bytes | list[bytes]) -> Any:
        # Never `_db_for_partition`: it silently opens a partition that was revoked.
        store = self._store()
        db = store._dbs.get(partition)
        try:
            with store.noting_damage(partition):
                return None if db is None else db.get(key)
        except Exception as error:
            self._failure = error  # a broken disk is no fault of the fix: nothing may be committed past it
            self._work.set()
            raise

    def rows_after(self, partition: int, key: bytes, most: int) -> list[tuple[bytes, bytes]]:
        """Return up to `most` durable rows whose keys follow `key`, in order; none where the partition is not ours."""
        store = self._store()
        db = store._dbs.get(partition)
        with store.noting_damage(partition):
            return [] if db is None else rows_after(db, key, most)

    def put_all(self, partition: int, rows: Mapping[bytes, bytes]) -> None:
        """Make each row the newest of its key; it is durable after the next flush."""
        if self._is_fenced or not rows:
            return
        pending = self._pending[partition]
        before = len(pending)
        pending.update(rows)
        self._pending_rows += len(pending) - before
        self._work.set()

    def put_deletion(self, partition: int, key: bytes, row: bytes) -> None:
        """Make a deletion the newest row of its key; its tombstone follows when it is due (tombstone_writer.py)."""
        if (at := self._deleted_at(row)) is None:
            message = f"the row of {key!r} is no deletion"
            raise ValueError(message)
        if not self._is_fenced:
            self._deletions[partition][key] = Deletion(at, key)
        self.put_all(partition, {key: row})

    def emit(
        self,
        source: int,
        *,
        topic: str,
        partition: int,
        value: bytes,
        key: bytes | None = None,
        headers: tuple[tuple[str, bytes], ...] = (),
    ) -> None:
        """Send a record to another topic with the next flush of partition `source`, ahead of that flush's rows.

        Kafka has it before the rows that were put with it, and both before their input's offset is committed; after a
        crash in between it is sent once more.
        """
        if self._is_fenced:
            return
        record = OutboxRecord(topic, partition, key, value, headers)
        self._outbox[source].append(record)
        self._pending_rows += record.weight
        self._work.set()

    async def wait_for_room(self) -> None:
        """Return once fewer rows are pending than the bound allows; Kafka may be slow or away."""
        if self._pending_rows < self._max_pending_rows:
            return
        self._full.inc()
        while self._pending_rows >= self._max_pending_rows:
            self._room.clear()
            await self._room.wait()

    async def wait_for_work(self) -> None:
        """Return once something is pending."""
        await self._work.wait()

    @property
    def pending_rows(self) -> int:
        """Return what is pending or on its way, in rows."""
        return self._pending_rows

    @property
    def fences(self) -> int:
        """Return how often rows were fenced off; see `may_commit`."""
        return self._fences

    def may_commit(self, fences: int) -> bool:
        """Tell whether the rows of what was acknowledged when `fences` was read were kept, so that a flush wrote them."""
        return not self._is_fenced and fences == self._fences

    def fence(self) -> None:
        """Drop what is pending and take nothing more: the group continued without this worker, and the new owner decides it again."""
        self._is_fenced = True
        self._fences += 1
        dropped = weight = 0
        for rows, records in zip(self._pending, self._outbox, strict=True):
            dropped += len(rows) + len(records)
            weight += _weight(rows, records)
            rows.clear()
            records.clear()
        for deletions in self._deletions:
            deletions.clear()
        self._pending_rows -= weight
        self._room.set()
        if dropped:
            self._dropped.inc(dropped)
            log.warning("dropped %d pending rows: the partitions have a new owner, who reads them again", dropped)

    def unfence(self) -> None:
        """Take rows again: the group has given this worker partitions."""
        self._is_fenced = False

    async def flush(self) -> None:
        """Make everything durable that was pending at the call; one flush at a time in each partition.

        After an error that no retry can fix this raises on every call, so that no offset is committed past a lost row.
        """
        self._work.clear()
        # Shielded: Faust cancels a flush when the next rebalance comes, and half a flush would lose rows.
        await asyncio.shield(asyncio.gather(*[self._flush_partition(p) for p in range(len(self._pending))]))

    async def _flush_partition(self, partition: int) -> None:
        # The lock also when nothing is pending: the caller must not continue while an earlier flush is under way.
        async with self._locks[partition]:
            if self._failure is not None:
                message = f"an earlier write of the table failed: {self._failure!r}"
                raise FlushError(message) from self._failure
            if not self._pending[partition] and not self._outbox[partition]:
                return
            await self._wait_for_lease(partition)
            rows, self._pending[partition] = self._pending[partition], {}
            records, self._outbox[partition] = self._outbox[partition], []
            deletions, self._deletions[partition] = self._deletions[partition], {}
            if not rows and not records:  # dropped while the lease was waited for
                return
            self._in_flight[partition] = rows
            try:
                await self._make_durable(partition, rows, records, deletions.values())
            except BaseException as error:
                self._failure = error
                raise
            finally:
                self._in_flight[partition] = {}
                self._pending_rows -= _weight(rows, records)
                self._room.set()

    async def _make_durable(
        self,
        partition: int,
        rows: Mapping[bytes, bytes],
        records: list[OutboxRecord],
        deletions: Iterable[Deletion],
    ) -> None:
        await send_all(self._producer(), records)
        if rows:
            batch = WriteBatch(raw_mode=True)
            note_deletions(batch, deletions)
            ranges = await self._append(partition, rows)
            for key in sorted(rows):  # RocksDB takes keys in order at two thirds of the cost
                batch[key] = rows[key]
            self._write(partition, batch, ranges)
        self._flushes.inc()
        self._rows.inc(len(rows))

    async def _wait_for_lease(self, partition: int) -> None:
        is_counted = False
        while not self._lease.is_fresh and (self._pending[partition] or self._outbox[partition]):
            if not is_counted:
                self._lease_waits.inc()
                is_counted = True
            await asyncio.sleep(LEASE_POLL_S)  # the consumer's thread renews the lease

    async def _append(
        self, partition: int, rows: Mapping[bytes, bytes], add: Add = RecordBatch.append
    ) -> list[OffsetRange]:
        return await append(self._producer(), self._changelog_topic, partition, rows, add)

    def _write(self, partition: int, batch: WriteBatch, ranges: Sequence[OffsetRange]) -> None:
        store = self._store()
        with store.noting_damage(partition):
            self._write_into(store, partition, batch, ranges)

    def _write_into(
        self, store: PartitionStore, partition: int, batch: WriteBatch, ranges: Sequence[OffsetRange]
    ) -> None:
        db = store._dbs.get(partition)  # after the awaits: a handle kept over them would hold the lock of a revoked one
        if db is None:
            return  # revoked meanwhile; the rows are in the changelog, where the next owner finds them
        log_position, stored = self._log_positions[partition], next_offset(db, store.offset_key)
        if ranges and ranges[0].begin < stored and not self._input_can_rebuild:
            # A commit would say of the earlier changelog that RocksDB has less of it, and outdated state would pass for whole.
            raise FlushError(
                f"a row got the offset {ranges[0].begin} in partition {partition} after {stored - 1}: another log"
            )
        if log_position.append(stored, ranges):
            self._gaps.inc()
        if log_position.offset is not None:
            batch[store.offset_key] = b"%d" % log_position.offset
        db.write(batch)

    def whole_databases(self) -> list[Any]:
        """Return the databases that have all of the changelog; none without a fresh lease, after which others may write."""
        if not self._lease.is_fresh:
            return []
        return [db for partition, db in self._store()._dbs.items() if not self._log_positions[partition].gaps]

    # Deletions that are due

    def has_deletion_until(self, partition: int, until: float) -> bool:
        """Tell whether the partition has a deletion that is not newer than `until`."""
        store = self._store()
        db = store._dbs.get(partition)
        with store.noting_damage(partition):
            return db is not None and bool(deletions_until(db, until, 1))

    async def remove_deleted(self, partition: int, until: float, most: int, may_write: Callable[[], bool]) -> int:
        """Write the tombstones of up to `most` deletions that are not newer than `until`; return how many are done with.

        Nothing is written where the lease is not fresh, or `may_write` says no once no flush is under way.
        """
        return await asyncio.shield(self._remove_deleted(partition, until, most, may_write))

    async def _remove_deleted(self, partition: int, until: float, most: int, may_write: Callable[[], bool]) -> int:
        async with self._locks[partition]:  # whatever is put meanwhile is flushed later, after the tombstone
            store = self._store()
            db = store._dbs.get(partition)
            if self._failure is not None or db is None or not self._lease.is_fresh or not may_write():
                return 0
            try:
                with store.noting_damage(partition):
                    due = deletions_until(db, until, most)
                    rows = still_deleted(
                        db, [each for each in due if each.key not in self._pending[partition]], self._deleted_at
                    )
                del db  # no handle is kept over an await
                ranges = await self._append(partition, rows, add_tombstone)
                if due:
                    self._write(partition, removal(rows, due), ranges)
            except BaseException as error:
                self._failure = error
                raise
            self._tombstones.inc(len(rows))
            return len(due)

    # The changelog's records that are not ours

    async def gaps(self, partition: int, end: int) -> tuple[OffsetRange, ...]:
        """Return the offsets of what others wrote; `end` is the changelog's end, asked of Kafka before the call."""
        async with self._locks[partition]:  # so that no row of this worker is between Kafka and RocksDB
            db, log_position = self._store()._dbs.get(partition), self._log_positions[partition]
            if db is not None:
                log_position.reach(next_offset(db, self._store().offset_key), end)
            return log_position.gaps

    async def close_gap(self, partition: int, gap: OffsetRange) -> None:
        """Take note that RocksDB has all of `gap` or something newer, after a flush.

        Without a fresh lease nothing is noted: a new owner may have written what RocksDB lacks.
        """
        async with self._locks[partition]:
            if not self._lease.is_fresh:
                return
            db, log_position = self._store()._dbs.get(partition), self._log_positions[partition]
            log_position.close(gap)
            if db is not None and log_position.offset is not None:
                db.put(self._store().offset_key, b"%d" % log_position.offset)

    def stored_offsets(self, partitions: Iterable[int]) -> dict[int, int]:
        """Return by partition the changelog's last offset that RocksDB has, of those that are open; -1: none."""
        store = self._store()
        return {p: next_offset(db, store.offset_key) - 1 for p in partitions if (db := store._dbs.get(p)) is not None}

    def forget_log_positions(self) -> None:
        """Forget what is known of the changelog: the partitions may go to another worker."""
        self._log_positions = [LogPosition() for _ in self._log_positions]


def _weight(rows: Mapping[bytes, bytes], records: Iterable[OutboxRecord]) -> int:
    return len(rows) + sum(record.weight for record in records)
