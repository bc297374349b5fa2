"""Tails a table's changelog into its replica, for as long as the process lives, whatever becomes of Kafka.

Every process reads every partition, without a consumer group, so that rebalances and dead workers change nothing here.
"""

import asyncio
import logging
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Protocol

from app.clock import Clock
from app.kafka.changelog_id import LOG_ID_KEY, epoch_of
from app.kafka.fetched_batches import LogRecords
from app.kafka.topic_reader import Batches, LogState, TopicReader
from app.kafka.topic_tail import TopicReplacedError, TopicTail
from app.observability.metrics import Metrics
from app.readiness import Readiness
from app.settings import Settings
from app.table.spec import TableSpec
from app.table.tombstone_header import tombstones_of
from web.feed.changelog_applier import ChangelogApplier, LastRecordWatcher
from web.feed.feed_spec import FeedSpec
from web.replica.row_store import RowStore

log = logging.getLogger(__name__)


LONGEST_SILENCE_S = 6 * 86_400.0
"""A process that lost Kafka for longer reads the table again: Kafka keeps tombstones for 7 days (`delete.retention.ms`)."""


class FeedListener(Protocol):
    """Who is told about changes of the replica; the hub of its streams is one."""

    def on_changes(self) -> None:
        """Take note that the replica has moved on, or has caught up."""
        ...

    def on_reset(self) -> None:
        """Take note that the replica was emptied, as the changelog is a new one."""
        ...


Connect = Callable[[Settings, TableSpec, int], TopicReader]
"""Takes the bytes of a fetch last."""


def changelog_reader(settings: Settings, table: TableSpec, fetch_bytes: int) -> TopicReader:
    """Return a reader of a table's changelog, not connected."""
    return TopicReader(settings, table.changelog_topic, table.partitions, fetch_bytes)


class ChangeFeed:
    """Keeps a replica up to date, and knows how far it is."""

    def __init__(
        self,
        settings: Settings,
        clock: Clock,
        metrics: Metrics,
        table: TableSpec,
        spec: FeedSpec,
        store: RowStore[Any],
        readiness: Readiness,
        listener: FeedListener,
        watcher: LastRecordWatcher | None = None,
        connect: Connect = changelog_reader,
    ) -> None:
        self._settings, self._metrics = settings, metrics
        self._table, self._spec = table, spec
        self._store, self._readiness, self._listener = store, readiness, listener
        self._applier = ChangelogApplier(clock, metrics, table.name, store, spec.received_at_of, watcher)
        self._cluster_id: str | None = None
        """The cluster that the table was read from; None before the first connection."""
        name = "change feed" if table.name == "latest" else f"change feed of {table.name}"
        self._tail = TopicTail(name, settings, clock, self, lambda fetch_bytes: connect(settings, table, fetch_bytes))
        self._lag = metrics.gauge("tracker_view_lag_records").labels(table.name)
        self._fetch_bytes = metrics.gauge("tracker_feed_fetch_bytes").labels(table.name)

    # What others ask

    @property
    def as_of(self) -> float:
        """Return when Kafka was last heard from, Unix seconds; 0 before the first time."""
        return self._tail.as_of

    @property
    def is_stale(self) -> bool:
        """Tell whether Kafka has been silent for too long to call the replica current."""
        return self._tail.silent_s > self._settings.stale_after_s

    @property
    def caught_up(self) -> bool:
        """Tell whether the replica has been complete since it was last read from the beginning."""
        return self._store.is_complete

    async def start(self) -> None:
        """Begin to read, in a task of its own; returns at once."""
        self._readiness.wait_for(self._spec.part, f"{self._spec.contents} are not read yet")
        await self._tail.start()

    async def stop(self) -> None:
        """Stop reading; the replica stays as it is."""
        await self._tail.stop()

    # From the tail

    async def begin(self, reader: TopicReader, state: LogState) -> Sequence[int]:
        """Continue where the replica is, or at the beginning; raises TopicReplacedError if that place is no more."""
        known, store, cluster_id = self._cluster_id, self._store, await reader.cluster_id()
        if known is None:
            self._cluster_id = cluster_id
            store.changes.clear(state.end_offsets)
            return state.first_offsets
        if known != cluster_id or not state.holds(store.next_offsets):
            raise TopicReplacedError("its offsets are not those that were read")
        if self._tail.as_of and self._tail.silent_s > LONGEST_SILENCE_S:
            raise TopicReplacedError("Kafka may have removed tombstones while it was silent")
        if (name := self._applier.log_id_record) is not None:
            reader.seek((name.offset, *store.next_offsets[1:]))
            if await reader.next_record(0) != (LOG_ID_KEY, name.log_id.encode()):
                raise TopicReplacedError("it has another name")
        return store.next_offsets

    async def take(self, batches: Batches) -> None:
        """Apply all of it, and let others have their turn after every so many records."""
        most = room = self._settings.feed_batch_records
        for partition, batch in batches:
            records, nulls = batch.unpack_with_nulls()
            ended = tombstones_of(nulls)
            for start in range(0, len(records.offsets), most):
                part = records.between(start, start + most)
                self._apply_some(partition, part, ended)
                room -= len(part.offsets)
                if room <= 0:
                    room = most
                    self._listener.on_changes()
                    await asyncio.sleep(0)
            self._store.advance(partition, batch.next_offset)
        self._listener.on_changes()

    def on_progress(self, next_offsets: Sequence[int]) -> None:
        """Move on, also past records that readers never see, and complete the replica once all was read."""
        self._lag.set(self._tail.lag_records)
        for partition, offset in enumerate(next_offsets):
            self._store.advance(partition, offset)
        if not self._store.is_complete:
            self._maybe_complete()

    def on_heard(self) -> None:
        """Say that Kafka answers."""
        self._fetch_bytes.set(self._tail.fetch_bytes)
        self._metrics.gauge("tracker_kafka_connected").set(1)
        self._readiness.ready("kafka", self._table.name)

    def on_lost(self, reason: str) -> None:
        """Say that Kafka does not answer."""
        self._metrics.gauge("tracker_kafka_connected").set(0)
        # A feed that hears Kafka must not speak for one that does not, as where its topic is gone.
        reason = f"Kafka at {self._settings.bootstrap} does not answer: {reason}"
        self._readiness.wait_for("kafka", reason, self._table.name)

    def on_replaced(self, error: Exception) -> None:
        """Empty the replica, and say so."""
        log.warning("the table's changelog was replaced (%s); reading it from the beginning", error)
        self._readiness.wait_for(self._spec.part, "the table's changelog was replaced and is read again")
        self._store.reset([0] * self._table.partitions)
        self._cluster_id = None
        self._applier.restart()
        self._listener.on_reset()

    def _apply_some(self, partition: int, records: LogRecords, ended: Mapping[int, bytes]) -> None:
        name = self._applier.log_id_record
        self._applier.apply(partition, records, ended)
        if name is not None and self._store.is_complete and self._applier.log_id_record != name:
            raise TopicReplacedError("it was given another name")

    def _maybe_complete(self) -> None:
        state, store, name, cluster_id = self._tail.goal, self._store, self._applier.log_id_record, self._cluster_id
        part = self._spec.part
        assert state is not None
        assert cluster_id is not None
        if not self._tail.is_caught_up:
            done, total = (sum(ends) - sum(state.first_offsets) for ends in (store.next_offsets, state.end_offsets))
            self._readiness.wait_for(part, self._spec.reading(done, total))
        elif name is None:
            topic = self._table.changelog_topic
            self._readiness.wait_for(part, f"topic {topic} holds no record that names it; `app topics` writes one")
        else:
            store.settle()
            store.epoch, store.is_complete = epoch_of(cluster_id, name.log_id), True
            self._readiness.ready(part)
            log.info("table %s is in memory: %d %s", self._table.name, len(store), self._spec.noun)
            self._listener.on_changes()
