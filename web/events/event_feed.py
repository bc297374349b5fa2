"""Follows the end of the topic of events into the ring, without a consumer group."""

import logging
from collections.abc import Callable, Sequence

from app.clock import Clock
from app.kafka.topic_reader import Batches, LogState, TopicReader
from app.kafka.topic_tail import TopicReplacedError, TopicTail
from app.observability.metrics import Metrics
from app.readiness import Readiness
from app.settings import Settings
from web.events.event_ring import EventRing, after_ms
from web.events.held_event import LEAST_EVENT_BYTES, read_event

log = logging.getLogger(__name__)

PART = "events"
"""What the process waits for until the newest events are read."""
Connect = Callable[[Settings, int], TopicReader]
"""Takes the bytes of a fetch last."""


def events_reader(settings: Settings, fetch_bytes: int) -> TopicReader:
    """Return a reader of the topic of events, not connected."""
    return TopicReader(settings, settings.events_topic, settings.partitions, fetch_bytes)


def start_offsets(state: LogState, ring_bytes: int) -> tuple[int, ...]:
    """Return where to begin so that what is read fits into the ring, however long the topic is."""
    # Subjects are spread evenly over the partitions, so each gets the same share.
    most = max(1, ring_bytes // LEAST_EVENT_BYTES // len(state.end_offsets))
    ranges = zip(state.first_offsets, state.end_offsets, strict=True)
    return tuple(max(first, end - most) for first, end in ranges)


class EventFeed:
    """Keeps the ring up to date."""

    def __init__(
        self,
        settings: Settings,
        clock: Clock,
        metrics: Metrics,
        readiness: Readiness,
        ring: EventRing,
        on_events: Callable[[], None],
        connect: Connect = events_reader,
    ) -> None:
        self._settings, self._clock, self._readiness, self._ring = settings, clock, readiness, ring
        self._on_events = on_events
        self._tail = TopicTail("event feed", settings, clock, self, lambda fetch_bytes: connect(settings, fetch_bytes))
        self._cluster_id: str | None = None
        self._unread: set[int] = set()
        """Partitions whose earlier events are unknown, until the first event read shows from when on they are known."""
        self._held_bytes = metrics.gauge("tracker_events_held_bytes")
        self._evicted = metrics.counter("tracker_events_evicted_total")
        self._evicted_before = 0
        self._ignored = metrics.counter("tracker_events_ignored_total")

    @property
    def as_of(self) -> float:
        """Return when Kafka last answered, Unix seconds."""
        return self._tail.as_of

    async def start(self) -> None:
        """Start to read in a separate task; returns at once."""
        self._readiness.wait_for(PART, "the newest events are not read yet")
        await self._tail.start()

    async def stop(self) -> None:
        """Stop reading; the ring stays as it is."""
        await self._tail.stop()

    # From the tail

    async def begin(self, reader: TopicReader, state: LogState) -> Sequence[int]:
        """Continue at the end of the ring, or begin near the end of the topic."""
        cluster_id = await reader.cluster_id()
        if self._ring.is_complete:
            if cluster_id != self._cluster_id or not state.holds(self._ring.next_offsets):
                raise TopicReplacedError("its offsets are not those that were read")
            return self._ring.next_offsets
        self._cluster_id = cluster_id
        starts = start_offsets(state, self._settings.events_ring_bytes)
        self._unread = {partition for partition, start in enumerate(starts) if start > 0}
        self._ring.reset(starts)
        return starts

    async def take(self, batches: Batches) -> None:
        """Take the events of some batches."""
        for partition, batch in batches:
            records = batch.unpack()
            for offset, value in zip(records.offsets, records.values, strict=True):
                self._take_record(partition, offset, value)
            self._ring.advance(partition, batch.next_offset)
        self._note()

    def on_progress(self, next_offsets: Sequence[int]) -> None:
        """Let readers in once the end of the topic was reached."""
        for partition, offset in enumerate(next_offsets):
            self._ring.advance(partition, offset)
        if not self._ring.is_complete and self._tail.is_caught_up:
            if self._unread:  # nothing of these partitions was read, so what was told before now is unknown
                self._ring.raise_floor(after_ms(self._clock.now()))
            self._ring.complete(self._cluster_id or "")
            self._readiness.ready(PART)
            log.info("%d events are in memory", len(self._ring))
            self._note()

    def on_heard(self) -> None:
        """Do nothing: the feed of the table tells whether Kafka answers."""

    def on_lost(self, reason: str) -> None:
        """Do nothing: the events that are known stay."""

    def on_replaced(self, error: Exception) -> None:
        """Empty the ring and read the end of the topic again."""
        log.warning("the topic of events was replaced (%s); reading its end again", error)
        self._readiness.wait_for(PART, "the topic of events was replaced and is read again")
        self._ring.reset([0] * self._settings.partitions)
        self._on_events()

    def _take_record(self, partition: int, offset: int, value: bytes | None) -> None:
        event = read_event(partition, offset, value)
        if event is None:
            self._ignored.labels("unreadable").inc()
            return
        if partition in self._unread:
            self._unread.discard(partition)
            self._ring.raise_floor(after_ms(event.recorded_at))
        if not self._ring.add(event):
            self._ignored.labels("repeated").inc()

    def _note(self) -> None:
        self._held_bytes.set(self._ring.held_bytes)
        self._evicted.inc(self._ring.evicted_total - self._evicted_before)
        self._evicted_before = self._ring.evicted_total
        self._on_events()
