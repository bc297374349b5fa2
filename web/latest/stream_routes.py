"""The address of the stream."""

from typing import Protocol

from aiohttp import web

from app.domain.access import Scope
from web.http.route import Answer, Body, Parameter, Route
from web.http.route_errors import TABLE_ERRORS, TEXT
from web.stream.events import STREAM_EVENTS
from web.stream.handler import STREAM_PARAMETERS, Stream

LAST_EVENT_ID = Parameter(
    "Last-Event-ID", TEXT, "The cursor as browsers send it; wins over the parameters.", where="header"
)
STREAM = Body(
    "text/event-stream",
    {
        **TEXT,
        "description": "Events; the data of each is one line of JSON.",
        "x-events": {event.name: {"$ref": f"#/components/schemas/{event.schema_name}"} for event in STREAM_EVENTS},
    },
)


class HasStream(Protocol):
    """The services that this route needs."""

    @property
    def stream(self) -> Stream:
        """Return the handler."""
        ...


async def _stream(services: HasStream, request: web.Request) -> web.StreamResponse:
    if request.method == "HEAD":
        return web.Response(content_type="text/event-stream", headers={"Cache-Control": "no-store"})
    return await services.stream.stream(request)


ROUTES = (
    Route(
        "GET",
        "/api/stream",
        _stream,
        "streamChanges",
        "Follow the latest positions",
        tag="stream",
        scope=Scope.READ,
        description="Server-Sent Events: a snapshot, then changes. Filters of one kind are joined by or, kinds by and.",
        parameters=(*STREAM_PARAMETERS, LAST_EVENT_ID),
        answers=(Answer("Events until either side ends it.", (STREAM,)),),
        errors=(*TABLE_ERRORS, "overloaded", "too_many_connections"),
    ),
)
