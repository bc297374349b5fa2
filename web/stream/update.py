"""From changes to what one filter's subscribers must be told."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from web.replica.change_ring import ChangeSet
from web.replica.column import compact
from web.replica.current_values import IndexValues
from web.replica.replica import AnyReplica
from web.replica.row_filter import RowFilter
from web.stream.frames import Update


class Found(NamedTuple):
    """What of the changes since the number `start` concerns a filter: rows that match now, and rows that left it."""

    start: int
    changed: Sequence[int]
    left: Sequence[int]

    @property
    def size(self) -> int:
        """Return how many rows it is about."""
        return len(self.changed) + len(self.left)


def find(
    replica: AnyReplica,
    filters: RowFilter[Any],
    start: int,
    changes: ChangeSet,
    now: IndexValues,
    at_cursor: IndexValues | None = None,
) -> Found:
    """Return which changes concern the filter, where the values of the rows are `now`.

    Where it is not known what matched before, every changed row that does not match now counts as gone: a reader
    that came back may have it from an event whose id it never stored. `at_cursor` is what the rows said at its cursor.
    """
    matches = replica.matches_with(filters, changes.slots, now)
    left = changes.slots[:0]
    if filters.can_lose_rows or not replica.store.is_all_live:
        gone = ~matches
        if (matched := replica.matched(filters, changes)) is not None:
            gone &= matched
        elif (possible := filters.could_match(replica.indexes, changes.slots, at_cursor)) is not None:
            gone &= possible
        left = changes.slots[gone]
    changed = changes.slots if matches.all() else changes.slots[matches]
    return Found(start, compact(changed), compact(left))


def update_of(replica: AnyReplica, filters: RowFilter[Any], found: Found, since: bytes) -> Update:
    """Return what to tell a reader whose cursor is `since`; its next cursor is where the replica is now."""
    return Update(found.changed, found.left, since, replica.store.cursor(filters.key).encode("ascii"))
