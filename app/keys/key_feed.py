"""Keeps a process's keyring up to date with the topic `tracker-keys`, and writes what administrators decide."""

import asyncio
import contextlib
import logging
import random

from aiokafka.errors import KafkaError

from app.clock import Clock
from app.keys.key_log import KeyReader, append
from app.keys.keyring import Keyring
from app.keys.record import KeyRecord
from app.observability import Metrics
from app.readiness import Readiness
from app.settings import Settings

log = logging.getLogger(__name__)

FIRST_BACKOFF_S = 0.1


class KeyFeed:
    """Tails the log of keys for as long as the process lives; while Kafka is away, the keys known so far count."""

    def __init__(
        self, settings: Settings, clock: Clock, metrics: Metrics, readiness: Readiness, keyring: Keyring
    ) -> None:
        self._settings, self._clock, self._readiness, self._keyring = settings, clock, readiness, keyring
        self._valid = metrics.gauge("tracker_keys_valid")
        self._failures = 0
        self._heard_at, self._answered_at_ms = 0.0, 0
        self._next_offset = 0
        self._moved = asyncio.Event()
        self._task: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Begin to read, in a task of its own; returns at once."""
        self._readiness.wait_for("keys", "the keys are not read yet")
        self._task = asyncio.create_task(self._run(), name="key-feed")

    async def stop(self) -> None:
        """Stop reading; the keys known so far stay."""
        if self._task is not None:
            self._task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._task

    async def write(self, record: KeyRecord) -> None:
        """Write a key and return when this process goes by it; raises KafkaError or TimeoutError where it may not be so."""
        async with asyncio.timeout(self._settings.keys_wait_s):
            offset = await append(self._settings, record)
            while self._next_offset <= offset:
                self._moved.clear()
                await self._moved.wait()

    async def _run(self) -> None:
        while True:
            reader = KeyReader(self._settings)
            try:
                await self._follow(reader)
            except (KafkaError, OSError, TimeoutError) as error:
                self._failures += 1
                if self._failures == 1:
                    log.warning("the log of keys is out of reach: %r; the keys known so far count", error)
            finally:
                await reader.close()
            longest = min(self._settings.feed_backoff_max_s, FIRST_BACKOFF_S * 2 ** min(self._failures, 10))
            await asyncio.sleep(longest * (0.5 + random.random() / 2))  # noqa: S311  # spreads processes out, no secret

    async def _follow(self, reader: KeyReader) -> None:
        """Read all keys, and then every change; raises what Kafka does."""
        self._keyring.replace_all(await reader.read_all())
        self._heard_at, self._answered_at_ms = self._clock.monotonic(), reader.answered_at_ms
        self._on_moved(reader)
        self._readiness.ready("keys")
        if self._failures:
            log.info("the log of keys is read again after %d attempts", self._failures)
            self._failures = 0
        while True:
            for key_id, record in await reader.read():
                self._keyring.apply(key_id, record)
            self._on_moved(reader)
            self._look_around(reader)

    def _on_moved(self, reader: KeyReader) -> None:
        self._next_offset = reader.next_offset
        self._valid.set(self._keyring.valid_count)
        self._moved.set()

    def _look_around(self, reader: KeyReader) -> None:
        # Kafka's client goes on for ever with a broker that is gone, and would not see that the log was made anew.
        now, answered_at_ms = self._clock.monotonic(), reader.answered_at_ms
        if answered_at_ms != self._answered_at_ms:
            self._answered_at_ms, self._heard_at = answered_at_ms, now
        elif now - self._heard_at > self._settings.feed_silence_s:
            raise TimeoutError(f"no answer for {self._settings.feed_silence_s:g} s")
