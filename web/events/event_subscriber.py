"""One open stream of events: begins where its cursor says, or now, and follows the ring."""

import asyncio
import contextlib
import math
from itertools import islice

from app.clock import Clock
from app.settings import Settings
from web.events.event_cursor import after, cursor_for, is_covered, is_too_old, later, offsets_of
from web.events.event_filters import EventFilters
from web.events.event_ring import EventRing, Offsets
from web.stream.frames import BYE, CHANGES, Frame, encode_event, encode_heartbeat, encode_reset, encode_rows
from web.stream.stream_metrics import StreamMetrics
from web.stream.transport import Transport


class EventSubscriber:
    """A place in the ring; nothing is kept for a reader that is slow."""

    def __init__(
        self,
        settings: Settings,
        clock: Clock,
        metrics: StreamMetrics,
        ring: EventRing,
        filters: EventFilters,
        transport: Transport,
        ends_at: float | None = None,
    ) -> None:
        self._settings, self._clock, self._metrics = settings, clock, metrics
        self._ring, self._filters, self._transport = ring, filters, transport
        self._ends_at = math.inf if ends_at is None else ends_at
        self._number = ring.end
        self._generation = ring.generation
        self._reached: Offsets = ring.next_offsets
        """After all that the reader has."""
        self._moved = asyncio.Event()
        self._is_ending = False
        self._heartbeat_at = 0.0

    # From the hub

    def wake(self) -> None:
        """Take note that the ring has moved on."""
        self._moved.set()

    def end(self, reason: str) -> None:
        """Make the stream say goodbye, and count why."""
        if not self._is_ending:
            self._is_ending = True
            self._metrics.count_dropped(reason)
            self._moved.set()

    def abort(self) -> None:
        """Cut the connection."""
        self._transport.abort()

    # What it does itself

    async def run(self, cursor_text: str | None) -> None:
        """Write the stream until it is to end; raises ConnectionError when the reader is gone."""
        await self._open(cursor_text)
        while not self._is_ending:
            self._moved.clear()
            if self._ends_at <= self._clock.now():
                self.end("expired")
            elif (reason := self._lost()) is not None:
                await self._start_over(reason)
            elif self._number < self._ring.end:
                await self._send_to_end()
            elif self._clock.monotonic() >= self._heartbeat_at:
                await self._beat()
            else:
                await self._wait()
        await self._send(encode_event(BYE, b"{}"))

    async def _open(self, cursor_text: str | None) -> None:
        outcome = None if cursor_text is None else await self._resume(cursor_text)
        if outcome is not None:
            self._metrics.count_resume(outcome)
            if outcome != "resumed":
                await self._start_over(outcome)
                return
        await self._beat()

    async def _resume(self, cursor_text: str) -> str:
        """Send what happened after the cursor; return the word for what became of it."""
        ring = self._ring
        reached = offsets_of(ring, self._filters, cursor_text)
        if isinstance(reached, str):
            return reached
        if not await self._is_read_to(reached):
            return "ahead"
        if is_too_old(ring, reached):
            return "too_old"
        self._number, self._reached = ring.first, reached
        await self._send_to_end()
        return "resumed"

    async def _is_read_to(self, reached: Offsets) -> bool:
        try:
            async with asyncio.timeout(self._settings.cursor_wait_s):
                while not is_covered(self._ring, reached) and not self._is_ending:
                    self._moved.clear()
                    await self._moved.wait()
        except TimeoutError:
            return False
        return is_covered(self._ring, reached)

    def _lost(self) -> str | None:
        """Return why the events that the reader lacks are no longer known, or None."""
        if self._generation != self._ring.generation:
            return "changelog_replaced"
        return "too_old" if self._number < self._ring.first else None

    async def _start_over(self, reason: str) -> None:
        """Tell the reader that it misses events; continue with those that come now."""
        while not self._ring.is_complete and not self._is_ending:
            self._moved.clear()
            await self._moved.wait()
        ring = self._ring
        self._number, self._generation, self._reached = ring.end, ring.generation, ring.next_offsets
        await self._send(encode_reset(reason))
        await self._beat()

    async def _send_to_end(self) -> None:
        """Send the events after the reader's place; only the last frame moves it, so a broken connection repeats all."""
        ring, since, most = self._ring, self._reached, self._settings.snapshot_chunk_rows
        end, until = ring.end, later(since, ring.next_offsets)
        has_more = True
        while has_more and not self._is_ending and self._lost() is None:
            # Selected again for each chunk, since the ring moves on while a slow reader takes one.
            found = list(islice(after(self._filters.select(ring, self._number, end), since), most + 1))
            chunk, has_more = found[:most], len(found) > most
            self._number = chunk[-1][0] + 1 if has_more else end
            self._reached = since if has_more else until
            if chunk:
                rows = [event.json for _, event in chunk]
                await self._send(encode_rows(CHANGES, rows, self._id_of(self._reached)))
            # A fast reader never makes the write wait, and other tasks would starve.
            await asyncio.sleep(0)

    async def _beat(self) -> None:
        await self._send(encode_heartbeat(self._clock.now(), self._id_of(self._reached)))
        self._heartbeat_at = self._clock.monotonic() + self._settings.heartbeat_s

    async def _wait(self) -> None:
        until_beat = self._heartbeat_at - self._clock.monotonic()
        until_end = self._ends_at - self._clock.now()
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(max(0.0, min(until_beat, until_end))):
                await self._moved.wait()

    def _id_of(self, reached: Offsets) -> bytes:
        return cursor_for(self._ring, self._filters, reached).encode("ascii")

    async def _send(self, frame: Frame) -> None:
        self._metrics.frames_total[frame.event].inc()
        if not self._transport.push(frame):
            await self._drain()

    async def _drain(self) -> None:
        """Wait until the reader has taken enough; cut it where it takes nothing for too long."""
        draining = asyncio.ensure_future(self._transport.drain())
        try:
            unsent = self._transport.unsent_bytes
            while not (await asyncio.wait([draining], timeout=self._settings.stream_drop_after_s))[0]:
                left = self._transport.unsent_bytes
                if left is not None and unsent is not None and left >= unsent:
                    self._metrics.count_dropped("slow")
                    self.abort()
                unsent = left
            await draining
        finally:
            draining.cancel()
