"""The group commit of one partition: a queue that fills envelopes, with at most one envelope in flight.

The next envelope fills while one is in flight, so envelopes grow with the load.
"""

import asyncio
import logging
from collections import deque
from collections.abc import Callable
from typing import NamedTuple, Protocol

from app.settings import Settings

log = logging.getLogger(__name__)


class NotStoredError(Exception):
    """Kafka has not acknowledged an envelope, although it may hold it; a retry is harmless."""


class Ack(NamedTuple):
    """Where Kafka holds the first fix of a chunk; `fix_index` counts within the envelope at `offset`."""

    partition: int
    offset: int
    fix_index: int


UNACKED = Ack(-1, -1, -1)


class EnvelopeSender(Protocol):
    """Sends envelopes to Kafka."""

    @property
    def is_connected(self) -> bool:
        """Tell whether a send is possible now."""
        ...

    async def start(self) -> None:
        """Connect."""
        ...

    async def stop(self) -> None:
        """Disconnect."""
        ...

    async def send(self, partition: int, envelope: bytes) -> int:
        """Return the offset of the stored envelope, or raise NotStoredError within the deadline."""
        ...


class Chunk(NamedTuple):
    """One caller's fixes for one partition, as comma-separated elements of an envelope; at most one envelope."""

    partition: int
    fixes: bytes
    fix_count: int


class AppendRequest:
    """One caller's chunks, possibly in many envelopes; if the caller has left, its `answer` is done."""

    __slots__ = ("_acks", "_missing", "answer", "deadline_at")

    def __init__(self, size: int, answer: asyncio.Future[list[Ack]], deadline_at: float) -> None:
        self.answer, self.deadline_at = answer, deadline_at
        self._acks: list[Ack] = [UNACKED] * size
        self._missing = size

    @property
    def is_stored(self) -> bool:
        """Tell whether Kafka holds all chunks."""
        return self._missing == 0

    def store(self, slot: int, ack: Ack) -> None:
        """Record the ack of one chunk; the last ack completes the answer."""
        self._acks[slot] = ack
        self._missing -= 1
        if self._missing == 0 and not self.answer.done():
            self.answer.set_result(self._acks)

    def fail(self, reason: str) -> None:
        """Answer that Kafka may not hold all chunks, unless there is an answer already."""
        if not self.answer.done():
            self.answer.set_exception(NotStoredError(reason))


class QueuedChunk(NamedTuple):
    """A chunk with its request and its index in the request."""

    fixes: bytes
    fix_count: int
    request: AppendRequest
    slot: int


class Lane:
    """The queue of one partition."""

    def __init__(
        self,
        partition: int,
        settings: Settings,
        sender: EnvelopeSender,
        on_stored: Callable[[int], None],
        release: Callable[[int], None],
    ) -> None:
        self._partition, self._settings, self._sender = partition, settings, sender
        self._on_stored, self._release = on_stored, release
        self._queue: deque[QueuedChunk] = deque()
        self._queued_fixes = self._queued_bytes = 0
        self._in_flight: list[QueuedChunk] = []
        self._oldest_at = 0.0
        self._linger_s = 0.0
        self._filled = asyncio.Event()
        self._full = asyncio.Event()
        loop = asyncio.get_running_loop()
        self._time, self._call_at = loop.time, loop.call_at
        self._deadline: asyncio.TimerHandle | None = None

    def add(self, chunk: QueuedChunk) -> None:
        """Queue a chunk for the next envelope."""
        if not self._queue:
            self._oldest_at = self._time()
            self._filled.set()
        self._queue.append(chunk)
        self._queued_fixes += chunk.fix_count
        self._queued_bytes += len(chunk.fixes) + 1
        if self._would_fill_an_envelope():
            self._full.set()
        if self._deadline is None:
            self._deadline = self._call_at(chunk.request.deadline_at, self._expire)

    def drop_answered(self) -> None:
        """Drop queued chunks whose request has its answer.

        Deadlines expire in the order of arrival, so checking only the front keeps the queue bounded.
        """
        while self._queue and self._queue[0].request.answer.done():
            self._release(self._pop().fix_count)
        self._update_signals()

    async def run(self) -> None:
        """Send envelope after envelope until cancelled."""
        while True:
            await self._filled.wait()
            await self._linger()
            if chunks := self._cut():
                await self._send(chunks)

    def close(self) -> None:
        """Fail what is still queued."""
        if self._deadline is not None:
            self._deadline.cancel()
        while self._queue:
            chunk = self._pop()
            chunk.request.fail("The server is stopping")
            self._release(chunk.fix_count)
        self._update_signals()

    async def _linger(self) -> None:
        remaining_s = self._oldest_at + self._linger_s - self._time()
        if remaining_s > 0 and not self._full.is_set():
            try:
                async with asyncio.timeout(remaining_s):
                    await self._full.wait()
            except TimeoutError:
                pass  # no other chunk arrived

    def _cut(self) -> list[QueuedChunk]:
        """Remove the next envelope's chunks from the queue, and drop those whose request has its answer."""
        settings = self._settings
        chunks: list[QueuedChunk] = []
        fixes, size = 0, 1
        while self._queue and fixes < settings.envelope_max_fixes:
            chunk = self._queue[0]
            if chunk.request.answer.done():
                self._release(self._pop().fix_count)
                continue
            fixes += chunk.fix_count
            size += len(chunk.fixes) + 1
            if chunks and (fixes > settings.envelope_max_fixes or size > settings.envelope_max_bytes):
                break
            chunks.append(self._pop())
        self._choose_linger(chunks, is_full=bool(self._queue) or fixes >= settings.envelope_max_fixes)
        self._oldest_at = self._time()
        self._update_signals()
        return chunks

    def _choose_linger(self, chunks: list[QueuedChunk], *, is_full: bool) -> None:
        """Linger only if the last envelope had several chunks: a single caller sends its next chunk after its answer."""
        if is_full:
            self._linger_s = self._settings.ingest_linger_loaded_s
        else:
            self._linger_s = self._settings.ingest_linger_s if len(chunks) > 1 else 0.0

    async def _send(self, chunks: list[QueuedChunk]) -> None:
        """Send an envelope, and complete every request in it whether the send succeeds or fails."""
        failure: str | None = "The server is stopping"
        self._in_flight = chunks
        fixes = sum(chunk.fix_count for chunk in chunks)
        try:
            offset = await self._sender.send(
                self._partition, b"[" + b",".join([chunk.fixes for chunk in chunks]) + b"]"
            )
            self._on_stored(fixes)
            index = 0
            for chunk in chunks:
                chunk.request.store(chunk.slot, Ack(self._partition, offset, index))
                index += chunk.fix_count
            failure = None
        except NotStoredError as error:
            failure = str(error)
        except Exception:
            failure = "Internal server error"
            log.exception("an envelope was lost", extra={"partition": self._partition})
        finally:
            self._in_flight = []
            if failure is not None:
                for chunk in chunks:
                    chunk.request.fail(failure)
            self._release(fixes)

    def _expire(self) -> None:
        """Fail expired chunks, in flight or queued; one timer is enough, since deadlines expire in order."""
        self._deadline = None
        now = self._time()
        for chunk in (*self._in_flight, *self._queue):
            request = chunk.request
            if request.answer.done():
                continue
            if request.deadline_at > now:
                self._deadline = self._call_at(request.deadline_at, self._expire)
                break
            request.fail(f"Kafka did not acknowledge within {self._settings.ingest_deadline_s:g} s")
        self.drop_answered()

    def _pop(self) -> QueuedChunk:
        chunk = self._queue.popleft()
        self._queued_fixes -= chunk.fix_count
        self._queued_bytes -= len(chunk.fixes) + 1
        return chunk

    def _would_fill_an_envelope(self) -> bool:
        settings = self._settings
        return self._queued_fixes >= settings.envelope_max_fixes or self._queued_bytes >= settings.envelope_max_bytes

    def _update_signals(self) -> None:
        if not self._queue:
            self._filled.clear()
        if not self._would_fill_an_envelope():
            self._full.clear()
