"""Which events a reader wants: OR within a kind, AND between kinds."""

import base64
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from app.domain.deliveries.event import EventType
from web.events.event_ring import EventRing, Numbered
from web.events.held_event import HeldEvent
from web.http.parameters import ID_SCHEMA, Query
from web.http.problem import ProblemError
from web.http.route import Parameter
from web.latest.filter_parameters import FLEET
from web.lists.filter_values import parse_fleet, parse_ids, within_fleet

TYPES = tuple(str(type_) for type_ in EventType)
SUBJECT = Parameter("subject", ID_SCHEMA, "Only events about this shipment; may be given many times.", repeatable=True)
TYPE = Parameter(
    "type",
    {"type": "string", "enum": list(TYPES)},
    "Only events of this type; may be given many times.",
    repeatable=True,
)
FILTERS = (SUBJECT, TYPE, FLEET)


@dataclass(frozen=True)
class EventFilters:
    """A reader's choice of events; what is empty lets everything through."""

    subjects: frozenset[str] = frozenset()
    types: frozenset[str] = frozenset()
    fleet: str | None = None
    """None: events of every fleet and of none."""

    @cached_property
    def key(self) -> str:
        """Return a short hash of the choice, the same however it was written; cursors carry it."""
        # Ids hold no control characters, so these separators cannot be forged.
        texts = ("\x1f".join(sorted(self.subjects)), "\x1f".join(sorted(self.types)), repr(self.fleet))
        digest = hashlib.blake2b("\x1e".join(texts).encode(), digest_size=6).digest()
        return base64.urlsafe_b64encode(digest).decode("ascii")

    def within(self, fleet: str | None) -> "EventFilters":
        """Return the choice among the events of a fleet; raises ProblemError `forbidden` where it asks for another fleet."""
        chosen = within_fleet(self.fleet, fleet)
        return self if chosen == self.fleet else replace(self, fleet=chosen)

    def admits(self, event: HeldEvent) -> bool:
        """Tell whether a reader wants this event."""
        return (
            (self.fleet is None or event.fleet == self.fleet)
            and (not self.types or event.type in self.types)
            and (not self.subjects or event.subject in self.subjects)
        )

    def select(self, ring: EventRing, start: int, end: int) -> Iterator[Numbered]:
        """Iterate over the wanted events with numbers from `start` to before `end`."""
        if self.subjects:
            candidates = ring.numbered_of(sorted(self.subjects), start, end)
        else:
            candidates = ring.numbered(start, end)
        return ((number, event) for number, event in candidates if self.admits(event))


def parse_filters(query: Query) -> EventFilters:
    """Return the filters of a query; raises ProblemError `bad_filter` with the name of the parameter."""
    types = frozenset(query.getall(TYPE.name, []))
    for unknown in types - frozenset(TYPES):
        raise ProblemError("bad_filter", f"There is no type {unknown[:64]!r} of events.", field=TYPE.name)
    fleet = parse_fleet(query.getall(FLEET.name, []))
    return EventFilters(parse_ids(query, SUBJECT.name), types, fleet)
