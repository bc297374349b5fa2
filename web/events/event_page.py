"""One page of events: those after a place that match, and the place after them."""

from dataclasses import dataclass
from itertools import islice

from web.events.event_cursor import after, later
from web.events.event_filters import EventFilters
from web.events.event_ring import EventRing, Offsets
from web.events.held_event import HeldEvent


@dataclass(frozen=True, slots=True)
class EventPage:
    """What one answer holds."""

    events: tuple[HeldEvent, ...]
    reached: Offsets
    """After the last event, or the end of the ring where no more match."""
    has_more: bool


def take_page(
    ring: EventRing,
    filters: EventFilters,
    limit: int,
    reached: Offsets | None = None,
    told: tuple[float, float] = (0.0, float("inf")),
) -> EventPage:
    """Return the first `limit` events after a place that were told from one time to before another."""
    start = reached or ring.known_from
    begin, end = told
    candidates = after(filters.select(ring, ring.first, ring.end), start)
    wanted = ((number, event) for number, event in candidates if begin <= event.recorded_at < end)
    taken = list(islice(wanted, limit + 1))
    if len(taken) <= limit:
        return EventPage(tuple(event for _, event in taken), later(start, ring.next_offsets), has_more=False)
    page = taken[:limit]
    last_number, _ = page[-1]
    return EventPage(tuple(event for _, event in page), later(start, ring.offsets_at(last_number + 1)), has_more=True)
