"""The open streams of events: who is let in, woken, dismissed, and ended at shutdown."""

import asyncio

from app.clock import Clock
from app.observability.metrics import Metrics
from app.settings import Settings
from web.events.event_filters import EventFilters
from web.events.event_ring import EventRing
from web.events.event_subscriber import EventSubscriber
from web.http.problem import ProblemError
from web.stream.open_streams import OpenStreams
from web.stream.stream_metrics import StreamMetrics
from web.stream.transport import Transport

LABEL = "events"
"""The label of these streams in the metrics."""


class EventHub:
    """Wakes each stream when there are events; a stream reads the ring by itself, so a slow one needs no queue."""

    def __init__(
        self, settings: Settings, clock: Clock, metrics: Metrics, ring: EventRing, open_streams: OpenStreams
    ) -> None:
        self._settings, self._clock, self._ring, self._open_streams = settings, clock, ring, open_streams
        self.metrics = StreamMetrics(metrics, LABEL)
        self._subscribers: dict[EventSubscriber, None] = {}
        self._is_closing = False
        self._all_left = asyncio.Event()

    def on_events(self) -> None:
        """Take note that the ring has moved on, or was emptied."""
        for subscriber in self._subscribers:
            subscriber.wake()

    def join(self, filters: EventFilters, transport: Transport, ends_at: float | None) -> EventSubscriber:
        """Let a subscriber in, until `ends_at` (Unix seconds); raises ProblemError `recovering` or `overloaded`."""
        if self._is_closing:
            raise ProblemError("recovering", "This server is shutting down; ask again.")
        if not self._ring.is_complete:
            raise ProblemError("recovering", "The newest events are still being read from Kafka.")
        self._open_streams.require_room()
        self._open_streams.add()
        subscriber = EventSubscriber(self._settings, self._clock, self.metrics, self._ring, filters, transport, ends_at)
        self._subscribers[subscriber] = None
        self.metrics.open.set(len(self._subscribers))
        self._all_left.clear()
        return subscriber

    def leave(self, subscriber: EventSubscriber) -> None:
        """Forget a subscriber whose stream has ended."""
        del self._subscribers[subscriber]
        self._open_streams.remove()
        self.metrics.open.set(len(self._subscribers))
        if not self._subscribers:
            self._all_left.set()

    def dismiss(self, subscriber: EventSubscriber, reason: str) -> None:
        """Say `bye` on a stream whose reader is no longer welcome, and cut it if it does not take that in time."""
        subscriber.end(reason)
        asyncio.get_running_loop().call_later(self._settings.stream_bye_s, subscriber.abort)

    async def close(self) -> None:
        """Say `bye` on every stream, cut those that do not take it in time, and refuse new ones."""
        self._is_closing = True
        for subscriber in self._subscribers:
            subscriber.end("shutdown")
        if self._subscribers:
            try:
                async with asyncio.timeout(self._settings.stream_bye_s):
                    await self._all_left.wait()
            except TimeoutError:
                for subscriber in self._subscribers:
                    subscriber.abort()
