"""The route of a table's stream, as the document of the API describes it."""

from collections.abc import Sequence

from app.domain.access import Scope
from web.http.route import Answer, Body, Handler, Parameter, Route
from web.http.route_errors import TABLE_ERRORS, TEXT
from web.stream.events import StreamEvent
from web.stream.handler import CURSOR_PARAMETERS

LAST_EVENT_ID = Parameter(
    "Last-Event-ID", TEXT, "The cursor as browsers send it; wins over the parameters.", where="header"
)


def stream_route(
    path: str,
    handler: Handler,
    operation_id: str,
    summary: str,
    filters: tuple[Parameter, ...],
    events: Sequence[StreamEvent],
    begins_with: str = "a snapshot, then changes",
) -> Route:
    """Return the route of a stream."""
    schemas = {event.name: {"$ref": f"#/components/schemas/{event.schema_name}"} for event in events}
    body = {**TEXT, "description": "Events; the data of each is one line of JSON.", "x-events": schemas}
    return Route(
        "GET",
        path,
        handler,
        operation_id,
        summary,
        tag="stream",
        scope=Scope.READ,
        description=f"Server-Sent Events: {begins_with}. Filters of one kind are joined by or, kinds by and.",
        parameters=(*filters, *CURSOR_PARAMETERS, LAST_EVENT_ID),
        answers=(Answer("Events until either side ends it.", (Body("text/event-stream", body),)),),
        errors=(*TABLE_ERRORS, "overloaded", "too_many_connections"),
    )
