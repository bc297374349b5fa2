"""Every address of the tracker: the features' routes in one table, and what is put around them."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

import orjson
from aiohttp import web

from app.settings import Settings
from web.deliveries.routes import ROUTES as DELIVERIES
from web.devices.credential_routes import ROUTES as CREDENTIALS
from web.devices.routes import ROUTES as DEVICES
from web.dispatch.routes import ROUTES as DISPATCH
from web.drivers.routes import ROUTES as DRIVERS
from web.events.routes import ROUTES as EVENTS
from web.http.body import close_where_unread
from web.http.cors import allow_listed, create_cors, parse_origins
from web.http.middleware import create_middleware
from web.http.route import ROUTE_TABLE, Route
from web.http.security_headers import add_security_headers
from web.ingest.routes import ROUTES as INGEST
from web.keys.routes import ROUTES as KEYS
from web.latest.stream_routes import ROUTES as STREAM
from web.maps.routes import ROUTES as MAPS
from web.pages.openapi import OPENAPI_JSON, openapi_document
from web.pages.routes import ROUTES as PAGES
from web.phones.routes import ROUTES as PHONES
from web.photos.routes import ROUTES as PHOTOS
from web.places.routes import ROUTES as PLACES
from web.services.services import Services
from web.shipments.routes import ROUTES as SHIPMENTS

ROUTES: tuple[Route, ...] = (
    *INGEST,
    *PHONES,
    *STREAM,
    *SHIPMENTS,
    *DRIVERS,
    *DEVICES,
    *DELIVERIES,
    *DISPATCH,
    *PHOTOS,
    *EVENTS,
    *PLACES,
    *CREDENTIALS,
    *KEYS,
    *MAPS,
    *PAGES,
)
"""In this order they are matched and documented."""


def mount(app: web.Application, services: Services) -> None:
    """Put all routes and the middleware on `app`."""
    routes = open_routes(services.settings)
    app[ROUTE_TABLE] = routes
    app[OPENAPI_JSON] = orjson.dumps(openapi_document(routes))
    add_routes(app, services, routes)


def add_routes(app: web.Application, services: Services, routes: Sequence[Route]) -> None:
    """Put some routes and the middleware on `app`."""
    app.middlewares.append(create_middleware(services.metrics))
    app.on_response_prepare.extend((add_security_headers, close_where_unread))
    origins = parse_origins(services.settings.cors_origins)
    if origins:
        app.middlewares.append(create_cors(origins))
        app.on_response_prepare.append(partial(allow_listed, origins))
    for route in routes:
        handler = partial(route.handler, services)
        guarded = services.guard.before(handler, route.scope, route.driver_scope, shows_all=route.shows_all)
        if route.is_probe:
            guarded = handler
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
