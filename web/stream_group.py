"""All streams with the same filter: what is due to them is worked out and encoded once."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain

from web.filters import Filters
from web.frames import Frame, SharedFrames, Update, encode_heartbeat
from web.stream_client import StreamClient, StreamParts
from web.stream_update import update_of

MOST_SHARED_CHUNKS = 20
"""A larger update is encoded for each stream as it reads, or every slow reader could hold the whole table encoded."""


@dataclass(frozen=True, slots=True)
class _Due:
    """An update and, unless it is too large to be kept, its frames, for all streams that stand at the same place."""

    update: Update
    shared: SharedFrames | None
    conflated: int


class StreamGroup:
    """The streams of one filter, in step: one rate limit, one encoding."""

    def __init__(self, parts: StreamParts, filters: Filters) -> None:
        self._parts = parts
        self.filters = filters
        self.clients: dict[StreamClient, None] = {}
        self.due_at = 0.0
        """When the next events may be sent, on the monotonic clock."""
        self._paid_until = 0.0
        self._touched_from: int | None = None

    def touch(self, sequence: int) -> None:
        """Say that the changes from `sequence` on may concern this filter."""
        if self._touched_from is None:
            self._touched_from = sequence

    def tick(self, now: float) -> bool:
        """Hand every idle stream what it has not seen; return whether there was anything to send."""
        shared: dict[tuple[int, bytes], _Due] = {}
        has_sent = False
        for client in self.clients:
            if client.is_idle:
                has_sent |= self._serve(client, now, shared)
            elif self._touched_from is not None:
                client.is_behind = True
        self._touched_from = None
        if has_sent:
            self._pay(now)
        return has_sent

    def _pay(self, now: float) -> None:
        """Put off the next events: none is held back after a quiet time, and a busy stream keeps the average.

        The generic cell rate algorithm of ITU-T I.371: each sending costs one interval, and may be paid so much later.
        """
        settings = self._parts.settings
        interval_s = 1 / settings.stream_frames_per_s
        self._paid_until = max(self._paid_until, now) + interval_s
        self.due_at = self._paid_until - (settings.stream_burst_frames - 1) * interval_s

    def _serve(self, client: StreamClient, now: float, shared: dict[tuple[int, bytes], _Due]) -> bool:
        due = self._due_to(client, shared)
        frames: Iterable[Frame] = () if due is None else self._frames_of(due)
        last_id = client.last_id if due is None else due.update.until
        end = self._parts.view.changes.end
        if now >= client.heartbeat_at:
            last_id = self._parts.view.cursor(self.filters).encode("ascii")
            frames = chain(frames, (encode_heartbeat(self._parts.clock.now(), last_id),))
            client.heartbeat_at = now + self._parts.settings.heartbeat_s
        elif due is None:
            client.skip_to(end)
            return False
        client.deliver(frames, end, last_id)
        return True

    def _due_to(self, client: StreamClient, shared: dict[tuple[int, bytes], _Due]) -> _Due | None:
        """Return the update from where the stream stands to now; None where nothing concerns it."""
        changes, start = self._parts.view.changes, client.sequence
        if not client.is_behind:
            # Streams in step missed nothing before the group was touched, so they share what follows.
            start = changes.end if self._touched_from is None else max(start, self._touched_from)
        if start == changes.end:
            return None
        key = (start, client.last_id)
        if (due := shared.get(key)) is None:
            due = shared[key] = self._work_out(start, client.last_id)
        if client.is_behind:
            self._parts.metrics.counter("tracker_stream_conflated_total").inc(due.conflated)
        return due if due.update.size else None

    def _work_out(self, start: int, since: bytes) -> _Due:
        view, most_rows = self._parts.view, self._parts.settings.snapshot_chunk_rows
        changes, now = view.changes_since(start)
        update = update_of(view, self.filters, changes, now, since)
        is_kept = update.size <= MOST_SHARED_CHUNKS * most_rows
        shared = SharedFrames(update.frames(view, most_rows)) if is_kept else None
        return _Due(update, shared, changes.conflated)

    def _frames_of(self, due: _Due) -> Iterable[Frame]:
        if due.shared is not None:
            return due.shared
        return due.update.frames(self._parts.view, self._parts.settings.snapshot_chunk_rows)
