"""The addresses that read deliveries."""

from typing import Protocol

from aiohttp import web

from app.domain.access import Scope
from app.messages.delivery import Delivery, DeliveryPage, DeliveryWithPosition
from app.messages.eta_quality import EtaQuality
from app.messages.geojson import FeatureCollection
from web.deliveries import handlers as deliveries
from web.deliveries.filter_parameters import FILTERS
from web.deliveries.list_query import LIST_PARAMETERS
from web.deliveries.quality import PARAMETERS as QUALITY_PARAMETERS
from web.deliveries.quality import show_quality
from web.http.parameters import ID_SCHEMA
from web.http.route import Answer, Body, Parameter, Route
from web.http.route_errors import TABLE_ERRORS, TEXT
from web.latest.documented import FRESHNESS_HEADERS, HEADERS
from web.stream.events import StreamWords, stream_events
from web.stream.frames import REMOVED
from web.stream.handler import Stream
from web.stream.routes import stream_route

DELIVERY_ID = Parameter("id", ID_SCHEMA, "The shipment; in the address percent-encoded, a slash as %2F.", where="path")
DELIVERY_HEADERS = {**FRESHNESS_HEADERS, "ETag": "The `planRevision`, for If-Match."}
ONE_DELIVERY = Answer(
    "The delivery, and where it is.", (Body("application/json", DeliveryWithPosition),), headers=DELIVERY_HEADERS
)
LIST = Answer(
    "Deliveries in order of shipment id.",
    (
        Body("application/json", DeliveryPage),
        Body("application/geo+json", FeatureCollection),
        Body("text/csv", TEXT),
        Body("application/x-ndjson", {**TEXT, "description": "One Delivery a line."}),
    ),
    headers=HEADERS,
)
DELIVERY_EVENTS = stream_events(
    StreamWords(
        rows=(Delivery,),
        nouns=("deliveries",),
        changes="Deliveries that changed, each once: the newest.",
        removed={REMOVED: "Shipment ids of deliveries that left the filter or were deleted."},
        prefix="Delivery",
    )
)


class HasDeliveryStream(Protocol):
    """The services that the stream needs."""

    @property
    def delivery_stream(self) -> Stream:
        """Return the handler."""
        ...


async def _stream(services: HasDeliveryStream, request: web.Request) -> web.StreamResponse:
    if request.method == "HEAD":
        return web.Response(content_type="text/event-stream", headers={"Cache-Control": "no-store"})
    return await services.delivery_stream.stream(request)


ROUTES = (
    Route(
        "GET",
        "/api/deliveries",
        deliveries.list_deliveries,
        "listDeliveries",
        "List deliveries",
        tag="deliveries",
        scope=Scope.READ,
        description="Filters of one kind are joined by or, kinds by and.",
        parameters=LIST_PARAMETERS,
        answers=(LIST,),
        errors=TABLE_ERRORS,
    ),
    Route(
        "GET",
        "/api/deliveries/{id}",
        deliveries.show_delivery,
        "showDelivery",
        "Show one delivery with its position and timeline",
        tag="deliveries",
        scope=Scope.READ,
        parameters=(DELIVERY_ID, deliveries.REVISION),
        answers=(ONE_DELIVERY,),
        errors=("unknown_delivery", *TABLE_ERRORS),
    ),
    Route(
        "GET",
        "/api/eta/quality",
        show_quality,
        "showEtaQuality",
        "Show how right the foretold arrivals were",
        tag="deliveries",
        scope=Scope.READ,
        description="Forecasts that were published, compared with the arrivals that followed.",
        parameters=QUALITY_PARAMETERS,
        answers=(Answer("By stops before, and by foretold rest.", (Body("application/json", EtaQuality),)),),
        errors=TABLE_ERRORS,
    ),
    stream_route(
        "/api/stream/deliveries",
        _stream,
        "streamDeliveries",
        "Follow the deliveries",
        FILTERS,
        DELIVERY_EVENTS,
    ),
)
