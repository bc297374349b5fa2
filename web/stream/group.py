"""Streams with the same filter, in step: what is due to them is worked out and encoded once, and written at once."""

from collections.abc import Callable, Iterable
from itertools import chain
from typing import NamedTuple

from web.latest.filters import Filters
from web.stream.frames import Frame, SharedFrames, Update, encode_heartbeat
from web.stream.rate_limiter import Pace
from web.stream.subscriber import StreamClient, StreamParts
from web.stream.update import Found, find, update_of

MOST_SHARED_CHUNKS = 20
"""A larger update is encoded for each stream as it reads, or every slow reader could hold the whole table encoded."""


class _Due(NamedTuple):
    """An update for all streams that stand at the same place: the frames of a small one, the way to those of a large."""

    until: bytes
    at_once: tuple[Frame, ...]
    one_by_one: Callable[[], Iterable[Frame]] | None


class _Tick:
    """One moment of a group: what was worked out in it."""

    def __init__(self, end: int) -> None:
        self.end = end
        self.found: dict[int, Found] = {}
        self.due: dict[tuple[int, bytes], _Due] = {}
        self.heartbeat: tuple[bytes, Frame] | None = None
        self.written: dict[str, int] = {}


class StreamGroup:
    """Some or all of the streams of one filter: one rate limit, one encoding."""

    def __init__(self, parts: StreamParts, pace: Pace, filters: Filters, phase: float = 0.0) -> None:
        self._parts, self._pace = parts, pace
        self.filters = filters
        self.clients: dict[StreamClient, None] = {}
        self.due_at = 0.0
        """When the next events may be sent, on the monotonic clock."""
        # Groups that are busy all the time are spread over the interval by their phase, 0 to 1.
        self._credit = max(0.0, parts.settings.stream_burst_frames - 1 - phase)
        self._owed = self._owed_at = 0.0
        self._window = -1
        self._touched_from: int | None = None

    def touch(self, sequence: int) -> None:
        """Say that the changes from `sequence` on may concern this filter."""
        if self._touched_from is None:
            self._touched_from = sequence

    def tick(self, now: float, found: Found | None = None) -> None:
        """Hand every idle stream what it has not seen; `found` is what concerns those in step, where that is known."""
        tick = _Tick(self._parts.view.changes.end)
        if found is not None:
            tick.found[found.start] = found
        served = 0
        for client in self.clients:
            if client.is_idle:
                try:
                    served += self._serve(client, now, tick)
                except Exception as error:  # noqa: BLE001  # logged there; its neighbours must get theirs
                    client.cut_after_fault(error)
            elif self._touched_from is not None and not client.is_behind:
                client.is_behind, client.sequence = True, max(client.sequence, self._touched_from)
        self._touched_from = None
        for event, count in tick.written.items():
            self._parts.frames_total[event].inc(count)
        if served:
            self._pay(now, served)

    def _pay(self, now: float, served: int) -> None:
        """Put off the next events: none is held back after a quiet time, and a busy stream keeps the average.

        A leaky bucket: each sending adds one, one leaks away in an interval, and more than the credit must wait.
        """
        window = self._pace.window_at(now)
        if window != self._window:
            self._window = window
            self._pace.count(served)
        interval_s = self._pace.interval_s
        self._owed = max(0.0, self._owed - (now - self._owed_at) / interval_s) + 1
        self._owed_at = now
        self.due_at = now + max(0.0, self._owed - self._credit) * interval_s

    def _serve(self, client: StreamClient, now: float, tick: _Tick) -> bool:
        due = self._due_to(client, tick)
        is_beat_due = now >= client.heartbeat_at
        at_once, one_by_one = ((), None) if due is None else (due.at_once, due.one_by_one)
        last_id = client.last_id if due is None else due.until
        if is_beat_due:
            last_id, heartbeat = self._heartbeat(tick)
            at_once = (*at_once, heartbeat)
            client.heartbeat_at = now + self._parts.settings.heartbeat_s
        if due is not None or is_beat_due or client.is_behind:
            client.move_to(tick.end, last_id)
        if one_by_one is not None:
            client.deliver(chain(one_by_one(), at_once))
        else:
            for frame in at_once:
                client.push(frame)
                tick.written[frame.event] = tick.written.get(frame.event, 0) + 1
        return due is not None or is_beat_due

    def _heartbeat(self, tick: _Tick) -> tuple[bytes, Frame]:
        if tick.heartbeat is None:
            cursor = self._parts.view.cursor(self.filters).encode("ascii")
            tick.heartbeat = cursor, encode_heartbeat(self._parts.clock.now(), cursor)
        return tick.heartbeat

    def _due_to(self, client: StreamClient, tick: _Tick) -> _Due | None:
        """Return the update from where the stream stands to now; None where nothing concerns it."""
        start = client.sequence
        if not client.is_behind:
            # Streams in step missed nothing before the group was touched, so they share what follows.
            start = tick.end if self._touched_from is None else max(start, self._touched_from)
        if start == tick.end:
            return None
        found = tick.found.get(start)
        if found is None:
            found = tick.found[start] = self._find(start)
        if client.is_behind:
            conflated = self._parts.view.changes_since(start)[0].conflated
            self._parts.metrics.counter("tracker_stream_conflated_total").inc(conflated)
        if not found.size:
            return None
        # An update of one event does not show where it began.
        is_one_event = found.size <= self._parts.settings.snapshot_chunk_rows and not (found.changed and found.left)
        key = (start, b"" if is_one_event else client.last_id)
        due = tick.due.get(key)
        if due is None:
            due = tick.due[key] = self._encode(update_of(self._parts.view, self.filters, found, key[1]))
        return due

    def _find(self, start: int) -> Found:
        changes, now = self._parts.view.changes_since(start)
        return find(self._parts.view, self.filters, start, changes, now)

    def _encode(self, update: Update) -> _Due:
        view, most_rows = self._parts.view, self._parts.settings.snapshot_chunk_rows
        if update.size <= most_rows:
            return _Due(update.until, update.at_once(view), None)
        if update.size <= MOST_SHARED_CHUNKS * most_rows:
            shared = SharedFrames(update.frames(view, most_rows))
            return _Due(update.until, (), lambda: shared)
        return _Due(update.until, (), lambda: update.frames(view, most_rows))
