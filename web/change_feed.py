"""Tails the table's changelog into the latest view, for as long as the process lives, whatever becomes of Kafka.

Every process reads every partition, without a consumer group, so that rebalances and dead workers change nothing here.
"""

import asyncio
import contextlib
import logging
import random
from collections.abc import Sequence
from typing import Protocol

from aiokafka.errors import KafkaError, OffsetOutOfRangeError

from app.changelog_name import LOG_ID_KEY, epoch_of
from app.clock import Clock
from app.engine.fetched_batches import FetchedBatch, LogRecords
from app.observability import Metrics
from app.readiness import Readiness
from app.settings import Settings
from web.changelog_applier import ChangelogApplier, LastRecordWatcher
from web.changelog_reader import ChangelogReader, LogState
from web.filters import Filters
from web.latest_view import LatestView

log = logging.getLogger(__name__)

FIRST_BACKOFF_S = 0.1
LEAST_FETCH_BYTES = 1 << 16
LOOK_EVERY_S = 0.25
"""How often, at most, the feed looks whether Kafka still answers."""


class FeedListener(Protocol):
    """Who is told about changes of the view; the hub of the streams is one."""

    def on_changes(self) -> None:
        """Take note that the view has moved on, or has caught up."""
        ...

    def on_reset(self) -> None:
        """Take note that the view was emptied, as the changelog is a new one."""
        ...


class ChangelogReplacedError(Exception):
    """The changelog is not the one that the view was read from; the view must be read anew."""


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
    ) -> None:
        self._settings, self._clock, self._metrics = settings, clock, metrics
        self._view, self._readiness, self._listener = view, readiness, listener
        self._applier = ChangelogApplier(clock, metrics, view, watcher)
        self._state: LogState | None = None
        """The log as of the start of this catching up: the view is complete when it has reached its end."""
        self._failures = 0
        self._fetch_bytes = settings.feed_fetch_bytes
        self._awaits_first = False
        """Whether there is something to read, of which this connection has brought nothing yet."""
        self._answered_at_ms = 0
        self._heard_at = float("-inf")
        self._as_of = 0.0
        self._look_at = 0.0
        self._task: asyncio.Task[None] | None = None

    # What others ask

    @property
    def as_of(self) -> float:
        """Return when Kafka was last heard from, Unix seconds; 0 before the first time."""
        return self._as_of

    @property
    def is_stale(self) -> bool:
        """Tell whether Kafka has been silent for too long to call the view current."""
        return self._clock.monotonic() - self._heard_at > self._settings.stale_after_s

    @property
    def caught_up(self) -> bool:
        """Tell whether the view has been complete since it was last read from the beginning."""
        return self._view.is_complete

    @property
    def epoch(self) -> str | None:
        """Return the short name of this life of the changelog, or None while it is not known."""
        return self._view.epoch

    def cursor(self, filters: Filters) -> str:
        """Return the cursor that continues from the view as it is now; only once it has caught up."""
        return self._view.cursor(filters)

    async def start(self) -> None:
        """Begin to read, in a task of its own; returns at once."""
        self._readiness.wait_for("view", "the latest positions are not read yet")
        self._task = asyncio.create_task(self._run(), name="change-feed")

    async def stop(self) -> None:
        """Stop reading; the view stays as it is."""
        if self._task is not None:
            self._task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._task

    # The task

    async def _run(self) -> None:
        while True:
            reader = ChangelogReader(self._settings, self._fetch_bytes)
            self._awaits_first = False
            try:
                await self._follow(reader)
            except (ChangelogReplacedError, OffsetOutOfRangeError) as error:
                self._reset(error)
            except (KafkaError, OSError) as error:  # TimeoutError is an OSError
                self._note_lost(str(error) or type(error).__name__)
                self._fetch_bytes = self._size_after_loss()
            except asyncio.CancelledError:
                # The client cancels tasks of its own, and whoever waits for them; that must not end the feed.
                if (task := asyncio.current_task()) is None or task.cancelling():
                    raise
                self._note_lost("the connection was given up")
            except Exception as error:
                # A feed that ended would leave a process that answers for ever with what it last knew.
                log.exception("change feed failed, connecting again")
                self._note_lost(repr(error))
            finally:
                await reader.close()
            await asyncio.sleep(self._backoff_s())

    async def _follow(self, reader: ChangelogReader) -> None:
        """Read until something fails."""
        async with asyncio.timeout(self._settings.feed_connect_s):
            state = await reader.open()
            await self._take_up(reader, state)
        self._answered_at_ms = 0
        self._note_heard()
        self._metrics.gauge("tracker_feed_fetch_bytes").set(reader.fetch_bytes)
        while True:
            batches = await reader.read()
            self._awaits_first &= not batches
            await self._apply(batches)
            if not batches:
                for partition, position in enumerate(await reader.positions()):
                    self._view.advance(partition, position)
            if not self._view.is_complete:
                self._maybe_complete()
            self._look_around(reader)

    async def _take_up(self, reader: ChangelogReader, state: LogState) -> None:
        """Go to where the view stands, or to the beginning; raises ChangelogReplacedError if that place is no more."""
        known, view = self._state, self._view
        if known is None:
            self._state = state
            view.changes.clear(state.end_offsets)
            for partition, offset in enumerate(state.first_offsets):
                view.advance(partition, offset)
        else:
            places = zip(state.first_offsets, view.next_offsets, state.end_offsets, strict=True)
            if known.cluster_id != state.cluster_id or any(not first <= at <= end for first, at, end in places):
                raise ChangelogReplacedError("its offsets are not those that were read")
            if (name := self._applier.log_name) is not None:
                reader.seek((name.offset, *view.next_offsets[1:]))
                self._awaits_first = True
                if await reader.next_record(0) != (LOG_ID_KEY, name.log_id.encode()):
                    raise ChangelogReplacedError("it has another name")
        self._awaits_first = any(at < end for at, end in zip(view.next_offsets, state.end_offsets, strict=True))
        reader.seek(view.next_offsets)

    async def _apply(self, batches: Sequence[tuple[int, FetchedBatch]]) -> None:
        """Take all of it over, and let others have their turn after every so many records."""
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
        if batches:
            self._listener.on_changes()
        # Data that is there already never makes `read` wait, and everyone else would.
        await asyncio.sleep(0)

    def _apply_some(self, partition: int, records: LogRecords) -> None:
        name = self._applier.log_name
        self._applier.apply(partition, records)
        if name is not None and self._view.is_complete and self._applier.log_name != name:
            raise ChangelogReplacedError("it was given another name")

    def _maybe_complete(self) -> None:
        state, view, name = self._state, self._view, self._applier.log_name
        assert state is not None
        if any(at < end for at, end in zip(view.next_offsets, state.end_offsets, strict=True)):
            done, total = (sum(ends) - sum(state.first_offsets) for ends in (view.next_offsets, state.end_offsets))
            self._readiness.wait_for("view", f"reading the latest positions: {done} of {total} records")
        elif name is None:
            topic = self._settings.changelog_topic
            self._readiness.wait_for("view", f"topic {topic} holds no record that names it; `app topics` writes one")
        else:
            view.put_in_order()
            view.epoch, view.is_complete = epoch_of(state.cluster_id, name.log_id), True
            self._readiness.ready("view")
            log.info("latest view is complete: %d shipments", len(view))
            self._listener.on_changes()

    def _reset(self, error: Exception) -> None:
        log.warning("the table's changelog was replaced (%s); reading it from the beginning", error)
        self._readiness.wait_for("view", "the table's changelog was replaced and is read anew")
        self._state, self._applier.log_name = None, None
        self._view.reset([0] * self._settings.partitions)
        self._metrics.gauge("tracker_view_rows").set(0)
        self._listener.on_reset()

    # Whether Kafka is there

    def _look_around(self, reader: ChangelogReader) -> None:
        now = self._clock.monotonic()
        if now < self._look_at:
            return
        self._look_at = now + LOOK_EVERY_S
        answered_at_ms = reader.answered_at_ms
        if answered_at_ms != self._answered_at_ms:
            self._answered_at_ms = answered_at_ms
            self._note_heard()
        elif now - self._heard_at > self._settings.feed_silence_s:
            raise TimeoutError(f"no answer for {self._settings.feed_silence_s:g} s")
        lag = sum(reader.end_offsets) - sum(self._view.next_offsets)
        self._metrics.gauge("tracker_view_lag_records").set(max(0, lag))

    def _size_after_loss(self) -> int:
        """Return how much to ask for next: an answer that is still on its way looks like silence, whole or not at all."""
        if self._awaits_first:
            return max(LEAST_FETCH_BYTES, self._fetch_bytes // 2)
        # Not before all is read: the larger answers would be late again.
        return min(self._settings.feed_fetch_bytes, self._fetch_bytes * (2 if self._view.is_complete else 1))

    def _note_heard(self) -> None:
        self._heard_at, self._as_of = self._clock.monotonic(), self._clock.now()
        self._metrics.gauge("tracker_kafka_connected").set(1)
        self._readiness.ready("kafka")
        if self._failures:
            log.info("change feed reached Kafka again after %d attempts", self._failures)
            self._failures = 0

    def _note_lost(self, reason: str) -> None:
        self._failures += 1
        self._metrics.gauge("tracker_kafka_connected").set(0)
        self._readiness.wait_for("kafka", f"Kafka at {self._settings.bootstrap} does not answer: {reason}")
        if self._failures == 1:
            log.warning("change feed lost Kafka: %s", reason)

    def _backoff_s(self) -> float:
        if not self._failures:
            return 0.0
        longest: float = min(self._settings.feed_backoff_max_s, FIRST_BACKOFF_S * 2 ** min(self._failures, 10))
        return longest * (0.5 + random.random() / 2)  # noqa: S311  # spreads processes out, no secret
