"""One open stream: opens with a snapshot or where its cursor says, then writes what its group hands it."""

import asyncio
import logging
import math
from collections.abc import Iterable
from dataclasses import replace
from typing import Any, Protocol

from web.replica.column import compact
from web.replica.cursor import Cursor, parse_cursor
from web.replica.row_filter import RowFilter
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
from web.stream.parts import StreamParts
from web.stream.transport import Transport
from web.stream.update import find, update_of

log = logging.getLogger(__name__)


class Waiter(Protocol):
    """Waits for the replica."""

    async def wait_until_covered(self, cursor: Cursor) -> bool:
        """Wait, for a bounded time, until the replica has read what the cursor stands for; tell whether it has."""
        ...

    async def wait_until_complete(self) -> None:
        """Wait until the replica has caught up, or the server shuts down."""
        ...

    def on_idle_behind(self, subscriber: "Subscriber") -> None:
        """Take note that a stream that missed something is ready for it."""
        ...


class Subscriber:
    """A position in the changes; the newest rows come from the replica, so a slow reader needs no queue."""

    def __init__(
        self,
        parts: StreamParts,
        filters: RowFilter[Any],
        transport: Transport,
        waiter: Waiter,
        ends_at: float | None = None,
    ) -> None:
        self._parts, self._transport, self._waiter = parts, transport, waiter
        self._store = parts.store
        self.filters = filters
        self.sequence = 0
        """Every change before it has been written, is being written, or does not concern this stream."""
        self.last_id = b""
        self.is_behind = False
        """Whether its group moved on while this stream was busy."""
        self.ends_at = math.inf if ends_at is None else ends_at
        """When its credential expires, Unix seconds."""
        self.heartbeat_at = parts.clock.monotonic() + parts.settings.heartbeat_s
        self._generation = -1
        self._slots_from = 0
        """The sequence number at which the slots that it is writing were gathered."""
        self._is_lost = False
        """Whether it missed changes of rows that are forgotten by now, so that it must start over."""
        self._is_ending = False
        self._is_waiting = False
        self._next: asyncio.Future[Iterable[Frame]] | None = None
        self._stuck_since = parts.clock.monotonic()
        self._stuck_bytes = 0
        self._is_draining = False

    # What the group and the hub do with it

    @property
    def is_idle(self) -> bool:
        """Tell whether its reader has taken everything so far, and it can continue from there."""
        return self._is_waiting and self._generation == self._store.generation and not self._is_lost

    def push(self, frame: Frame) -> None:
        """Write an event to an idle stream; if the reader does not take it at once, the stream is busy until it has."""
        if not self._transport.push(frame):
            self.deliver(())

    def move_to(self, sequence: int, last_id: bytes) -> None:
        """Take note that everything before `sequence` has been handed to this stream."""
        self.sequence = self._slots_from = sequence
        self.last_id, self.is_behind = last_id, False

    def fall_behind(self, sequence: int) -> None:
        """Take note that this busy stream misses the changes from `sequence` on, unless it missed earlier ones already."""
        if not self.is_behind:
            self.is_behind, self.sequence = True, max(self.sequence, sequence)

    def lose(self) -> None:
        """Take note that what this stream missed is no longer known: it starts over."""
        self._is_lost = True
        self.deliver(())

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
        self._transport.abort()

    def cut_after_fault(self, error: Exception) -> None:
        """Cut the connection, and log why, once."""
        if not self.is_gone:
            log.error("a stream failed and is cut", exc_info=error)
            self._parts.metrics.count_dropped("fault")
            self.abort()

    @property
    def is_gone(self) -> bool:
        """Tell whether the reader has closed the connection."""
        return self._transport.unsent_bytes is None

    def stuck_s(self, now: float) -> float:
        """Return for how many seconds the reader has taken nothing of what waits for it; look regularly."""
        unsent = self._transport.unsent_bytes
        if not self._is_draining or unsent is None or unsent < self._stuck_bytes:
            self._stuck_since = now
        self._stuck_bytes = unsent or 0
        return now - self._stuck_since

    # What it does itself

    async def run(self, cursor_text: str | None) -> None:
        """Write the stream until it is to end; raises ConnectionError when the reader is gone."""
        await self._open(cursor_text)
        while not self._is_ending:
            if self._generation != self._store.generation:
                await self._start_over("changelog_replaced")
            elif self._is_lost:
                await self._start_over("too_old")
            else:
                due = await self._wait_for_delivery()
                await self._drain()
                await self._send_all(due)
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
        self._parts.metrics.count_resume(outcome)
        if isinstance(update, str):
            await self._start_over(update)
        else:
            if update.size:
                await self._send_all(self._parts.frames_of(update))
            await self._tell_time()

    async def _resume(self, cursor_text: str) -> Update | str:
        """Move to where the cursor says and return what happened since, or why that cannot be."""
        cursor, store = parse_cursor(cursor_text), self._store
        if cursor is None or len(cursor.next_offsets) != len(store.next_offsets):
            return "malformed"
        if cursor.filter_key != self.filters.key:
            return "other_filter"
        if cursor.epoch == store.epoch and not await self._waiter.wait_until_covered(cursor):
            return "ahead"
        if cursor.epoch != store.epoch or not store.is_complete:
            return "other_epoch"
        changes = store.changes.since_offsets(cursor.next_offsets)
        if changes is None:
            return "too_old"
        # What the reader has may be newer than its cursor, so what matched at the cursor does not count.
        changes, at_cursor = replace(changes, before=None), changes.before
        replica = self._parts.replica
        now = replica.values_of(changes.slots)
        found = find(replica, self.filters, store.changes.end, changes, now, at_cursor)
        update = update_of(replica, self.filters, found, str(cursor).encode("ascii"))
        self._move_to_end(update.until)
        return update

    async def _start_over(self, reason: str) -> None:
        await self._send(encode_reset(reason))
        await self._snapshot()

    async def _snapshot(self) -> None:
        await self._waiter.wait_until_complete()
        if self._is_ending:
            return
        store = self._store
        # No await from here to the slots: cursor and rows belong to one moment, and all later changes follow.
        self._move_to_end(store.cursor(self.filters.key).encode("ascii"))
        slots = compact(self._parts.replica.matching(self.filters))
        for chunk in in_chunks(slots, self._parts.settings.snapshot_chunk_rows) if slots else ((),):
            if self._must_stop:
                return
            await self._send(encode_rows(SNAPSHOT, store.rows_at(chunk)))
            # A reader on a fast line never makes the write wait, and a large snapshot would hold up everyone.
            await asyncio.sleep(0)
        await self._send(encode_snapshot_complete(self._parts.counts_of(slots), self.last_id))
        await self._tell_time()

    async def _tell_time(self) -> None:
        # At the opening, so that a reader knows the age of what it was sent without waiting for the next heartbeat.
        if not self._must_stop:
            await self._send(encode_heartbeat(self._parts.clock.now(), self.last_id))

    def _move_to_end(self, last_id: bytes) -> None:
        self._generation, self._is_lost = self._store.generation, False
        self.move_to(self._store.changes.end, last_id)

    @property
    def _must_stop(self) -> bool:
        return self._is_ending or self._generation != self._store.generation or self._slots_are_reused

    @property
    def _slots_are_reused(self) -> bool:
        """Tell whether a slot that is being written may hold another row by now; then the stream is lost."""
        self._is_lost = self._is_lost or self._slots_from < self._store.changes.known_from
        return self._is_lost

    async def _send_all(self, due: Iterable[Frame]) -> None:
        for number, frame in enumerate(due):
            if number:
                await asyncio.sleep(0)
                if self._must_stop:
                    return
            elif self._slots_are_reused:
                return
            await self._send(frame)

    async def _send(self, frame: Frame) -> None:
        self._parts.metrics.frames_total[frame.event].inc()
        if not self._transport.push(frame):
            await self._drain()

    async def _drain(self) -> None:
        self._is_draining = True
        self._stuck_since, self._stuck_bytes = self._parts.clock.monotonic(), self._transport.unsent_bytes or 0
        await self._transport.drain()
        self._is_draining = False
