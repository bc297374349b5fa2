"""One partition's part of the group commit: a queue that becomes envelopes, with at most one on its way to Kafka.

While an envelope travels the next one collects, so envelopes grow with the load by themselves.
"""

import asyncio
import logging
from collections import deque
from collections.abc import Callable
from typing import NamedTuple, Protocol

from app.settings import Settings

log = logging.getLogger(__name__)


class NotStoredError(Exception):
    """An envelope that Kafka has not acknowledged; it may be stored all the same. Sending it again is harmless."""


class Place(NamedTuple):
    """Where Kafka holds a fix: `fix_index` counts within the envelope at `offset`."""

    partition: int
    offset: int
    fix_index: int


class EnvelopeSender(Protocol):
    """Takes envelopes to Kafka."""

    @property
    def is_connected(self) -> bool:
        """Tell whether a send can be tried at all."""
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


class Request:
    """One caller's fixes, which may travel in many envelopes; a caller that has left is one whose answer is done."""

    __slots__ = ("_missing", "_places", "answer")

    def __init__(self, size: int) -> None:
        self.answer: asyncio.Future[list[Place]] = asyncio.get_running_loop().create_future()
        self._places: list[Place] = [Place(-1, -1, -1)] * size
        self._missing = size

    @property
    def is_stored(self) -> bool:
        """Tell whether Kafka holds all fixes."""
        return self._missing == 0

    def store(self, slot: int, place: Place) -> None:
        """Note where Kafka holds one fix; the last one completes the answer."""
        self._places[slot] = place
        self._missing -= 1
        if self._missing == 0 and not self.answer.done():
            self.answer.set_result(self._places)

    def fail(self, reason: str) -> None:
        """Answer that Kafka does not hold all fixes, unless there is an answer already."""
        if not self.answer.done():
            self.answer.set_exception(NotStoredError(reason))


class Entry(NamedTuple):
    """A fix as bytes, whose it is, and which of its request's fixes it is."""

    fix: bytes
    request: Request
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
        self._queue: deque[Entry] = deque()
        self._queued_bytes = 0
        self._oldest_at = 0.0
        self._last_was_full = False
        self._filled = asyncio.Event()
        self._full = asyncio.Event()
        self._time = asyncio.get_running_loop().time

    def add(self, entry: Entry) -> None:
        """Queue a fix for the next envelope."""
        if not self._queue:
            self._oldest_at = self._time()
            self._filled.set()
        self._queue.append(entry)
        self._queued_bytes += len(entry.fix) + 1
        if self._would_fill_an_envelope():
            self._full.set()

    def drop_answered(self) -> None:
        """Forget queued fixes whose request has its answer.

        Deadlines expire in the order of arrival, so looking at the front keeps the queue bounded at no cost.
        """
        while self._queue and self._queue[0].request.answer.done():
            self._pop()
            self._release(1)
        self._update_signals()

    async def run(self) -> None:
        """Send envelope after envelope until cancelled."""
        while True:
            await self._filled.wait()
            await self._wait_for_company()
            if entries := self._cut():
                await self._send(entries)

    def close(self) -> None:
        """Fail what is still queued."""
        while self._queue:
            self._pop().request.fail("The server is stopping")
            self._release(1)
        self._update_signals()

    async def _wait_for_company(self) -> None:
        settings = self._settings
        linger_s = settings.ingest_linger_loaded_s if self._last_was_full else settings.ingest_linger_s
        remaining_s = self._oldest_at + linger_s - self._time()
        if remaining_s > 0 and not self._full.is_set():
            try:
                async with asyncio.timeout(remaining_s):
                    await self._full.wait()
            except TimeoutError:
                pass  # nobody else came

    def _cut(self) -> list[Entry]:
        """Take the next envelope's fixes off the queue, without those whose request has its answer."""
        entries: list[Entry] = []
        size = 1
        while self._queue and len(entries) < self._settings.envelope_max_fixes:
            entry = self._queue[0]
            size += len(entry.fix) + 1
            if entries and size > self._settings.envelope_max_bytes:
                break
            self._pop()
            if entry.request.answer.done():
                size -= len(entry.fix) + 1
                self._release(1)
            else:
                entries.append(entry)
        self._last_was_full = bool(self._queue) or len(entries) == self._settings.envelope_max_fixes
        self._oldest_at = self._time()
        self._update_signals()
        return entries

    async def _send(self, entries: list[Entry]) -> None:
        """Settle every request of the envelope, whatever happens to it."""
        failure: str | None = "The server is stopping"
        try:
            offset = await self._sender.send(self._partition, b"[" + b",".join([e.fix for e in entries]) + b"]")
            self._on_stored(len(entries))
            for index, entry in enumerate(entries):
                entry.request.store(entry.slot, Place(self._partition, offset, index))
            failure = None
        except NotStoredError as error:
            failure = str(error)
        except Exception:
            failure = "The server made a mistake"
            log.exception("an envelope was lost", extra={"partition": self._partition})
        finally:
            if failure is not None:
                for entry in entries:
                    entry.request.fail(failure)
            self._release(len(entries))

    def _pop(self) -> Entry:
        entry = self._queue.popleft()
        self._queued_bytes -= len(entry.fix) + 1
        return entry

    def _would_fill_an_envelope(self) -> bool:
        settings = self._settings
        return len(self._queue) >= settings.envelope_max_fixes or self._queued_bytes >= settings.envelope_max_bytes

    def _update_signals(self) -> None:
        if not self._queue:
            self._filled.clear()
        if not self._would_fill_an_envelope():
            self._full.clear()
