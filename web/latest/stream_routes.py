"""The address of the stream of latest positions, and its events."""

from typing import Protocol

from aiohttp import web

from app.messages.heartbeat import Heartbeat
from app.messages.shipment import Row
from web.latest.filter_parameters import FILTERS
from web.stream.events import StreamWords, stream_events
from web.stream.handler import Stream
from web.stream.routes import stream_route

STREAM_MODELS = (Row, Heartbeat)
"""The models that the schemas below refer to."""
STREAM_EVENTS = stream_events(
    StreamWords(
        row=Row,
        noun="shipments",
        changes="Rows that changed, at most one a shipment: the newest.",
        removed="Shipment ids that left the filter, such as the bounding box, or were deleted.",
    )
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


ROUTES = (stream_route("/api/stream", _stream, "streamChanges", "Follow the latest positions", FILTERS, STREAM_EVENTS),)
