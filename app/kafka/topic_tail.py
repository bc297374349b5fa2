"""Follows a topic as long as the process lives, through any failure of Kafka or aiokafka."""

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
    """The topic is not the one that was read before; it must be read from the beginning."""


class Follower(Protocol):
    """Takes what a tail reads; an exception from its methods counts as a lost connection."""

    async def begin(self, reader: TopicReader, state: LogState) -> Sequence[int]:
        """Return the offsets to read from, after each connect; raises TopicReplacedError if the topic was replaced."""
        ...

    async def take(self, batches: Batches) -> None:
        """Take the next batches, at least one."""
        ...

    def on_progress(self, next_offsets: Sequence[int]) -> None:
        """Handle progress of the tail, after each answer of Kafka."""
        ...

    def on_heard(self) -> None:
        """Handle an answer of Kafka."""
        ...

    def on_lost(self, reason: str) -> None:
        """Handle a lost connection; the tail retries."""
        ...

    def on_replaced(self, error: Exception) -> None:
        """Handle a replaced topic; the tail reads the new one from its beginning."""
        ...


class TopicTail:
    """Reads a topic without a consumer group, reconnects after any failure, and tells how current it is."""

    def __init__(
        self,
        name: str,
        settings: Settings,
        clock: Clock,
        follower: Follower,
        connect: Callable[[int], TopicReader],
        when_lost: str = "",
    ) -> None:
        """`connect` takes the bytes of a fetch; `when_lost` tells the log the consequence of a lost connection."""
        self._name, self._settings, self._clock, self._follower = name, settings, clock, follower
        self._connect, self._when_lost = connect, when_lost
        self._backoff = Backoff(FIRST_BACKOFF_S, settings.feed_backoff_max_s)
        self._rng = Random()  # noqa: S311  # spreads retries, no secret
        self._failures = self._replacements = 0
        self._logged: set[type[BaseException]] = set()
        self.fetch_bytes = settings.feed_fetch_bytes
        """Most bytes that one fetch requests now."""
        self._awaits_first = False
        """Whether there are records to read and this connection has delivered none yet."""
        self._next_offsets: list[int] = []
        self._goal: LogState | None = None
        """The state of the topic at the first connection since the last read from the beginning."""
        self.is_caught_up = False
        """Whether the tail has reached the end of the goal once."""
        self.lag_records = 0
        """The number of unread records, as of the last check."""
        self.as_of = 0.0
        """When Kafka last answered, Unix seconds; 0 before the first answer."""
        self._heard_at = float("-inf")
        self._silent_since = self._check_at = 0.0
        self._answered_at_ms = 0
        self._is_stopping = False
        self._task: asyncio.Task[None] | None = None

    @property
    def silent_s(self) -> float:
        """Return the time since Kafka last answered."""
        return self._clock.monotonic() - self._heard_at

    @property
    def goal(self) -> LogState | None:
        """Return the state that the tail must reach to be caught up; None before the first connection."""
        return self._goal

    async def start(self) -> None:
        """Start to read in a separate task; returns at once."""
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
                # aiokafka cancels its own tasks, and with them the tasks that await them; that must not end the tail.
                if is_cancelled():
                    raise
                self._lost(error, "the client abandoned the connection")
            except Exception as error:  # noqa: BLE001  # _lost logs it
                self._lost(error, str(error) or type(error).__name__)
            await asyncio.sleep(self._delay_s())

    def _notify(self, callback: Callable[[], None]) -> None:
        try:
            callback()
        except Exception:  # outside the loop's own handling, it would end the tail
            log.exception("the follower of the %s failed in a callback", self._name)

    def _delay_s(self) -> float:
        # A replaced topic is read at once, unless it is replaced repeatedly.
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
            self._heard()  # after a failure only an answer proves the connection
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
        self._check_connection(reader, has_batches=bool(batches))
        # While there is data `read` never waits, and other tasks would starve.
        await asyncio.sleep(0)

    def _note_progress(self) -> None:
        assert self._goal is not None
        self.is_caught_up = self.is_caught_up or self._goal.is_read(self._next_offsets)
        self._follower.on_progress(self._next_offsets)

    def _check_connection(self, reader: TopicReader, *, has_batches: bool) -> None:
        # aiokafka never gives up a broker that is gone.
        now = self._clock.monotonic()
        if now < self._check_at and not self._is_unproven:
            return
        self._check_at = now + LOOK_EVERY_S
        answered_at_ms = reader.answered_at_ms
        if answered_at_ms != self._answered_at_ms or (has_batches and self._is_unproven):
            self._answered_at_ms, self._silent_since = answered_at_ms, now
            self._heard()
        elif now - self._silent_since > self._settings.feed_silence_s:
            raise TimeoutError(f"no answer for {self._settings.feed_silence_s:g} s")
        self.lag_records = max(0, sum(reader.end_offsets) - sum(self._next_offsets))

    @property
    def _is_unproven(self) -> bool:
        """Tell whether the last connection failed and this one has delivered nothing yet."""
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
            log.error("%s failed and reconnects", self._name, exc_info=error)
        if self._failures == 1:
            log.warning("%s lost Kafka: %s%s", self._name, reason, self._when_lost and f"; {self._when_lost}")
        self._notify(lambda: self._follower.on_lost(reason))

    def _size_after_loss(self) -> int:
        """Return how many bytes to request next: an answer counts only when complete, so a slow one looks like silence."""
        if self._awaits_first:
            return max(LEAST_FETCH_BYTES, self.fetch_bytes // 2)
        # Grow only after the tail caught up; earlier, larger answers would be late again.
        return min(self._settings.feed_fetch_bytes, self.fetch_bytes * (2 if self.is_caught_up else 1))

    def _replaced(self, error: Exception) -> None:
        self._replacements += 1
        self._goal, self.is_caught_up = None, False
        self._notify(lambda: self._follower.on_replaced(error))
