"""Where a reader is among the events: a cursor, checked against the ring."""

from collections.abc import Iterator

from web.events.event_filters import EventFilters
from web.events.event_ring import EventRing, Numbered, Offsets
from web.replica.cursor import Cursor, parse_cursor


def cursor_for(ring: EventRing, filters: EventFilters, offsets: Offsets) -> str:
    """Return the cursor of a place."""
    return str(Cursor(ring.epoch, offsets, filters.key))


def offsets_of(ring: EventRing, filters: EventFilters, text: str) -> Offsets | str:
    """Return the offsets of a cursor, or the fixed word for why it leads nowhere."""
    cursor = parse_cursor(text)
    if cursor is None or len(cursor.next_offsets) != len(ring.next_offsets):
        return "malformed"
    if cursor.filter_key != filters.key:
        return "other_filter"
    return cursor.next_offsets if cursor.epoch == ring.epoch else "other_epoch"


def is_covered(ring: EventRing, reached: Offsets) -> bool:
    """Tell whether the ring has read as far as a place."""
    return all(known >= asked for known, asked in zip(ring.next_offsets, reached, strict=True))


def is_too_old(ring: EventRing, reached: Offsets) -> bool:
    """Tell whether events after a place are no longer held."""
    return any(asked < known for known, asked in zip(ring.known_from, reached, strict=True))


def after(selected: Iterator[Numbered], reached: Offsets) -> Iterator[Numbered]:
    """Iterate over the events after a place, which another process may have named."""
    return ((number, event) for number, event in selected if event.offset >= reached[event.partition])


def later(one: Offsets, other: Offsets) -> Offsets:
    """Return the place after all that either of two readers knows."""
    return tuple(map(max, one, other))
