"""The addresses that read events."""

from typing import Protocol

from aiohttp import web

from app.domain.access import Scope
from app.messages.event import Event, EventPage
from app.messages.heartbeat import Heartbeat
from web.events.event_filters import FILTERS
from web.events.event_stream import EventStream
from web.events.list_handler import LIST_PARAMETERS, list_events
from web.http.route import Answer, Body, Route, ref
from web.http.route_errors import TABLE_ERRORS, TEXT
from web.stream.events import REASON, StreamEvent, an_object
from web.stream.frames import BYE, CHANGES, HEARTBEAT, RESET
from web.stream.routes import stream_route

EVENT_STREAM_EVENTS = (
    StreamEvent(
        CHANGES, "EventChangesEvent", {"type": "array", "items": ref(Event)}, True, "New events, in order of arrival."
    ),
    StreamEvent(HEARTBEAT, "EventHeartbeatEvent", ref(Heartbeat), True, "The stream is alive; the server's clock."),
    StreamEvent(
        RESET, "EventResetEvent", REASON, False, "Events were missed, and why; the stream continues with new ones."
    ),
    StreamEvent(
        BYE,
        "EventByeEvent",
        an_object(),
        False,
        "The server stops, or the credential that opened the stream expired; connect again.",
    ),
)
HEADERS = {
    "X-Tracker-Cursor": "The place after these events.",
    "X-Tracker-Complete-From": "Every event told from this time on is held.",
    "X-Tracker-Complete": "`false` where more events match.",
    "X-Tracker-Next": "The place where the next page begins, where more events match.",
    "Link": "The next page, where more events match.",
}


class HasEventStream(Protocol):
    """The services that the stream needs."""

    @property
    def event_stream(self) -> EventStream:
        """Return the handler."""
        ...


async def _stream(services: HasEventStream, request: web.Request) -> web.StreamResponse:
    if request.method == "HEAD":
        return web.Response(content_type="text/event-stream", headers={"Cache-Control": "no-store"})
    return await services.event_stream.stream(request)


ROUTES = (
    Route(
        "GET",
        "/api/events",
        list_events,
        "listEvents",
        "List the newest events",
        tag="deliveries",
        scope=Scope.READ,
        description=(
            "In order of arrival; those of a subject in order of `sequence`. Filters of one kind are joined by or, kinds "
            "by and. `completeFrom` is the time from which no event is missing."
        ),
        parameters=LIST_PARAMETERS,
        answers=(
            Answer(
                "Events, each once.",
                (
                    Body("application/json", EventPage),
                    Body("application/x-ndjson", {**TEXT, "description": "One Event a line."}),
                ),
                headers=HEADERS,
            ),
        ),
        errors=TABLE_ERRORS,
    ),
    stream_route(
        "/api/stream/events",
        _stream,
        "streamEvents",
        "Follow the events",
        FILTERS,
        EVENT_STREAM_EVENTS,
        "events after the cursor, or new ones",
    ),
)
