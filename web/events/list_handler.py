"""GET /api/events: the newest events as pages."""

from dataclasses import dataclass
from math import inf
from typing import Protocol

import orjson
from aiohttp import web

from app.domain.moments import moment_of
from web.access.sender import fleet_of
from web.events.event_cursor import cursor_for, is_covered, offsets_of
from web.events.event_filters import FILTERS, EventFilters, parse_filters
from web.events.event_page import EventPage, take_page
from web.events.event_ring import EventRing, Offsets
from web.http.accept import choose_media_type
from web.http.parameters import Query, parse_choice, reject_unknown
from web.http.problem import ProblemError
from web.http.route import Parameter
from web.lists.table_page import BASE_HEADERS, truncation_headers
from web.lists.table_query import DEFAULT_LIMIT, LIMIT, parse_limit

JSON, NDJSON = "application/json", "application/x-ndjson"
MEDIA_TYPES = {"json": JSON, "ndjson": NDJSON}
TIME = {"type": "string", "examples": ["1705500000", "2026-03-01T09:00:00+01:00"]}
FROM = Parameter("from", TIME, "Only events told at or after this time: Unix seconds or ISO 8601 with an offset.")
TO = Parameter("to", TIME, "Only events told before this time.")
AFTER = Parameter("after", {"type": "string"}, "Begin after this place: `cursor` of an answer or id of the stream.")
FORMAT = Parameter(
    "format", {"type": "string", "enum": list(MEDIA_TYPES), "default": "json"}, "Wins over the Accept header."
)
EVENT_LIMIT = Parameter(LIMIT.name, LIMIT.schema, f"Most events of this answer; without it {DEFAULT_LIMIT}.")
LIST_PARAMETERS = (*FILTERS, FROM, TO, AFTER, EVENT_LIMIT, FORMAT)


class Current(Protocol):
    """Who knows how current the events are."""

    @property
    def as_of(self) -> float:
        """Return when Kafka last answered, Unix seconds."""
        ...


@dataclass(frozen=True, slots=True)
class ListedEvents:
    """The ring, and how current it is."""

    ring: EventRing
    feed: Current

    def require_complete(self) -> None:
        """Raise ProblemError `recovering` until the newest events are read."""
        if not self.ring.is_complete:
            raise ProblemError("recovering", "The newest events are still being read from Kafka.")


class HasEvents(Protocol):
    """The services that this address needs."""

    @property
    def events(self) -> ListedEvents:
        """Return the newest events."""
        ...


async def list_events(services: HasEvents, request: web.Request) -> web.StreamResponse:
    """Answer with the events that match, in order of arrival."""
    query = request.query
    reject_unknown(query, LIST_PARAMETERS)
    filters = parse_filters(query).within(fleet_of(request))
    told, limit = (_time(query, FROM, 0.0), _time(query, TO, inf)), parse_limit(query) or DEFAULT_LIMIT
    media_type = _media_type(request)
    listed = services.events
    listed.require_complete()
    page = take_page(listed.ring, filters, limit, _reached(query, listed.ring, filters), told)
    return _answer(listed, request, page, cursor_for(listed.ring, filters, page.reached), media_type)


def _answer(
    listed: ListedEvents, request: web.Request, page: EventPage, cursor: str, media_type: str
) -> web.StreamResponse:
    next_page, complete_from = cursor if page.has_more else None, listed.ring.complete_from
    headers = {
        **BASE_HEADERS,
        "Content-Type": media_type,
        "X-Tracker-Cursor": cursor,
        "X-Tracker-Complete-From": f"{complete_from:.3f}",
        **truncation_headers(request, next_page, has_more=page.has_more),
    }
    rows = [event.json for event in page.events]
    if media_type == NDJSON:
        return web.Response(body=b"".join(row + b"\n" for row in rows), headers=headers)
    about = {"cursor": cursor, "next": next_page, "completeFrom": complete_from, "asOf": listed.feed.as_of}
    body = orjson.dumps({"events": [orjson.Fragment(row) for row in rows], **about})
    return web.Response(body=body, headers=headers)


def _media_type(request: web.Request) -> str:
    chosen = parse_choice(request.query, FORMAT.name, tuple(MEDIA_TYPES))
    if chosen is not None:
        return MEDIA_TYPES[chosen]
    return choose_media_type(request.headers.get("Accept", ""), tuple(MEDIA_TYPES.values()))


def _time(query: Query, parameter: Parameter, default: float) -> float:
    text = query.get(parameter.name)
    if text is None:
        return default
    try:
        return moment_of(text)
    except ValueError as error:
        raise ProblemError("bad_filter", f"{parameter.name} is {error}.", field=parameter.name) from None


def _reached(query: Query, ring: EventRing, filters: EventFilters) -> Offsets | None:
    text = query.get(AFTER.name)
    if not text:
        return None
    reached = offsets_of(ring, filters, text)
    if isinstance(reached, str):
        raise ProblemError("bad_filter", f"after is no place among these events: {reached}.", field=AFTER.name)
    if not is_covered(ring, reached):
        raise ProblemError("recovering", "This process has not read so many events yet; ask again.")
    return reached
