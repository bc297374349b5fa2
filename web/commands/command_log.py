"""Group commit of commands: those of one partition that wait together become one Kafka batch, one batch in flight."""

import asyncio
import logging
from collections import deque
from collections.abc import Sequence
from typing import NamedTuple, Protocol

from aiokafka import AIOKafkaProducer
from aiokafka.structs import RecordMetadata

from app.background import keep_running
from app.domain.partition import partitions_of
from app.domain.subject import DRIVER_PREFIX
from app.kafka.record_batch import RecordBatch
from app.observability.metrics import Metrics
from app.settings import Settings
from web.commands.command import Command
from web.commands.deadlines import Deadlines
from web.http.problem import ProblemError
from web.ingest.envelope_lane import NotStoredError
from web.ingest.log_producer import LogProducer

log = logging.getLogger(__name__)

BATCH_BYTES = 256 << 10
STEP_S = 0.005
"""The least time between batches of this process: less than a decision takes, so that a lone client never waits for it."""
DRIVER = DRIVER_PREFIX.encode()
"""What the key of a driver begins with; the id decides the partition."""
Record = tuple[bytes, bytes]
"""Key and value."""


class Pace:
    """Lets the lanes send together, at most once a step: Kafka and the dispatcher pay for a request more than for its content.

    After a silence the first ones go at once.
    """

    def __init__(self, step_s: float) -> None:
        self._step_s, self._next_at = step_s, 0.0
        self._step: asyncio.Future[None] | None = None

    async def step(self) -> None:
        """Return with the next step."""
        if self._step is None:
            loop = asyncio.get_running_loop()
            self._step = loop.create_future()
            loop.call_at(max(loop.time(), self._next_at), self._take, self._step)
        await asyncio.shield(self._step)

    def _take(self, step: "asyncio.Future[None]") -> None:
        self._step, self._next_at = None, asyncio.get_running_loop().time() + self._step_s
        step.set_result(None)


class RecordSender(Protocol):
    """Stores records in Kafka."""

    @property
    def is_connected(self) -> bool:
        """Tell whether a send is possible now."""
        ...

    async def start(self) -> None:
        """Connect."""
        ...

    async def stop(self) -> None:
        """Disconnect."""
        ...

    async def send(self, partition: int, records: Sequence[Record]) -> int:
        """Store records in order; return how many of them, at least one, or raise NotStoredError within the deadline."""
        ...


class CommandSender:
    """Writes to the topic of commands with an idempotent producer of its own."""

    def __init__(self, settings: Settings, metrics: Metrics) -> None:
        self._topic = settings.commands_topic
        self._producer = LogProducer(settings, metrics, BATCH_BYTES)
        self.start, self.stop = self._producer.start, self._producer.stop

    @property
    def is_connected(self) -> bool:
        """Tell whether a send is possible now."""
        return self._producer.is_connected

    async def send(self, partition: int, records: Sequence[Record]) -> int:
        """Store as many of the records as fit into one batch; return how many."""
        stored = 0

        async def send(producer: AIOKafkaProducer) -> "asyncio.Future[RecordMetadata]":
            nonlocal stored
            batch = RecordBatch(producer)
            for key, value in records:
                if not batch.append(key, value):
                    break
            stored = batch.count
            acked: asyncio.Future[RecordMetadata] = await producer.send_batch(
                batch.closed(), self._topic, partition=partition
            )
            return acked

        await self._producer.store(send)
        return stored


class Append:
    """One caller's commands; done once Kafka holds all of them, or failed with the first that it does not hold."""

    __slots__ = ("_missing", "done")

    def __init__(self, size: int) -> None:
        self.done: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._missing = size

    def store_one(self) -> None:
        """Take note that Kafka holds one more."""
        self._missing -= 1
        if not self._missing and not self.done.done():
            self.done.set_result(None)

    def fail(self, reason: str) -> None:
        """Take note that Kafka may not hold all of them."""
        if not self.done.done():
            self.done.set_exception(NotStoredError(reason))


class Queued(NamedTuple):
    """A record with the request that it belongs to."""

    record: Record
    request: Append


class CommandLane:
    """The queue of one partition."""

    def __init__(self, partition: int, sender: RecordSender, pace: Pace) -> None:
        self._partition, self._sender, self._pace = partition, sender, pace
        self._queue: deque[Queued] = deque()
        self._filled = asyncio.Event()

    def add(self, queued: Queued) -> None:
        """Queue a record for the next batch."""
        self._queue.append(queued)
        self._filled.set()

    async def run(self) -> None:
        """Send batch after batch until cancelled."""
        while True:
            await self._filled.wait()
            await self._pace.step()
            if records := self._cut():
                await self._send(records)
            if not self._queue:
                self._filled.clear()

    def close(self) -> None:
        """Fail what is still queued."""
        while self._queue:
            self._queue.popleft().request.fail("the server is stopping")

    def _cut(self) -> list[Queued]:
        """Take what the next batch may hold, without what no request waits for."""
        taken: list[Queued] = []
        size = 0
        while self._queue and size < BATCH_BYTES:
            queued = self._queue.popleft()
            if not queued.request.done.done():
                taken.append(queued)
                size += len(queued.record[0]) + len(queued.record[1])
        return taken

    async def _send(self, taken: list[Queued]) -> None:
        stored, failure = 0, "the server is stopping"
        try:
            stored = await self._sender.send(self._partition, [queued.record for queued in taken])
            # The rest goes first into the next batch, so that the commands of a delivery stay in order.
            self._queue.extendleft(reversed(taken[stored:]))
            taken = taken[:stored]
        except NotStoredError as error:
            failure = str(error)
        except Exception:
            failure = "internal server error"
            log.exception("commands were lost", extra={"partition": self._partition})
        finally:
            for queued in taken:
                if stored:
                    queued.request.store_one()
                else:
                    queued.request.fail(failure)


class CommandLog:
    """Stores commands in the topic of commands; a call returns only after Kafka acknowledged with acks=all."""

    def __init__(self, settings: Settings, metrics: Metrics, sender: RecordSender) -> None:
        self._settings, self._metrics, self._sender = settings, metrics, sender
        self._lanes: list[CommandLane] = []
        self._tasks: list[asyncio.Task[None]] = []
        self._deadlines = Deadlines(settings.ingest_deadline_s)
        self._inflight_bytes = 0
        self._overloaded = metrics.counter("tracker_commands_unavailable_total")
        metrics.gauge("tracker_commands_inflight_bytes").set_function(lambda: self._inflight_bytes)

    async def start(self) -> None:
        """Open the log; appends fail at once until Kafka is reachable."""
        await self._sender.start()
        pace = Pace(STEP_S)
        self._lanes = [CommandLane(partition, self._sender, pace) for partition in range(self._settings.partitions)]
        self._tasks = [
            asyncio.create_task(keep_running("command-lane", lane.run, self._metrics), name="command-lane")
            for lane in self._lanes
        ]

    async def stop(self) -> None:
        """Fail what Kafka does not hold yet, and disconnect."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        for lane in self._lanes:
            lane.close()
        self._lanes = []
        await self._sender.stop()

    def require_room(self, commands: Sequence[Command]) -> int:
        """Return the bytes of these commands; raises ProblemError `kafka_unavailable` or `overloaded`."""
        if not self._lanes or not self._sender.is_connected:
            raise self.refusal("kafka_unavailable", "Kafka cannot be reached; try again.")
        size = sum([len(command.value) for command in commands])
        # A single request above the bound could never pass, so it passes when it is alone.
        if self._inflight_bytes and self._inflight_bytes + size > self._settings.max_inflight_command_bytes:
            raise self.refusal("overloaded", "Too many commands wait for Kafka; try again.")
        return size

    async def append(self, commands: Sequence[Command]) -> None:
        """Return when Kafka holds all commands; raises ProblemError where it may not."""
        size = self.require_room(commands)
        if not commands:
            return
        keys = [command.shipment_id.encode() for command in commands]
        request = Append(len(commands))
        self._inflight_bytes += size
        try:
            partitions = partitions_of([key.removeprefix(DRIVER) for key in keys], self._settings.partitions)
            for partition, key, command in zip(partitions, keys, commands, strict=True):
                self._lanes[partition].add(Queued((key, command.value), request))
            await self._deadlines.wait(request.done)
        except NotStoredError as error:
            raise self.refusal("kafka_unavailable", f"{error}; try again.") from error
        except TimeoutError:
            within_s = self._settings.ingest_deadline_s
            raise self.refusal(
                "kafka_unavailable", f"Kafka did not acknowledge within {within_s:g} s; try again."
            ) from None
        finally:
            self._inflight_bytes -= size
            request.done.cancel()

    def refusal(self, code: str, detail: str) -> ProblemError:
        """Return and count the error for commands that were not stored."""
        self._overloaded.labels(code).inc()
        return ProblemError(code, detail)
