"""From changes to what one filter's readers must be told."""

from web.change_ring import ChangeSet, Places
from web.filters import Filters
from web.frames import Update
from web.latest_view import LatestView


def update_of(view: LatestView, filters: Filters, changes: ChangeSet, now: Places, since: bytes) -> Update:
    """Return what changed from the cursor `since` to now: rows that match where they are `now`, and shipments that left.

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
    until = view.cursor(filters).encode("ascii")
    return Update(changed.tolist(), left.tolist(), since, until)
