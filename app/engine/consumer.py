"""A consumer that keeps the lease and whose commits name the changelog that they speak for.

A committed offset says "the table has all up to here". If the changelog is lost (a wiped cluster, a deleted topic) while
the group's offsets survive, that is no longer true, and the positions must be read again from the earliest. The commit's
metadata therefore carries the changelog's epoch. Read against faust-streaming 0.15.3 (transport/drivers/aiokafka.py).
"""

from collections.abc import Callable, Mapping
from time import monotonic
from typing import Any

from aiokafka.errors import CommitFailedError
from aiokafka.structs import OffsetAndMetadata
from faust.transport.drivers import aiokafka as driver
from faust.types import TP

from app.engine.lease import Lease


class TrackerConsumerThread(driver.AIOKafkaConsumerThread):
    """Faust's consumer thread, with the lease and the epoch."""

    lease: Lease
    read_epoch: Callable[[], str]

    async def on_start(self) -> None:
        """Start the consumer and watch its heartbeats."""
        await super().on_start()
        self.lease.watch(self._ensure_consumer()._coordinator)

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
        offsets: dict[Any, int | None] = {}
        for tp in assigned:
            commit = found.get(tp)
            if commit is None or commit.offset < 0:
                offsets[tp] = None
            elif commit.metadata != epoch:
                self.log.warning("the table's log is new: reading %s again from its beginning", tp)
                await consumer.seek_to_beginning(tp)
                offsets[tp] = None
            else:
                offsets[tp] = commit.offset
                consumer.seek(tp, commit.offset)
        return offsets


class TrackerConsumer(driver.Consumer):
    """Faust's consumer on the thread above; the app sets both attributes before it starts."""

    lease: Lease
    read_epoch: Callable[[], str]
    _thread: TrackerConsumerThread

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
