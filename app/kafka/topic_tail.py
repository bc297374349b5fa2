"""Follows a topic for as long as the process lives, whatever becomes of Kafka or of aiokafka."""

import asyncio
import logging
from collections.abc import Callable, Sequence
from random import Random
from typing import Protocol

from aiokafka.errors import KafkaError, OffsetOutOfRangeError

from app.background import is_cancelled
from app.clock import Clock
from app.domain.backoff import Backoff
from app.kafka.topic_reader import Batches, LogState, TopicReader
from app.settings import Settings

log = logging.getLogger(__name__)

FIRST_BACKOFF_S = 0.2
LEAST_FETCH_BYTES = 1 << 16
LOOK_EVERY_S = 0.25
"""How often, at most, the tail checks whether Kafka still answers."""


class TopicReplacedError(Exception):
    """The topic is not the one that was read so far; it must be read from the beginning."""


class Follower(Protocol):
    """Takes what a tail reads; what its methods raise counts as a lost connection."""

    async def begin(self, reader: TopicReader, state: LogState) -> Sequence[int]:
        """Return the offsets to read from, after each connect; raises TopicReplacedError if those read are gone."""
        ...

    async def take(self, batches: Batches) -> None:
        """Take the next batches, at least one."""
        ...

    def on_progress(self, next_offsets: Sequence[int]) -> None:
        """Take note of how far the tail has read, after each answer of Kafka."""
        ...

    def on_heard(self) -> None:
        """Take note that Kafka answers."""
        ...

    def on_lost(self, reason: str) -> None:
        """Take note that the connection is lost; the tail retries."""
        ...

    def on_replaced(self, error: Exception) -> None:
        """Take note that the next read starts at the beginning of another topic."""
        ...


class TopicTail:
    """Reads a topic without a consumer group, reconnects after any failure, and knows how current it is."""

    def __init__(
        self,
        name: str,
        settings: Settings,
        clock: Clock,
        follower: Follower,
        connect: Callable[[int], TopicReader],
        when_lost: str = "",
    ) -> None:
        """`connect` takes the bytes of a fetch; `when_lost` says what a lost connection means, for the log."""
        self._name, self._settings, self._clock, self._follower = name, settings, clock, follower
        self._connect, self._when_lost = connect, when_lost
        self._backoff = Backoff(FIRST_BACKOFF_S, settings.feed_backoff_max_s)
        self._rng = Random()  # noqa: S311  # spreads processes out, no secret
        self._failures = self._replacements = 0
        self._logged: set[type[BaseException]] = set()
        self.fetch_bytes = settings.feed_fetch_bytes
        """Most bytes that one fetch asks for now."""
        self._awaits_first = False
        """Whether there is something to read, of which this connection has brought nothing yet."""
        self._next_offsets: list[int] = []
        self._goal: LogState | None = None
        """The topic as of the first connection since it was last read from the beginning."""
        self.is_caught_up = False
        """Whether that end was reached once."""
        self.lag_records = 0
        """How many records stand after those read, as of the last check."""
        self.as_of = 0.0
        """When Kafka was last heard from, Unix seconds; 0 before the first time."""
        self._heard_at = float("-inf")
        self._silent_since = self._look_at = 0.0
        self._answered_at_ms = 0
        self._is_stopping = False
        self._task: asyncio.Task[None] | None = None

    @property
    def silent_s(self) -> float:
        """Return for how long Kafka has not been heard from."""
        return self._clock.monotonic() - self._heard_at

    @property
    def goal(self) -> LogState | None:
        """Return the state of the topic that reading must reach to be caught up; None before the first connection."""
        return self._goal

    async def start(self) -> None:
        """Begin to read, in a task of its own; returns at once."""
        self._task = asyncio.create_task(self._run(), name=self._name)

    async def stop(self) -> None:
        """Stop reading."""
        self._is_stopping = True  # aiokafka may swallow the cancellation
        if self._task is not None:
            self._task.cancel()
            await asyncio.wait([self._task])

    async def _run(self) -> None:
        while not self._is_stopping:
            try:
                await self._connect_and_follow()
            except (TopicReplacedError, OffsetOutOfRangeError) as error:
                self._replaced(error)
            except asyncio.CancelledError as error:
                # aiokafka cancels its own tasks, and with them the tasks that await them: that must not end the tail.
                if is_cancelled():
                    raise
                self._lost(error, "the client gave up the connection")
            except Exception as error:  # noqa: BLE001  # logged there
                self._lost(error, str(error) or type(error).__name__)
            await asyncio.sleep(self._delay_s())

    def _tell(self, note: Callable[[], None]) -> None:
        try:
            note()
        except Exception:  # outside the loop's own handling, it would end the tail
            log.exception("the follower of the %s failed to take a note", self._name)

    def _delay_s(self) -> float:
        # A topic that was replaced is read at once, unless it is replaced again and again.
        failures = self._failures + max(0, self._replacements - 1)
        return self._backoff.delay_s(failures, self._rng) if failures else 0.0

    async def _connect_and_follow(self) -> None:
        reader = self._connect(self.fetch_bytes)
        self._awaits_first = False
        try:
            async with asyncio.timeout(self._settings.feed_connect_s):
                await self._begin(reader)
            while not self._is_stopping:
                await self._read_once(reader)
        finally:
            await reader.close()

    async def _begin(self, reader: TopicReader) -> None:
        state = await reader.open()
        self._awaits_first = True
        self._next_offsets = list(await self._follower.begin(reader, state))
        self._goal = self._goal or state
        self._awaits_first = not state.is_read(self._next_offsets)
        reader.seek(self._next_offsets)
        self._answered_at_ms, self._silent_since = 0, self._clock.monotonic()
        if not self._is_unproven:
            self._heard()  # after a failure only an answer counts
        self._note_progress()

    async def _read_once(self, reader: TopicReader) -> None:
        batches = await reader.read()
        if batches:
            self._awaits_first = False
            await self._follower.take(batches)
            for partition, batch in batches:
                self._next_offsets[partition] = batch.next_offset
        else:
            self._next_offsets = list(await reader.positions())
        self._note_progress()
        self._look_around(reader, has_batches=bool(batches))
        # Data that is there already never makes `read` wait, and everyone else would.
        await asyncio.sleep(0)

    def _note_progress(self) -> None:
        assert self._goal is not None
        self.is_caught_up = self.is_caught_up or self._goal.is_read(self._next_offsets)
        self._follower.on_progress(self._next_offsets)

    def _look_around(self, reader: TopicReader, *, has_batches: bool) -> None:
        # aiokafka continues for ever with a broker that is gone.
        now = self._clock.monotonic()
        if now < self._look_at and not self._is_unproven:
            return
        self._look_at = now + LOOK_EVERY_S
        answered_at_ms = reader.answered_at_ms
        if answered_at_ms != self._answered_at_ms or (has_batches and self._is_unproven):
            self._answered_at_ms, self._silent_since = answered_at_ms, now
            self._heard()
        elif now - self._silent_since > self._settings.feed_silence_s:
            raise TimeoutError(f"no answer for {self._settings.feed_silence_s:g} s")
        self.lag_records = max(0, sum(reader.end_offsets) - sum(self._next_offsets))

    @property
    def _is_unproven(self) -> bool:
        """Tell whether the last connection failed, and this one has brought nothing yet."""
        return bool(self._failures or self._replacements)

    def _heard(self) -> None:
        self._heard_at, self.as_of = self._clock.monotonic(), self._clock.now()
        if self._failures:
            log.info("%s reached Kafka again after %d attempts", self._name, self._failures)
        self._failures = self._replacements = 0
        self._logged.clear()
        self._follower.on_heard()

    def _lost(self, error: BaseException, reason: str) -> None:
        self._failures += 1
        if isinstance(error, KafkaError | OSError):  # TimeoutError is an OSError
            self.fetch_bytes = self._size_after_loss()
        elif isinstance(error, Exception) and type(error) not in self._logged:
            self._logged.add(type(error))
            log.error("%s failed and connects again", self._name, exc_info=error)
        if self._failures == 1:
            log.warning("%s lost Kafka: %s%s", self._name, reason, self._when_lost and f"; {self._when_lost}")
        self._tell(lambda: self._follower.on_lost(reason))

    def _size_after_loss(self) -> int:
        """Return how much to ask for next: an answer that is still on its way looks like silence, whole or not at all."""
        if self._awaits_first:
            return max(LEAST_FETCH_BYTES, self.fetch_bytes // 2)
        # Not before all is read: the larger answers would be late again.
        return min(self._settings.feed_fetch_bytes, self.fetch_bytes * (2 if self.is_caught_up else 1))

    def _replaced(self, error: Exception) -> None:
        self._replacements += 1
        self._goal, self.is_caught_up = None, False
        self._tell(lambda: self._follower.on_replaced(error))
