"""One open stream: opens with a snapshot or where its cursor says, then writes what its group hands it."""

import asyncio
import logging
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Protocol

from prometheus_client import Counter

from app.clock import Clock
from app.observability.metrics import Metrics
from app.settings import Settings
from web.latest.filters import Filters
from web.latest.latest_view import LatestView
from web.replica.column import compact
from web.replica.cursor import Cursor, parse_cursor
from web.stream.frames import (
    BYE,
    SNAPSHOT,
    Frame,
    Update,
    encode_event,
    encode_heartbeat,
    encode_reset,
    encode_rows,
    encode_snapshot_complete,
    in_chunks,
)
from web.stream.update import find, update_of

log = logging.getLogger(__name__)


class Outlet(Protocol):
    """The connection of a stream."""

    def push(self, frame: Frame) -> bool:
        """Write an event without waiting; False when the reader does not keep up, or is gone: then `drain`."""
        ...

    async def drain(self) -> None:
        """Wait until the reader has taken enough; raises ConnectionError when it is gone."""
        ...

    @property
    def unsent_bytes(self) -> int | None:
        """Return how much waits to be sent; None when the connection is gone."""
        ...

    def abort(self) -> None:
        """Cut the connection; whoever waits for it gets a ConnectionError."""
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
    frames_total: Mapping[str, Counter]
    """The counter of the events written, by the event's name."""


class StreamClient:
    """A position in the changes; the newest rows come from the view, so a slow reader needs no queue."""

    def __init__(
        self, parts: StreamParts, filters: Filters, outlet: Outlet, waiter: Waiter, ends_at: float | None = None
    ) -> None:
        self._parts, self._outlet, self._waiter = parts, outlet, waiter
        self._view = parts.view
        self.filters = filters
        self.sequence = 0
        """Every change before it has been written, is being written, or does not concern this stream."""
        self.last_id = b""
        self.is_behind = False
        """Whether its group moved on while this stream was busy."""
        self.ends_at = math.inf if ends_at is None else ends_at
        """When its reader's right to it is over, Unix seconds."""
        self.heartbeat_at = parts.clock.monotonic() + parts.settings.heartbeat_s
        self._generation = -1
        self._is_ending = False
        self._is_waiting = False
        self._next: asyncio.Future[Iterable[Frame]] | None = None
        self._stuck_since = parts.clock.monotonic()
        self._stuck_bytes = 0
        self._is_draining = False

    # What the group and the hub do with it

    @property
    def is_idle(self) -> bool:
        """Tell whether its reader has taken everything so far, and it is in step with the view's generation."""
        return self._is_waiting and self._generation == self._view.generation

    def push(self, frame: Frame) -> None:
        """Write an event to an idle stream; if the reader does not take it at once, the stream is busy until it has."""
        if not self._outlet.push(frame):
            self.deliver(())

    def move_to(self, sequence: int, last_id: bytes) -> None:
        """Take note that everything before `sequence` has been handed to this stream."""
        self.sequence, self.last_id, self.is_behind = sequence, last_id, False

    def deliver(self, due: Iterable[Frame]) -> None:
        """Give an idle stream's task what is too much to be written at once, or nothing, so that it looks around."""
        if self._is_waiting and self._next is not None:
            self._is_waiting = False
            # Done already where the handler was cancelled a moment ago.
            if not self._next.done():
                self._next.set_result(due)

    def end(self) -> None:
        """Make the stream say goodbye as soon as its reader takes what is being written."""
        self._is_ending = True
        self.deliver(())

    @property
    def is_ending(self) -> bool:
        """Tell whether it says goodbye, or is about to."""
        return self._is_ending

    def abort(self) -> None:
        """Cut the connection."""
        self._outlet.abort()

    def cut_after_fault(self, error: Exception) -> None:
        """Cut the connection, and log why, once."""
        if not self.is_gone:
            log.error("a stream failed and is cut", exc_info=error)
            self._parts.metrics.counter("tracker_stream_dropped_total").labels("fault").inc()
            self.abort()

    @property
    def is_gone(self) -> bool:
        """Tell whether the reader has closed the connection."""
        return self._outlet.unsent_bytes is None

    def stuck_s(self, now: float) -> float:
        """Return for how many seconds the reader has taken nothing of what waits for it; look regularly."""
        unsent = self._outlet.unsent_bytes
        if not self._is_draining or unsent is None or unsent < self._stuck_bytes:
            self._stuck_since = now
        self._stuck_bytes = unsent or 0
        return now - self._stuck_since

    # What it does itself

    async def run(self, cursor_text: str | None) -> None:
        """Write the stream until it is to end; raises ConnectionError when the reader is gone."""
        await self._open(cursor_text)
        while not self._is_ending:
            if self._generation == self._view.generation:
                due = await self._wait_for_delivery()
                await self._drain()
                await self._send_all(due)
            else:
                await self._start_over("changelog_replaced")
        await self._send(encode_event(BYE, b"{}"))

    async def _wait_for_delivery(self) -> Iterable[Frame]:
        self._next = asyncio.get_running_loop().create_future()
        self._is_waiting = True
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
        found = find(view, self.filters, view.changes.end, changes, view.places_of(changes.slots))
        update = update_of(view, self.filters, found, str(cursor).encode("ascii"))
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
        slots = compact(view.matching(self.filters))
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
        self._parts.frames_total[frame.event].inc()
        if not self._outlet.push(frame):
            await self._drain()

    async def _drain(self) -> None:
        self._is_draining = True
        self._stuck_since, self._stuck_bytes = self._parts.clock.monotonic(), self._outlet.unsent_bytes or 0
        await self._outlet.drain()
        self._is_draining = False
