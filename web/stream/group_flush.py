"""One flush of a subscription group: what is due is worked out and encoded once for all who need the same."""

from collections import Counter
from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

from web.replica.row_filter import RowFilter
from web.stream.frames import Frame, SharedFrames, Update, encode_heartbeat
from web.stream.parts import StreamParts
from web.stream.update import Found, find, update_of

MOST_SHARED_CHUNKS = 20
"""A larger update is encoded for each subscriber as it reads, or every slow reader could hold the whole table encoded."""


class Delivery(NamedTuple):
    """An update for all subscribers at the same cursor: the frames of a small one, the way to those of a large."""

    until: bytes
    at_once: tuple[Frame, ...]
    one_by_one: Callable[[], Iterable[Frame]] | None


class GroupFlush:
    """What was worked out in one flush, up to the change number `end`."""

    def __init__(self, parts: StreamParts, filters: RowFilter[Any], found: Found | None) -> None:
        self._parts, self._filters = parts, filters
        self.end = parts.store.changes.end
        self._found = {} if found is None else {found.start: found}
        self._deliveries: dict[tuple[int, bytes], Delivery] = {}
        self._heartbeat: tuple[bytes, Frame] | None = None
        self.written = Counter[str]()
        """How many events were written at once, by name."""

    def since(self, start: int, last_id: bytes) -> Delivery | None:
        """Return the update from the change `start` on for subscribers whose cursor is `last_id`; None if there is none."""
        if start == self.end:
            return None
        found = self._found.get(start)
        if found is None:
            found = self._found[start] = self._find(start)
        if not found.size:
            return None
        # An update of one event does not show where it began.
        is_small = found.size <= self._parts.settings.snapshot_chunk_rows
        is_one_event = is_small and sum(map(bool, (found.changed, *self._parts.store.by_section(found.left)))) == 1
        key = (start, b"" if is_one_event else last_id)
        delivery = self._deliveries.get(key)
        if delivery is None:
            update = update_of(self._parts.replica, self._filters, found, key[1])
            delivery = self._deliveries[key] = self._encode(update)
        return delivery

    def conflated_since(self, start: int) -> int:
        """Return how many changes from `start` on were replaced by newer ones."""
        return 0 if start == self.end else self._parts.replica.changes_since(start)[0].conflated

    def heartbeat(self) -> tuple[bytes, Frame]:
        """Return the cursor as of now, and a heartbeat with it."""
        if self._heartbeat is None:
            cursor = self._parts.store.cursor(self._filters.key).encode("ascii")
            self._heartbeat = cursor, encode_heartbeat(self._parts.clock.now(), cursor)
        return self._heartbeat

    def _find(self, start: int) -> Found:
        changes, now = self._parts.replica.changes_since(start)
        return find(self._parts.replica, self._filters, start, changes, now)

    def _encode(self, update: Update) -> Delivery:
        most_rows = self._parts.settings.snapshot_chunk_rows
        if update.size <= most_rows:
            return Delivery(update.until, tuple(self._parts.frames_of(update)), None)
        if update.size <= MOST_SHARED_CHUNKS * most_rows:
            shared = SharedFrames(self._parts.frames_of(update))
            return Delivery(update.until, (), lambda: shared)
        return Delivery(update.until, (), lambda: self._parts.frames_of(update))
