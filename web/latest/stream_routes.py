"""The address of the stream of latest positions, and its events."""

from typing import Protocol

from aiohttp import web

from app.messages.heartbeat import Heartbeat
from app.messages.shipment import DriverRow, Row
from web.latest.filter_parameters import FILTERS_OF_ANY
from web.latest.stream import REMOVED_DRIVERS
from web.stream.events import StreamWords, stream_events
from web.stream.frames import REMOVED
from web.stream.handler import Stream
from web.stream.routes import stream_route

STREAM_MODELS = (Row, DriverRow, Heartbeat)
"""The models that the schemas below refer to."""
STREAM_EVENTS = stream_events(
    StreamWords(
        rows=(Row, DriverRow),
        nouns=("shipments", "drivers"),
        changes="Rows that changed, at most one a shipment or driver: the newest.",
        removed={
            REMOVED: "Shipment ids that left the filter, such as the bounding box, or were deleted.",
            REMOVED_DRIVERS: "Driver ids whose own rows did.",
        },
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


ROUTES = (
    stream_route("/api/stream", _stream, "streamChanges", "Follow the latest positions", FILTERS_OF_ANY, STREAM_EVENTS),
)
