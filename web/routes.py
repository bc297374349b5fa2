"""Every address of the tracker, in one table: what serves it, what it takes, what it answers, how it fails."""

from dataclasses import replace
from functools import partial
from http import HTTPStatus

import orjson
from aiohttp import web

from app.domain.access import Scope
from app.domain.fix_rules import RejectCode
from app.messages import (
    Accepted,
    BatchAccepted,
    Demo,
    DriverPage,
    FeatureCollection,
    Fix,
    Health,
    KeyInfo,
    KeyList,
    KeyWish,
    NewKey,
    RowWithAge,
    Session,
    ShipmentPage,
    SignIn,
    Token,
)
from app.settings import Settings
from web.drivers import handlers as drivers
from web.http.body import close_where_unread
from web.http.cors import allow_listed, create_cors, parse_origins
from web.http.middleware import create_middleware
from web.http.parameters import ID_SCHEMA
from web.http.problem import STATUS_OF
from web.http.route import ROUTE_TABLE, Answer, Body, Parameter, Route, ref
from web.http.security_headers import add_security_headers
from web.keys import handlers as keys_api
from web.keys import session
from web.lists.table_query import DRIVER_PARAMETERS, LIST_PARAMETERS, PAGING
from web.pages import dashboard, demo, docs_page, health, openapi
from web.pages.openapi import OPENAPI_JSON, openapi_document
from web.services.services import Services
from web.shipments import handlers as shipments
from web.stream.events import STREAM_EVENTS
from web.stream.handler import STREAM_PARAMETERS

SAMPLE_FIX = {
    "driverId": "Dave-007",
    "shipmentId": "PKG-998877",
    "latitude": 40.7580,
    "longitude": -79.9855,
    "timestamp": 1705500000,
}
TEXT = {"type": "string"}
SHIPMENT_ID = Parameter("id", ID_SCHEMA, "The shipment; in the address percent-encoded, a slash as %2F.", where="path")
DRIVER_ID = Parameter("id", ID_SCHEMA, "The driver; in the address percent-encoded, a slash as %2F.", where="path")
KEY_ID = Parameter("id", ID_SCHEMA, "The key, by the id that lists show.", where="path")
LAST_EVENT_ID = Parameter(
    "Last-Event-ID", TEXT, "The cursor as browsers send it; wins over the parameters.", where="header"
)

BODY = ("bad_encoding", "too_large", "too_slow", "unsupported_media_type", "unsupported_encoding")
UNREADABLE = ("not_json", "not_utf8", *BODY)
UNAVAILABLE = ("kafka_unavailable", "overloaded")
BELIEF = tuple(str(code) for code in RejectCode if STATUS_OF.get(code) is HTTPStatus.UNPROCESSABLE_ENTITY)
KEY_BODY = ("not_json", *BODY, "bad_key")
FILE_ERRORS = ("precondition_failed", "bad_range")
TABLE_ERRORS = ("bad_filter", "recovering")

FRESHNESS_HEADERS = {
    "X-Tracker-Cursor": "Opens /api/stream without a gap.",
    "X-Tracker-As-Of": "When the view last heard from Kafka, Unix seconds.",
    "X-Tracker-Stale": "true when that is too long ago.",
}
NEXT_HEADERS = {
    "X-Tracker-Complete": "false where more rows match than this answer holds; else absent.",
    "X-Tracker-Next": "What to send as `after` for the next page, percent-encoded.",
    "Link": 'The next page, rel="next".',
}
TABLE = Answer(
    "Rows in order of shipment id, or nearest first.",
    (
        Body("application/json", ShipmentPage),
        Body("application/geo+json", FeatureCollection),
        Body("text/csv", TEXT),
        Body("application/x-ndjson", {**TEXT, "description": "One RowWithAge a line."}),
    ),
    headers={**FRESHNESS_HEADERS, **NEXT_HEADERS},
)
STREAM = Body(
    "text/event-stream",
    {
        **TEXT,
        "description": "Events; the data of each is one line of JSON.",
        "x-events": {event.name: {"$ref": f"#/components/schemas/{event.schema_name}"} for event in STREAM_EVENTS},
    },
)
HEALTHY = Answer("It does.", (Body("application/json", Health, {"ok": {"status": "ok"}}),))
UNHEALTHY = Answer("It does not, and why.", (Body("application/json", Health),), HTTPStatus.SERVICE_UNAVAILABLE)


async def _update(services: Services, request: web.Request) -> web.StreamResponse:
    return await services.ingest.update(request)


async def _updates(services: Services, request: web.Request) -> web.StreamResponse:
    return await services.ingest.updates(request)


async def _stream(services: Services, request: web.Request) -> web.StreamResponse:
    if request.method == "HEAD":
        return web.Response(content_type="text/event-stream", headers={"Cache-Control": "no-store"})
    return await services.stream.stream(request)


ROUTES = (
    Route(
        "POST",
        "/api/shipments/update",
        _update,
        "updateShipment",
        "Report where a shipment is",
        tag="ingest",
        scope=Scope.INGEST,
        description="The answer comes when Kafka holds the fix. To send it again is harmless.",
        request=(Body("application/json", Fix, {"sample": SAMPLE_FIX}),),
        answers=(Answer("Kafka holds the fix.", (Body("application/json", Accepted),), HTTPStatus.ACCEPTED),),
        errors=(*UNREADABLE, *BELIEF, *UNAVAILABLE),
    ),
    Route(
        "POST",
        "/api/shipments/updates",
        _updates,
        "updateShipments",
        "Report many positions at once",
        tag="ingest",
        scope=Scope.INGEST,
        description="One bad fix never costs the others. After a 503 any part may be stored: send all of it again.",
        request=(
            Body("application/json", {"type": "array", "items": ref(Fix)}, {"sample": [SAMPLE_FIX]}),
            Body("application/x-ndjson", {**TEXT, "description": "One Fix a line."}),
        ),
        answers=(
            Answer("Kafka holds what was accepted.", (Body("application/json", BatchAccepted),), HTTPStatus.ACCEPTED),
        ),
        errors=(*UNREADABLE, "wrong_type", "all_rejected", *UNAVAILABLE),
    ),
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
    Route(
        "GET",
        "/api/shipments",
        shipments.list_shipments,
        "listShipments",
        "List the latest position of every shipment",
        tag="views",
        scope=Scope.READ,
        parameters=LIST_PARAMETERS,
        answers=(TABLE,),
        errors=TABLE_ERRORS,
    ),
    Route(
        "GET",
        "/api/shipments/{id}",
        shipments.show_shipment,
        "showShipment",
        "Show the latest position of one shipment",
        tag="views",
        scope=Scope.READ,
        parameters=(SHIPMENT_ID,),
        answers=(Answer("Its row.", (Body("application/json", RowWithAge),), headers=FRESHNESS_HEADERS),),
        errors=("unknown_shipment", *TABLE_ERRORS),
    ),
    Route(
        "GET",
        "/api/drivers",
        drivers.list_drivers,
        "listDrivers",
        "List the drivers, each with the newest of their positions",
        tag="views",
        scope=Scope.READ,
        parameters=PAGING,
        answers=(Answer("Drivers in order of their id.", (Body("application/json", DriverPage),)),),
        errors=TABLE_ERRORS,
    ),
    Route(
        "GET",
        "/api/drivers/{id}",
        drivers.list_shipments_of_driver,
        "listShipmentsOfDriver",
        "List the shipments of one driver",
        tag="views",
        scope=Scope.READ,
        parameters=(DRIVER_ID, *DRIVER_PARAMETERS),
        answers=(TABLE,),
        errors=("unknown_driver", *TABLE_ERRORS),
    ),
    Route(
        "POST",
        "/api/keys",
        keys_api.create_key,
        "createKey",
        "Make a key",
        tag="access",
        scope=Scope.ADMIN,
        description="The answer shows the key, once. It is in force at once here, and within a second everywhere.",
        request=(Body("application/json", KeyWish, {"sample": {"name": "Dave's phone", "scopes": ["ingest"]}}),),
        answers=(Answer("The key.", (Body("application/json", NewKey),), HTTPStatus.CREATED),),
        errors=(*KEY_BODY, "kafka_unavailable"),
    ),
    Route(
        "GET",
        "/api/keys",
        keys_api.list_keys,
        "listKeys",
        "List the keys, without their secrets",
        tag="access",
        scope=Scope.ADMIN,
        answers=(Answer("Keys in order of their making.", (Body("application/json", KeyList),)),),
    ),
    Route(
        "DELETE",
        "/api/keys/{id}",
        keys_api.revoke_key,
        "revokeKey",
        "Make a key void",
        tag="access",
        scope=Scope.ADMIN,
        description="What was made from it ends with it: tokens, sign-ins, open streams.",
        parameters=(KEY_ID,),
        answers=(Answer("The key, which is void.", (Body("application/json", KeyInfo),)),),
        errors=("unknown_key", "kafka_unavailable"),
    ),
    Route(
        "POST",
        "/api/tokens",
        session.create_token,
        "createToken",
        "Make a token for a client that cannot set headers",
        tag="access",
        scope=Scope.READ,
        description="It may read, for a short time, as `?token=`. The request has no body.",
        answers=(Answer("The token.", (Body("application/json", Token),), HTTPStatus.CREATED),),
    ),
    Route(
        "POST",
        "/api/session",
        session.sign_in,
        "signIn",
        "Keep a cookie for a browser",
        tag="access",
        request=(Body("application/json", SignIn),),
        answers=(Answer("Who has signed in.", (Body("application/json", Session),)),),
        errors=(*KEY_BODY, "unauthenticated", "forbidden", "rate_limited", "recovering"),
    ),
    Route(
        "GET",
        "/api/session",
        session.show_session,
        "showSession",
        "Show whether keys are asked for, and who has signed in",
        tag="access",
        answers=(Answer("That.", (Body("application/json", Session),)),),
    ),
    Route(
        "DELETE",
        "/api/session",
        session.sign_out,
        "signOut",
        "Forget the cookie",
        tag="access",
        answers=(Answer("The browser forgets it.", (), HTTPStatus.NO_CONTENT),),
    ),
    Route(
        "GET",
        "/api/demo",
        demo.show_demo,
        "showDemo",
        "Show whether the demo fleet can be started",
        tag="operation",
        scope=Scope.READ,
        answers=(Answer("That.", (Body("application/json", Demo),)),),
    ),
    Route(
        "POST",
        "/api/demo",
        demo.start_demo,
        "startDemo",
        "Start the demo fleet of an empty tracker",
        tag="operation",
        scope=Scope.ADMIN,
        description="At most one is started. It drives for TRACKER_DEMO_S, or until the tracker stops.",
        request=(Body("application/json", {"type": "object", "description": "Empty."}, {"sample": {}}),),
        answers=(Answer("It starts.", (Body("application/json", Demo),), HTTPStatus.ACCEPTED),),
        errors=(*BODY, "demo_off", "not_empty", "recovering"),
    ),
    Route(
        "GET",
        "/health/live",
        health.live,
        "isLive",
        "Does the process live?",
        tag="operation",
        answers=(HEALTHY,),
        is_probe=True,
    ),
    Route(
        "GET",
        "/health/ready",
        health.ready,
        "isReady",
        "Can this process serve?",
        tag="operation",
        answers=(HEALTHY, UNHEALTHY),
        is_probe=True,
    ),
    Route(
        "GET",
        "/metrics",
        health.metrics,
        "showMetrics",
        "Show the metrics of this process",
        tag="operation",
        scope=Scope.READ,
        switch="metrics_access",
        answers=(Answer("Prometheus text format.", (Body("text/plain", TEXT),)),),
    ),
    Route(
        "GET",
        "/openapi.json",
        openapi.show,
        "showOpenapi",
        "Show this document",
        tag="operation",
        scope=Scope.READ,
        switch="docs_access",
        answers=(Answer("OpenAPI 3.1.", (Body("application/json", {"type": "object"}),)),),
    ),
    Route("GET", "/docs/", docs_page.page, "showDocs", "Read and try the API", scope=Scope.READ, switch="docs_access"),
    Route("GET", "/docs", docs_page.with_slash, "findDocs", "The same", scope=Scope.READ, switch="docs_access"),
    Route("GET", "/docs/assets/{file}", docs_page.asset, "showDocsAsset", "A file of that page", errors=FILE_ERRORS),
    Route("GET", "/", dashboard.page, "showDashboard", "The dashboard"),
    Route(
        "GET", "/assets/{file}", dashboard.asset, "showDashboardAsset", "A file of the dashboard", errors=FILE_ERRORS
    ),
    Route(
        "GET",
        "/{file}",
        dashboard.root_file,
        "showDashboardFile",
        "A file beside the dashboard's page",
        errors=FILE_ERRORS,
    ),
)


def mount(app: web.Application, services: Services) -> None:
    """Put all routes and the middleware on `app`."""
    routes = open_routes(services.settings)
    app[ROUTE_TABLE] = routes
    app[OPENAPI_JSON] = orjson.dumps(openapi_document(routes))
    answer = create_middleware(services.metrics)
    app.middlewares.append(answer)
    app.on_response_prepare.extend((add_security_headers, close_where_unread))
    origins = parse_origins(services.settings.cors_origins)
    if origins:
        app.middlewares.append(create_cors(origins))
        app.on_response_prepare.append(partial(allow_listed, origins))
    for route in routes:
        handler = partial(route.handler, services)
        guarded = handler if route.is_probe else services.guard.before(handler, route.scope)
        if route.method == "GET":
            app.router.add_get(route.pattern, guarded, allow_head=True)
        else:
            app.router.add_route(route.method, route.pattern, guarded)


def open_routes(settings: Settings) -> tuple[Route, ...]:
    """Return the table without what the settings close; what they open to all needs no key."""
    routes = []
    for route in ROUTES:
        access = "key" if route.switch is None else getattr(settings, route.switch)
        if access != "off":
            routes.append(replace(route, scope=None) if access == "open" else route)
    return tuple(routes)
