"""A consumer that keeps the lease, delivers records in groups, and whose commits name the changelog that they speak for.

A committed offset says "the table has all up to here". If the changelog is lost (a wiped cluster, a deleted topic) while
the group's offsets survive, that is no longer true, and the positions must be read again from the earliest. The commit's
metadata therefore carries the changelog's epoch. Where the input cannot rebuild the table, a commit stays true in a new
changelog, since the rows are written back into it, and the metadata also says which state has them (commit_mark.py). Read against faust-streaming 0.15.3 (transport/drivers/aiokafka.py).
"""

import asyncio
from collections import defaultdict
from collections.abc import AsyncIterator, Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from time import monotonic
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, cast

from aiokafka.errors import CommitFailedError
from aiokafka.structs import OffsetAndMetadata
from faust.transport.drivers import aiokafka as driver
from faust.types import TP, TransportT

from app.engine.delivery import DeliveryError, GroupMessage, Run, split_into_groups
from app.engine.patience import unless_away
from app.kafka.client import disconnect
from app.table.commit_mark import CommitMark, decode_mark
from app.table.lease import Lease

if TYPE_CHECKING:
    from app.engine.app import TrackerApp


class TrackerConsumerThread(driver.AIOKafkaConsumerThread):
    """Faust's consumer thread, with the lease and the epoch."""

    lease: Lease
    read_epoch: Callable[[], str]
    input_can_rebuild: bool
    stored_offsets: Mapping[int, int] = MappingProxyType({})
    """By partition what RocksDB has of the changelog; partitions that are not restored are left out."""

    async def on_start(self) -> None:
        """Start the consumer and watch its heartbeats."""
        await super().on_start()
        self.lease.watch(self._ensure_consumer()._coordinator)

    async def on_thread_stop(self) -> None:
        """Close the consumer, also while Kafka does not answer."""
        # A CancelledError, which `disconnect` explains, would end the thread with a traceback, and the process would wait
        # for it forever.
        stopping = asyncio.ensure_future(super().on_thread_stop())
        await asyncio.wait([stopping])
        if stopping.cancelled():
            await disconnect(self._ensure_consumer())
        else:
            stopping.result()

    @property
    def is_fenced_out(self) -> bool:
        """Return whether the group continued without this worker (its generation is unknown)."""
        return bool(self._ensure_consumer()._coordinator.generation < 0)

    async def _commit(self, offsets: Mapping[TP, int]) -> bool:
        assigned = self.assignment()
        owned = {tp: (offset, mark) for tp, offset in offsets.items() if tp in assigned and (mark := self._mark(tp))}
        if not owned:  # a rebalance is under way: none of them is restored yet
            return False
        now = monotonic()
        self.tp_last_committed_at.update(dict.fromkeys(owned, now))
        try:
            await self._ensure_consumer().commit(
                {driver.ensure_aiokafka_TP(tp): OffsetAndMetadata(*commit) for tp, commit in owned.items()}
            )
        except CommitFailedError as error:
            # The group rebalanced meanwhile: the new owner reads these again, and decides alike.
            self.log.info("commit came too late for the group: %s", error)
            return False
        except Exception as error:  # noqa: BLE001  # whatever it was, the process must not continue
            await self.crash(error)
            return False
        return True

    def _mark(self, tp: TP) -> str | None:
        """Return the metadata of a commit of `tp`; None where nothing can be said of the table yet."""
        if self.input_can_rebuild:
            return self.read_epoch()
        stored = self.stored_offsets.get(tp.partition)
        return None if stored is None else CommitMark(self.read_epoch(), stored).encode()

    async def seek_to_committed(self) -> Mapping[TP, int]:
        """Seek to what the group committed for this changelog, and to the earliest where it speaks of another."""
        committed: Mapping[TP, int] = await self.call_thread(self._seek_to_committed)
        return committed

    async def _seek_to_committed(self) -> dict[Any, int | None]:
        consumer, epoch = self._ensure_consumer(), self.read_epoch()
        assigned = list(consumer.assignment())
        found = await consumer._coordinator.fetch_committed_offsets(assigned)
        offsets: dict[Any, int | None] = dict.fromkeys(assigned)
        for tp in assigned:
            commit = found.get(tp)
            if commit is None or commit.offset < 0:
                continue
            if commit.metadata == epoch or not self.input_can_rebuild:
                offsets[tp] = commit.offset
                consumer.seek(tp, commit.offset)
            else:
                self.log.warning("the table's log is new: reading %s again from its beginning", tp)
        # Also where nothing was committed yet: records that came during a rebalance were dropped, and aiokafka's position
        # is past them.
        uncommitted = [tp for tp, offset in offsets.items() if offset is None]
        if uncommitted:
            await consumer.seek_to_beginning(*uncommitted)
        await self._take_over({tp: commit for tp, commit in found.items() if offsets.get(tp) is not None})
        return offsets

    async def _take_over(self, commits: Mapping[Any, OffsetAndMetadata]) -> None:
        """Commit again what speaks of an earlier changelog: the next state is compared with the present one."""
        if self.input_can_rebuild:
            return
        offsets = {}
        for tp, commit in commits.items():
            mark, stored = decode_mark(commit.metadata), self.stored_offsets.get(tp.partition, -1)
            if mark is None or mark.epoch != self.read_epoch() or mark.stored > stored:
                offsets[tp] = commit.offset
        if offsets:
            await self._commit(offsets)


class TrackerConsumer(driver.Consumer):
    """Faust's consumer on the thread above."""

    _thread: TrackerConsumerThread
    _fences_seen = 0
    _seeks = 0

    def __init__(self, transport: TransportT, *args: Any, **options: Any) -> None:
        app = self._tracker = cast("TrackerApp", transport.app)
        self._rows, self._read_ahead_bytes = app.batch_table, app.context.settings.read_ahead_bytes
        self._full = app.context.metrics.counter("tracker_read_ahead_full_total").labels(app.context.spec.name)
        self._room = asyncio.Event()
        self._runs: defaultdict[TP, Run] = defaultdict(lambda: Run(self._room.set))
        self._sought: Mapping[TP, int | None] = {}
        """Where the current runs begin; None: at the first record that Kafka holds."""
        super().__init__(transport, *args, **options)

    def _new_consumer_thread(self) -> TrackerConsumerThread:
        return TrackerConsumerThread(self, loop=self.loop, beacon=self.beacon)

    async def on_start(self) -> None:
        """Hand lease and epoch to the thread, then start it."""
        self._thread.lease, self._thread.read_epoch = self._tracker.lease, self._tracker.context.epoch
        self._thread.input_can_rebuild = self._tracker.context.spec.input_can_rebuild
        await super().on_start()

    @property
    def is_fenced_out(self) -> bool:
        """Return whether the group continued without this worker."""
        return self._thread.is_fenced_out

    async def verify_all_partitions_active(self) -> None:
        """Check nothing: the watchdog does that, and Faust's check ends the process where a partition has no position yet."""

    # Reading

    @property
    def waiting_bytes(self) -> int:
        """Return the size of what was read and is not yet processed."""
        return sum(run.waiting_bytes for run in self._runs.values())

    @property
    def lag_records(self) -> int:
        """Return how many records of its partitions Kafka is known to hold that are not yet processed."""
        positions = ((self.highwater(tp), run.next_offset) for tp, run in self._runs.items())
        return sum(max(0, end - at) for end, at in positions if at is not None)

    def processed_offset(self, tp: TP) -> int:
        """Return the offset of a partition up to which all is processed; 0 where that is not known."""
        run = self._runs.get(tp)
        if run is not None and run.next_offset is not None:
            return run.next_offset
        return self._sought.get(tp) or 0

    async def getmany(self, timeout: float) -> AsyncIterator[tuple[TP, Any]]:  # noqa: ASYNC109  # Faust's signature
        """Fetch from Kafka and yield groups; nothing where too much waits to be processed for `timeout` seconds.

        Faust's own bound counts messages, and when every partition has reached it the loop sleeps for a second.
        """
        if not await self._has_room(timeout):
            return
        seeks = self._seeks
        fetched, active = await self._wait_next_records(timeout)
        generation = self.app.consumer_generation_id
        if not self.flow_active or (fetched and self._seeks != seeks):
            await self._return_to_committed()  # they may be from before the seek or from after it
            return
        for tp, records in (fetched or {}).items():
            if active is not None and tp not in active:
                continue
            for group in self._to_groups(tp, records):
                if not self._is_current(generation, seeks):
                    return  # the flow resumes with a seek, and after a seek these are read again
                yield tp, self._to_one_message(tp, group, generation)

    def _is_current(self, generation: int, seeks: int) -> bool:
        is_same = self.app.consumer_generation_id == generation and self._seeks == seeks
        return is_same and bool(self.flow_active) and not self.should_stop

    def _to_groups(self, tp: TP, records: Sequence[Any]) -> Iterator[Sequence[Any]]:
        if self._is_changelog_tp(tp):  # what little our own restore left to Faust's
            return ([record] for record in records)
        return split_into_groups(records)

    def _to_one_message(self, tp: TP, group: Sequence[Any], generation: int) -> Any:
        if self._is_changelog_tp(tp):
            return self._to_message(tp, group[0])
        # Faust drops what it has read before; it notes that after the delivery, which may be after a seek back.
        self._read_offset[tp] = None
        return GroupMessage(tp, group, self._runs[tp], generation)

    async def _has_room(self, within_s: float) -> bool:
        if self.waiting_bytes < self._read_ahead_bytes:
            return True
        self._full.inc()
        with suppress(TimeoutError):
            async with asyncio.timeout(within_s):
                while self.waiting_bytes >= self._read_ahead_bytes and self.flow_active:
                    self._room.clear()
                    await self._room.wait()
        return self.waiting_bytes < self._read_ahead_bytes

    async def _return_to_committed(self) -> None:
        try:
            await self.perform_seek()
        except Exception as error:  # noqa: BLE001  # as Faust does: the rebalance under way seeks again
            self.log.warning("could not seek while the flow is stopped: %r", error)

    # Acknowledging

    def _new_offset(self, tp: TP) -> int | None:
        # One agent takes the groups in order, so what is processed has no gaps; Faust's lists of offsets are not needed.
        self._acked[tp].clear()
        self._acked_index[tp].clear()
        run = self._runs[tp]
        if run.is_broken:
            message = f"a group of records of {tp} never reached the agent"
            raise DeliveryError(message)
        return run.next_offset

    async def _add_gap(self, tp: TP, offset_from: int, offset_to: int) -> None:
        """Leave out what Faust does about offsets without a message: within a group that is the rule."""

    async def seek_to_committed(self) -> Mapping[TP, int]:
        """Seek to what the group committed, where a new run of records begins."""
        self._begin_runs()
        self._note_stored_offsets()
        committed = self._sought = await super().seek_to_committed()
        self._begin_runs()  # once more: what was delivered meanwhile came from the earlier position
        return committed

    def _begin_runs(self) -> None:
        # Faust's recovery resumes the flow before it seeks: what was fetched until then must not be taken for what
        # follows the new position, else the records in between are committed unread.
        self._seeks += 1
        self._runs.clear()

    async def seek_wait(self, partitions: Mapping[TP, int]) -> None:
        """Seek and wait until it is done; new runs begin there."""
        await super().seek_wait(partitions)
        for tp in partitions:
            self._runs.pop(tp, None)

    async def _seek(self, partition: TP, offset: int) -> None:
        await super()._seek(partition, offset)
        self._runs.pop(partition, None)

    def forget_runs(self) -> None:
        """Forget what was delivered and processed: the partitions may go to another worker."""
        self._runs.clear()
        self._sought = {}
        # Acks that came after Faust cleared its books would let the next generation commit past unread positions.
        self._acked.clear()
        self._acked_index.clear()
        self._committed_offset.clear()  # Faust also notes what it could not commit, and would not commit it again

    # Committing

    async def wait_empty(self) -> None:
        """Wait until all that was read is processed and committed; at a stop only if Kafka answers."""
        if not self.app.should_stop:
            await super().wait_empty()
        elif not await unless_away(super().wait_empty(), lambda: self._tracker.is_kafka_away):
            self.log.info("stopped without a last commit because Kafka is away; some records will be read again")

    async def force_commit(self, *args: Any, **options: Any) -> bool:
        """Commit what was acknowledged; one call at a time (Faust's `commit` sees to it)."""
        self._fences_seen = self._rows.fences
        return bool(await super().force_commit(*args, **options))

    async def _commit(self, offsets: Mapping[TP, int]) -> bool:
        # Rows that were fenced off are decided again by the worker that reads them next, so their offsets must not be committed.
        # Kafka would take them: once its last member was given up, a group accepts commits from any client.
        if not self._rows.may_commit(self._fences_seen):
            self.log.info("not committed: the rows behind the offsets were dropped, and are read again")
            return False
        self._note_stored_offsets()
        return bool(await super()._commit(offsets))

    def _note_stored_offsets(self) -> None:
        self._thread.stored_offsets = self._rows.stored_offsets(self._tracker.restored_partitions)
