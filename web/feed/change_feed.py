"""Tails the table's changelog into the latest view, for as long as the process lives, whatever becomes of Kafka.

Every process reads every partition, without a consumer group, so that rebalances and dead workers change nothing here.
"""

import asyncio
import logging
from collections.abc import Callable, Sequence
from typing import Protocol

from app.clock import Clock
from app.kafka.changelog_id import LOG_ID_KEY, epoch_of
from app.kafka.fetched_batches import LogRecords
from app.kafka.topic_reader import Batches, LogState, TopicReader
from app.kafka.topic_tail import TopicReplacedError, TopicTail
from app.observability.metrics import Metrics
from app.readiness import Readiness
from app.settings import Settings
from web.feed.changelog_applier import ChangelogApplier, LastRecordWatcher
from web.latest.filters import Filters
from web.latest.latest_view import LatestView

log = logging.getLogger(__name__)


class FeedListener(Protocol):
    """Who is told about changes of the view; the hub of the streams is one."""

    def on_changes(self) -> None:
        """Take note that the view has moved on, or has caught up."""
        ...

    def on_reset(self) -> None:
        """Take note that the view was emptied, as the changelog is a new one."""
        ...


def changelog_reader(settings: Settings, fetch_bytes: int) -> TopicReader:
    """Return a reader of the table's changelog, not connected."""
    return TopicReader(settings, settings.changelog_topic, settings.partitions, fetch_bytes)


class ChangeFeed:
    """Keeps the view up to date, and knows how far it is."""

    def __init__(
        self,
        settings: Settings,
        clock: Clock,
        metrics: Metrics,
        view: LatestView,
        readiness: Readiness,
        listener: FeedListener,
        watcher: LastRecordWatcher | None = None,
        connect: Callable[[Settings, int], TopicReader] = changelog_reader,
    ) -> None:
        self._settings, self._metrics = settings, metrics
        self._view, self._readiness, self._listener = view, readiness, listener
        self._applier = ChangelogApplier(clock, metrics, view, watcher)
        self._cluster_id: str | None = None
        """The cluster that the view was read from; None before the first connection."""
        self._tail = TopicTail("change feed", settings, clock, self, lambda fetch_bytes: connect(settings, fetch_bytes))
        metrics.gauge("tracker_view_lag_records").set_function(lambda: self._tail.lag_records)

    # What others ask

    @property
    def as_of(self) -> float:
        """Return when Kafka was last heard from, Unix seconds; 0 before the first time."""
        return self._tail.as_of

    @property
    def is_stale(self) -> bool:
        """Tell whether Kafka has been silent for too long to call the view current."""
        return self._tail.silent_s > self._settings.stale_after_s

    @property
    def caught_up(self) -> bool:
        """Tell whether the view has been complete since it was last read from the beginning."""
        return self._view.is_complete

    def cursor(self, filters: Filters) -> str:
        """Return the cursor that continues from the view as it is now; only once it has caught up."""
        return self._view.cursor(filters)

    async def start(self) -> None:
        """Begin to read, in a task of its own; returns at once."""
        self._readiness.wait_for("view", "the latest positions are not read yet")
        await self._tail.start()

    async def stop(self) -> None:
        """Stop reading; the view stays as it is."""
        await self._tail.stop()

    # From the tail

    async def begin(self, reader: TopicReader, state: LogState) -> Sequence[int]:
        """Continue where the view stands, or at the beginning; raises TopicReplacedError if that place is no more."""
        known, view, cluster_id = self._cluster_id, self._view, await reader.cluster_id()
        if known is None:
            self._cluster_id = cluster_id
            view.changes.clear(state.end_offsets)
            return state.first_offsets
        if known != cluster_id or not state.holds(view.next_offsets):
            raise TopicReplacedError("its offsets are not those that were read")
        if (name := self._applier.log_name) is not None:
            reader.seek((name.offset, *view.next_offsets[1:]))
            if await reader.next_record(0) != (LOG_ID_KEY, name.log_id.encode()):
                raise TopicReplacedError("it has another name")
        return view.next_offsets

    async def take(self, batches: Batches) -> None:
        """Apply all of it, and let others have their turn after every so many records."""
        most = room = self._settings.feed_batch_records
        for partition, batch in batches:
            records = batch.unpack()
            for start in range(0, len(records.offsets), most):
                part = records.between(start, start + most)
                self._apply_some(partition, part)
                room -= len(part.offsets)
                if room <= 0:
                    room = most
                    self._listener.on_changes()
                    await asyncio.sleep(0)
            self._view.advance(partition, batch.next_offset)
        self._listener.on_changes()

    def on_progress(self, next_offsets: Sequence[int]) -> None:
        """Move on, also past records that readers never see, and complete the view once all was read."""
        for partition, offset in enumerate(next_offsets):
            self._view.advance(partition, offset)
        if not self._view.is_complete:
            self._maybe_complete()

    def on_heard(self) -> None:
        """Say that Kafka answers."""
        self._metrics.gauge("tracker_feed_fetch_bytes").set(self._tail.fetch_bytes)
        self._metrics.gauge("tracker_kafka_connected").set(1)
        self._readiness.ready("kafka")

    def on_lost(self, reason: str) -> None:
        """Say that Kafka does not answer."""
        self._metrics.gauge("tracker_kafka_connected").set(0)
        self._readiness.wait_for("kafka", f"Kafka at {self._settings.bootstrap} does not answer: {reason}")

    def on_replaced(self, error: Exception) -> None:
        """Empty the view, and say so."""
        log.warning("the table's changelog was replaced (%s); reading it from the beginning", error)
        self._readiness.wait_for("view", "the table's changelog was replaced and is read again")
        self._cluster_id, self._applier.log_name = None, None
        self._view.reset([0] * self._settings.partitions)
        self._metrics.gauge("tracker_view_rows").set(0)
        self._listener.on_reset()

    def _apply_some(self, partition: int, records: LogRecords) -> None:
        name = self._applier.log_name
        self._applier.apply(partition, records)
        if name is not None and self._view.is_complete and self._applier.log_name != name:
            raise TopicReplacedError("it was given another name")

    def _maybe_complete(self) -> None:
        state, view, name, cluster_id = self._tail.goal, self._view, self._applier.log_name, self._cluster_id
        assert state is not None
        assert cluster_id is not None
        if not self._tail.is_caught_up:
            done, total = (sum(ends) - sum(state.first_offsets) for ends in (view.next_offsets, state.end_offsets))
            self._readiness.wait_for("view", f"reading the latest positions: {done} of {total} records")
        elif name is None:
            topic = self._settings.changelog_topic
            self._readiness.wait_for("view", f"topic {topic} holds no record that names it; `app topics` writes one")
        else:
            view.put_in_order()
            view.epoch, view.is_complete = epoch_of(cluster_id, name.log_id), True
            self._readiness.ready("view")
            log.info("latest view is complete: %d shipments", len(view))
            self._listener.on_changes()
