"""From changes to what one filter's readers must be told."""

from collections.abc import Sequence
from typing import NamedTuple

from web.latest.filters import Filters
from web.latest.latest_view import LatestView
from web.replica.change_ring import ChangeSet, Places
from web.replica.column import compact
from web.stream.frames import Update


class Found(NamedTuple):
    """What of the changes since the number `start` concerns a filter: rows that match now, and shipments that left."""

    start: int
    changed: Sequence[int]
    left: Sequence[int]

    @property
    def size(self) -> int:
        """Return how many shipments it is about."""
        return len(self.changed) + len(self.left)


def find(view: LatestView, filters: Filters, start: int, changes: ChangeSet, now: Places) -> Found:
    """Return which changes concern the filter, where the shipments are at the places `now`.

    Where it is not known what matched before, every changed shipment that does not match now counts as gone: a reader
    that came back may have it from an event whose id it never stored.
    """
    matches = view.matches_at(filters, changes.slots, now)
    left = changes.slots[:0]
    if filters.can_lose_rows:
        gone = ~matches
        if changes.before is not None:
            gone &= view.matches_at(filters, changes.slots, changes.before)
        elif filters.shipment_ids:
            gone &= view.matches(Filters(shipment_ids=filters.shipment_ids), changes.slots)
        left = changes.slots[gone]
    changed = changes.slots if matches.all() else changes.slots[matches]
    return Found(start, compact(changed), compact(left))


def update_of(view: LatestView, filters: Filters, found: Found, since: bytes) -> Update:
    """Return what to tell a reader who stands at the cursor `since`; it then stands where the view is now."""
    return Update(found.changed, found.left, since, view.cursor(filters).encode("ascii"))
