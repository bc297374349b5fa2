"""The addresses of phone apps, with and without a key in the path."""

from collections.abc import Iterator
from dataclasses import replace

from aiohttp import web

from app.domain.access import Scope
from web.http.parameters import ID_SCHEMA
from web.http.route import Answer, Body, Parameter, Route
from web.http.route_errors import TEXT
from web.ingest.routes import UNAVAILABLE
from web.services.services import Services

ERRORS = (
    "not_json",
    "bad_encoding",
    "unsupported_encoding",
    "too_large",
    "too_slow",
    "missing_field",
    "wrong_type",
    "id_empty",
    "id_too_long",
    "id_control_character",
    "forbidden",
    *UNAVAILABLE,
)
KEPT = (
    "The answer is sent when Kafka holds the positions. What can never be accepted goes to `positions-rejected` and is "
    "answered as taken, so that it does not block the app's queue."
)
NOTHING = Answer("Kafka holds the positions; the body is empty.", ())
FORM = Body("application/x-www-form-urlencoded", {"type": "object", "additionalProperties": TEXT})
JSON = Body("application/json", {})
TOKEN = Parameter("token", TEXT, "The text of a key, for apps that can set nothing but an address.", where="path")
NAMED = (
    Parameter("id", ID_SCHEMA, "The device; a key that is bound to a device replaces it."),
    Parameter("driverId", ID_SCHEMA, "The driver; by default that of the device."),
    Parameter("shipmentId", ID_SCHEMA, "The shipment whose position it is; by default the driver's own."),
)


async def _osmand(services: Services, request: web.Request) -> web.StreamResponse:
    return await services.phones.osmand(request)


async def _owntracks(services: Services, request: web.Request) -> web.StreamResponse:
    return await services.phones.owntracks(request)


async def _gpslogger(services: Services, request: web.Request) -> web.StreamResponse:
    return await services.phones.gpslogger(request)


async def _overland(services: Services, request: web.Request) -> web.StreamResponse:
    return await services.phones.overland(request)


async def _traccar(services: Services, request: web.Request) -> web.StreamResponse:
    return await services.phones.traccar(request)


OSMAND = Route(
    "POST",
    "/api/ingest/osmand",
    _osmand,
    "reportByOsmand",
    "Report by OsmAnd, Traccar Client or the Transistorsoft SDK",
    tag="phones",
    scope=Scope.INGEST,
    parameters=NAMED,
    description=KEPT,
    request=(JSON, FORM),
    answers=(NOTHING,),
    errors=ERRORS,
)
OWNTRACKS = replace(
    OSMAND,
    path="/api/ingest/owntracks",
    handler=_owntracks,
    operation_id="reportByOwnTracks",
    summary="Report by OwnTracks",
    parameters=(
        Parameter("u", ID_SCHEMA, "The user; with `d` it names the device `u/d`."),
        Parameter("d", ID_SCHEMA, "The device of the user."),
    ),
    request=(JSON,),
    answers=(
        Answer(
            "Kafka holds the position; a command may ask the phone to report now.",
            (Body("application/json", {"type": "array", "items": {"type": "object"}}),),
        ),
    ),
)
GPSLOGGER = replace(
    OSMAND,
    path="/api/ingest/gpslogger",
    handler=_gpslogger,
    operation_id="reportByGpsLogger",
    summary="Report by GPSLogger's custom URL",
)
OVERLAND = replace(
    OSMAND,
    path="/api/ingest/overland",
    handler=_overland,
    operation_id="reportByOverland",
    summary="Report by Overland",
    request=(JSON,),
    answers=(
        Answer(
            "Kafka holds the positions.",
            (Body("application/json", {"type": "object", "properties": {"result": {"const": "ok"}}}),),
        ),
    ),
)
TRACCAR = replace(
    OSMAND,
    path="/api/ingest/traccar",
    handler=_traccar,
    operation_id="reportByTraccar",
    summary="Report by the JSON forwarding of a Traccar server",
    request=(JSON,),
)


def _with_get(route: Route) -> tuple[Route, ...]:
    by_address = replace(route, method="GET", operation_id=f"{route.operation_id}Address", request=())
    return route, by_address


def _addresses_of(route: Route) -> Iterator[Route]:
    """Yield a route as it is and with a key in its path, both also with the slash that some apps add."""
    with_key = replace(
        route,
        path=f"{route.path}/{{token}}",
        operation_id=f"{route.operation_id}WithKey",
        parameters=(TOKEN, *route.parameters),
    )
    for each in (route, with_key):
        yield each
        yield replace(each, path=f"{each.path}/", operation_id=f"{each.operation_id}Slash", tag=None)


ROUTES = (
    *(
        address
        for route in (*_with_get(OSMAND), OWNTRACKS, *_with_get(GPSLOGGER), OVERLAND, TRACCAR)
        for address in _addresses_of(route)
    ),
    replace(OSMAND, path="/", operation_id="reportByOsmandAtRoot"),
    replace(OWNTRACKS, path="/pub", operation_id="reportByOwnTracksAtPub"),
)
