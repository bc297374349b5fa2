"""A consumer that keeps the lease and whose commits name the changelog that they speak for.

A committed offset says "the table has all up to here". If the changelog is lost (a wiped cluster, a deleted topic) while
the group's offsets survive, that is no longer true, and the positions must be read again from the earliest. The commit's
metadata therefore carries the changelog's epoch. Read against faust-streaming 0.15.3 (transport/drivers/aiokafka.py).
"""

import asyncio
from collections.abc import Callable, Mapping
from time import monotonic
from typing import Any

from aiokafka.errors import CommitFailedError
from aiokafka.structs import OffsetAndMetadata
from faust.transport.drivers import aiokafka as driver
from faust.types import TP

from app.engine.batch_table import BatchTable
from app.engine.lease import Lease


class TrackerConsumerThread(driver.AIOKafkaConsumerThread):
    """Faust's consumer thread, with the lease and the epoch."""

    lease: Lease
    read_epoch: Callable[[], str]

    async def on_start(self) -> None:
        """Start the consumer and watch its heartbeats."""
        await super().on_start()
        self.lease.watch(self._ensure_consumer()._coordinator)

    async def on_thread_stop(self) -> None:
        """Close the consumer, also while Kafka is away."""
        # aiokafka 0.14: where a fetch backs off from an error, `stop` ends with CancelledError before it has closed its
        # connections. Here that would end the thread with a traceback, and the process would wait for it in vain.
        stopping = asyncio.ensure_future(super().on_thread_stop())
        await asyncio.wait([stopping])
        if stopping.cancelled():
            await self._ensure_consumer()._client.close()
        else:
            stopping.result()

    @property
    def is_fenced_out(self) -> bool:
        """Return whether the group went on without this worker (its generation is unknown)."""
        return bool(self._ensure_consumer()._coordinator.generation < 0)

    async def _commit(self, offsets: Mapping[TP, int]) -> bool:
        assigned = self.assignment()
        owned = {tp: offset for tp, offset in offsets.items() if tp in assigned}
        now = monotonic()
        self.tp_last_committed_at.update(dict.fromkeys(owned, now))
        epoch = self.read_epoch()
        try:
            await self._ensure_consumer().commit(
                {driver.ensure_aiokafka_TP(tp): OffsetAndMetadata(offset, epoch) for tp, offset in owned.items()}
            )
        except CommitFailedError as error:
            # The group rebalanced meanwhile: the new owner reads these again, and decides alike.
            self.log.info("commit came too late for the group: %s", error)
            return False
        except Exception as error:  # noqa: BLE001  # whatever it was, the process must not go on
            await self.crash(error)
            return False
        return True

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
            if commit.metadata == epoch:
                offsets[tp] = commit.offset
                consumer.seek(tp, commit.offset)
            else:
                self.log.warning("the table's log is new: reading %s again from its beginning", tp)
        # Also where nothing was committed yet: records that came during a rebalance were dropped, and aiokafka's position
        # is past them.
        afresh = [tp for tp, offset in offsets.items() if offset is None]
        if afresh:
            await consumer.seek_to_beginning(*afresh)
        return offsets


class TrackerConsumer(driver.Consumer):
    """Faust's consumer on the thread above; the app sets the first three attributes before it starts."""

    lease: Lease
    read_epoch: Callable[[], str]
    rows: BatchTable
    _thread: TrackerConsumerThread
    _fences_seen = 0

    def _new_consumer_thread(self) -> TrackerConsumerThread:
        return TrackerConsumerThread(self, loop=self.loop, beacon=self.beacon)

    async def on_start(self) -> None:
        """Hand lease and epoch to the thread, then start it."""
        self._thread.lease, self._thread.read_epoch = self.lease, self.read_epoch
        await super().on_start()

    @property
    def is_fenced_out(self) -> bool:
        """Return whether the group went on without this worker."""
        return self._thread.is_fenced_out

    async def force_commit(self, *args: Any, **options: Any) -> bool:
        """Commit what was acknowledged; one call at a time (Faust's `commit` sees to it)."""
        self._fences_seen = self.rows.fences
        return bool(await super().force_commit(*args, **options))

    async def _commit(self, offsets: Mapping[TP, int]) -> bool:
        # Rows that were fenced off are decided again by whoever reads them next, so their offsets must not be committed.
        # Kafka would take them: once its last member was given up, a group accepts commits from anybody.
        if not self.rows.may_commit(self._fences_seen):
            self.log.info("not committed: the rows behind the offsets were dropped, and are read again")
            return False
        return bool(await super()._commit(offsets))
