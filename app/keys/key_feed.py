"""Keeps a process's keyring up to date with the topic `tracker-keys`, and writes new and revoked keys."""

import asyncio
from collections.abc import Callable, Sequence

from app.clock import Clock
from app.kafka.register import Register
from app.kafka.topic_reader import Batches, LogState, TopicReader
from app.kafka.topic_tail import TopicTail
from app.keys.key_log import append, decode_entry, key_reader
from app.keys.keyring import Keyring
from app.keys.record import KeyRecord
from app.observability.metrics import Metrics
from app.readiness import Readiness
from app.settings import Settings


class KeyFeed:
    """Follows the topic of keys as long as the process lives; while Kafka is unreachable, known keys stay valid."""

    def __init__(
        self,
        settings: Settings,
        clock: Clock,
        metrics: Metrics,
        readiness: Readiness,
        keyring: Keyring,
        connect: Callable[[Settings, int], TopicReader] = key_reader,
    ) -> None:
        self._settings, self._readiness, self._keyring = settings, readiness, keyring
        self._valid = metrics.gauge("tracker_keys_valid")
        self._as_of = metrics.gauge("tracker_keys_as_of_seconds")
        self._register = Register(decode_entry, keyring)
        self._tail = TopicTail(
            "key feed",
            settings,
            clock,
            self,
            lambda fetch_bytes: connect(settings, fetch_bytes),
            when_lost="known keys stay valid",
        )
        self._next_offset = 0
        self._moved = asyncio.Event()

    async def start(self) -> None:
        """Start to read in a separate task; returns at once."""
        self._readiness.wait_for("keys", "the keys have not been read yet")
        await self._tail.start()

    async def stop(self) -> None:
        """Stop reading; known keys stay."""
        await self._tail.stop()

    async def write(self, record: KeyRecord) -> None:
        """Write a key and return when this process applies it; raises KafkaError or OSError if that is uncertain."""
        async with asyncio.timeout(self._settings.keys_wait_s):
            offset = await append(self._settings, record)
            while self._next_offset <= offset:
                self._moved.clear()
                await self._moved.wait()

    # From the tail

    async def begin(self, _reader: TopicReader, state: LogState) -> Sequence[int]:
        """Read all keys after each connect."""
        return self._register.begin(state)

    async def take(self, batches: Batches) -> None:
        """Apply changes of keys."""
        self._register.take(batches)

    def on_progress(self, next_offsets: Sequence[int]) -> None:
        """Apply what was read, and update the metrics."""
        self._register.on_progress(next_offsets)
        if self._register.is_complete:
            [self._next_offset] = next_offsets
            self._moved.set()
            self._valid.set(self._keyring.valid_count)
            self._note_current()

    def on_heard(self) -> None:
        """Report that the keys are current."""
        if self._register.is_complete:
            self._note_current()

    def _note_current(self) -> None:
        self._as_of.set(self._tail.as_of)
        if self._tail.silent_s < self._settings.feed_silence_s:
            self._readiness.ready("keys")

    def on_lost(self, reason: str) -> None:
        """Report that revoked keys may still be valid here."""
        if self._keyring.is_complete:
            self._readiness.wait_for(
                "keys", f"cannot read changes of keys from Kafka, so revoked keys may still be valid: {reason}"
            )

    def on_replaced(self, error: Exception) -> None:
        """Read all keys again, as after each connect."""
        self.on_lost(str(error))
