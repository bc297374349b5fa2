"""Every open stream of one table in this process: who is let in, and who is ended."""

import asyncio
import contextlib
from typing import Any

from app.background import keep_running
from app.clock import Clock
from app.observability.metrics import Metrics
from app.settings import Settings
from web.http.problem import ProblemError
from web.replica.cursor import Cursor
from web.replica.replica import I, Replica
from web.replica.row_filter import RowFilter
from web.stream.dispatcher import Dispatcher
from web.stream.flush_loop import FlushLoop
from web.stream.groups import Groups
from web.stream.open_streams import OpenStreams
from web.stream.parts import StreamParts
from web.stream.replica_waiter import ReplicaWaiter
from web.stream.stream_metrics import StreamMetrics
from web.stream.stream_spec import StreamSpec
from web.stream.subscriber import Subscriber
from web.stream.subscription_group import SubscriptionGroup
from web.stream.sweeper import Sweeper
from web.stream.transport import Transport


class StreamHub:
    """Lets subscribers in and wakes the flush loop, which has a task only while there are subscribers."""

    def __init__(
        self,
        settings: Settings,
        clock: Clock,
        metrics: Metrics,
        spec: StreamSpec[I],
        replica: Replica[Any, I],
        open_streams: OpenStreams,
    ) -> None:
        self._contents, self._metrics = spec.contents, metrics
        stream_metrics = StreamMetrics(metrics, replica.table, spec.removed)
        self._parts = StreamParts(settings, clock, stream_metrics, replica, spec.nouns, spec.removed)
        self._subscribers: dict[Subscriber, SubscriptionGroup] = {}
        self._open_streams = open_streams
        dispatcher = Dispatcher(spec.create_filter_indexes(replica))
        self._groups = Groups(self._parts, dispatcher)
        self._sweeper = Sweeper(self._parts, self._subscribers)
        self._flush_loop = FlushLoop(self._parts, dispatcher, self._sweeper)
        self._waiter = ReplicaWaiter(replica.store, settings.cursor_wait_s)
        self._is_closing = False
        self._task: asyncio.Task[None] | None = None

    # From the change feed

    def on_changes(self) -> None:
        """Take note that the replica has moved on, or has caught up."""
        self._flush_loop.wake()
        self._waiter.on_changes()

    def on_reset(self) -> None:
        """Take note that the replica was reset: every stream must start over."""
        self._sweeper.for_each(lambda subscriber: subscriber.deliver(()))

    # From the handler

    def join(self, filters: RowFilter[Any], transport: Transport, ends_at: float | None = None) -> Subscriber:
        """Let a subscriber in, until `ends_at` (Unix seconds) where that is known; raises ProblemError `recovering` or `overloaded`."""
        if self._is_closing:
            raise ProblemError("recovering", "This server is shutting down; ask again.")
        if not self._parts.store.is_complete:
            raise ProblemError("recovering", f"{self._contents} are still being read from Kafka.")
        self._open_streams.require_room()
        if not self._subscribers:
            self._flush_loop.skip_to_end()
        subscriber = Subscriber(self._parts, filters, transport, self, ends_at)
        group = self._subscribers[subscriber] = self._groups.group_for(filters)
        group.subscribers[subscriber] = None
        self._open_streams.add()
        self._parts.metrics.open.set(len(self._subscribers))
        if self._task is None or self._task.done():
            flushing = keep_running("stream-hub", self._run, self._metrics)
            self._task = asyncio.create_task(flushing, name="stream-hub")
        return subscriber

    async def _run(self) -> None:
        await self._flush_loop.run(lambda: bool(self._subscribers))

    def leave(self, subscriber: Subscriber) -> None:
        """Forget a subscriber whose stream has ended."""
        group = self._subscribers.pop(subscriber)
        del group.subscribers[subscriber]
        if not group.subscribers:
            self._flush_loop.forget(group)
            self._groups.drop(group)
        self._open_streams.remove()
        self._parts.metrics.open.set(len(self._subscribers))
        self._flush_loop.wake()

    def dismiss(self, subscriber: Subscriber, reason: str) -> None:
        """Say `bye` on a stream whose reader is no longer welcome, and cut it if it does not take that in time."""
        self._sweeper.dismiss(subscriber, reason)

    async def close(self) -> None:
        """Say `bye` on every stream, cut those that do not take it in time, and refuse new ones."""
        self._is_closing = True
        self._parts.metrics.count_dropped("shutdown", len(self._subscribers))
        self._sweeper.for_each(Subscriber.end)
        self._waiter.close()
        self._flush_loop.wake()
        clock = self._parts.clock
        deadline = clock.monotonic() + self._parts.settings.stream_bye_s
        if self._task is not None:
            while self._subscribers and clock.monotonic() < deadline:
                await asyncio.wait([self._task], timeout=self._sweeper.every_s)
            for subscriber in list(self._subscribers):
                subscriber.abort()
            self._task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._task

    # For the subscribers

    async def wait_until_covered(self, cursor: Cursor) -> bool:
        """Wait, for a bounded time, until the replica has read what the cursor stands for; tell whether it has."""
        return await self._waiter.wait_until_covered(cursor)

    async def wait_until_complete(self) -> None:
        """Wait until the replica has caught up, or the server shuts down."""
        await self._waiter.wait_until_complete()

    def on_idle_behind(self, subscriber: Subscriber) -> None:
        """Take note that a subscriber that missed something is ready for it."""
        self._flush_loop.flush_soon(self._subscribers[subscriber])
        self._flush_loop.wake()
