"""One open stream: opens with a snapshot or where its cursor says, then writes what its group hands it."""

import asyncio
import random
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Protocol

from app.clock import Clock
from app.observability import Metrics
from app.settings import Settings
from web.cursor import Cursor, parse_cursor
from web.filters import Filters
from web.frames import (
    BYE,
    SNAPSHOT,
    Frame,
    Update,
    encode_event,
    encode_heartbeat,
    encode_opening,
    encode_reset,
    encode_rows,
    encode_snapshot_complete,
    in_chunks,
)
from web.latest_view import LatestView
from web.stream_update import update_of


class Outlet(Protocol):
    """The connection of a stream."""

    async def write(self, data: bytes) -> None:
        """Write; waits while the reader does not keep up, raises ConnectionError when it is gone."""
        ...

    @property
    def unsent_bytes(self) -> int | None:
        """Return how much waits to be sent; None when the connection is gone."""
        ...

    def abort(self) -> None:
        """Cut the connection; a waiting write ends with ConnectionError."""
        ...


class Waiter(Protocol):
    """Waits for the view."""

    async def wait_until_covered(self, cursor: Cursor) -> bool:
        """Wait, for a bounded time, until the view has read what the cursor stands for; tell whether it has."""
        ...

    async def wait_until_complete(self) -> None:
        """Wait until the view has caught up, or the server shuts down."""
        ...

    def on_idle_behind(self, client: "StreamClient") -> None:
        """Take note that a stream that missed something is ready for it."""
        ...


@dataclass(frozen=True, slots=True)
class StreamParts:
    """What every stream works with."""

    settings: Settings
    clock: Clock
    metrics: Metrics
    view: LatestView


class StreamClient:
    """A position in the changes; the newest rows come from the view, so a slow reader needs no queue."""

    def __init__(self, parts: StreamParts, filters: Filters, outlet: Outlet, waiter: Waiter) -> None:
        self._parts, self._outlet, self._waiter = parts, outlet, waiter
        self._view = parts.view
        self.filters = filters
        self.sequence = 0
        """Every change before it has been written or is being written."""
        self.last_id = b""
        self.is_behind = False
        """Whether its group moved on while this stream was busy."""
        self.heartbeat_at = parts.clock.monotonic() + parts.settings.heartbeat_s
        self._generation = -1
        self._is_ending = False
        self._next: asyncio.Future[Iterable[Frame]] | None = None
        self._stuck_since = parts.clock.monotonic()
        self._stuck_bytes = 0
        self._is_writing = False

    # What the group and the hub do with it

    @property
    def is_idle(self) -> bool:
        """Tell whether it waits for something to write, in step with the view's generation."""
        return self._next is not None and not self._next.done() and self._generation == self._view.generation

    def deliver(self, due: Iterable[Frame], sequence: int, last_id: bytes) -> None:
        """Hand an idle stream what to write; it then stands at `sequence`."""
        assert self._next is not None
        self.sequence, self.last_id, self.is_behind = sequence, last_id, False
        self._next.set_result(due)

    def skip_to(self, sequence: int) -> None:
        """Move an idle stream on where nothing concerned it."""
        self.sequence, self.is_behind = sequence, False

    def wake(self) -> None:
        """Make an idle stream look whether it must end or start over."""
        if self._next is not None and not self._next.done():
            self._next.set_result(())

    def end(self) -> None:
        """Make the stream say goodbye as soon as its reader takes what is being written."""
        self._is_ending = True
        self.wake()

    def abort(self) -> None:
        """Cut the connection."""
        self._outlet.abort()

    @property
    def is_gone(self) -> bool:
        """Tell whether the reader has closed the connection."""
        return self._outlet.unsent_bytes is None

    def stuck_s(self, now: float) -> float:
        """Return for how many seconds the reader has taken nothing of what waits for it; look regularly."""
        unsent = self._outlet.unsent_bytes
        if not self._is_writing or unsent is None or unsent < self._stuck_bytes:
            self._stuck_since = now
        self._stuck_bytes = unsent or 0
        return now - self._stuck_since

    # What it does itself

    async def run(self, cursor_text: str | None) -> None:
        """Write the stream until it is to end; raises ConnectionError when the reader is gone."""
        # Readers that lost a server come back spread over a second pause, not all at once.
        retry_s = self._parts.settings.stream_retry_s * (1 + random.random())  # noqa: S311  # no secret
        await self._write(encode_opening(int(retry_s * 1000)))
        await self._open(cursor_text)
        while not self._is_ending:
            if self._generation == self._view.generation:
                await self._send_all(await self._wait_for_delivery())
            else:
                await self._start_over("changelog_replaced")
        await self._send(encode_event(BYE, b"{}"))

    async def _wait_for_delivery(self) -> Iterable[Frame]:
        self._next = asyncio.get_running_loop().create_future()
        if self.is_behind:
            self._waiter.on_idle_behind(self)
        return await self._next

    async def _open(self, cursor_text: str | None) -> None:
        if cursor_text is None:
            await self._snapshot()
            return
        update = await self._resume(cursor_text)
        outcome = update if isinstance(update, str) else "resumed"
        self._parts.metrics.counter("tracker_stream_resumes_total").labels(outcome).inc()
        if isinstance(update, str):
            await self._start_over(update)
        elif update.size:
            await self._send_all(update.frames(self._view, self._parts.settings.snapshot_chunk_rows))
        else:
            # Nothing happened meanwhile; the reader should still learn that its cursor was taken.
            await self._send(encode_heartbeat(self._parts.clock.now(), update.until))

    async def _resume(self, cursor_text: str) -> Update | str:
        """Stand where the cursor says and return what happened since, or why that cannot be."""
        cursor, view = parse_cursor(cursor_text), self._view
        if cursor is None or len(cursor.next_offsets) != len(view.next_offsets):
            return "malformed"
        if cursor.filter_key != self.filters.key:
            return "other_filter"
        if cursor.epoch == view.epoch and not await self._waiter.wait_until_covered(cursor):
            return "ahead"
        if cursor.epoch != view.epoch or not view.is_complete:
            return "other_epoch"
        changes = view.changes.since_offsets(cursor.next_offsets)
        if changes is None:
            return "too_old"
        # What the reader has may be newer than its cursor, so where things were at the cursor does not count.
        changes = replace(changes, before=None)
        update = update_of(view, self.filters, changes, view.places_of(changes.slots), str(cursor).encode("ascii"))
        self._stand_at_end(update.until)
        return update

    async def _start_over(self, reason: str) -> None:
        await self._send(encode_reset(reason))
        await self._snapshot()

    async def _snapshot(self) -> None:
        await self._waiter.wait_until_complete()
        if self._is_ending:
            return
        view = self._view
        # No await from here to the slots: cursor and rows belong to one moment, and all later changes follow.
        self._stand_at_end(view.cursor(self.filters).encode("ascii"))
        slots = view.matching(self.filters).tolist()
        for chunk in in_chunks(slots, self._parts.settings.snapshot_chunk_rows) if slots else ((),):
            if self._must_stop:
                return
            await self._send(encode_rows(SNAPSHOT, view.rows_at(chunk)))
            # A reader on a fast line never makes the write wait, and a large snapshot would hold up everyone.
            await asyncio.sleep(0)
        await self._send(encode_snapshot_complete(len(slots), self.last_id))

    def _stand_at_end(self, last_id: bytes) -> None:
        self._generation = self._view.generation
        self.sequence, self.last_id, self.is_behind = self._view.changes.end, last_id, False

    @property
    def _must_stop(self) -> bool:
        return self._is_ending or self._generation != self._view.generation

    async def _send_all(self, due: Iterable[Frame]) -> None:
        for number, frame in enumerate(due):
            if number:
                await asyncio.sleep(0)
                if self._must_stop:
                    return
            await self._send(frame)

    async def _send(self, frame: Frame) -> None:
        await self._write(frame.data)
        self._parts.metrics.counter("tracker_stream_frames_total").labels(frame.event).inc()

    async def _write(self, data: bytes) -> None:
        self._is_writing, self._stuck_since, self._stuck_bytes = True, self._parts.clock.monotonic(), len(data)
        await self._outlet.write(data)
        self._is_writing = False
