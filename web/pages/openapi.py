"""The OpenAPI document, generated from the route table and the models, so that it cannot contradict them."""

from collections.abc import Iterable, Mapping, Sequence
from http import HTTPStatus
from typing import Any

from aiohttp import web
from pydantic import BaseModel
from pydantic.json_schema import JsonSchemaMode, models_json_schema

from app.domain.access import Scope
from app.messages.problem import Problem
from web.access.credentials import SESSION_COOKIE
from web.deliveries.routes import DELIVERY_EVENTS
from web.events.routes import EVENT_STREAM_EVENTS
from web.http.parameters import TOKEN_PARAMETER
from web.http.problem import STATUS_OF
from web.http.route import Answer, Body, Parameter, Route, Shape, ref
from web.latest.stream_routes import STREAM_EVENTS, STREAM_MODELS
from web.services.services import Services

OPENAPI_JSON: web.AppKey[bytes] = web.AppKey("openapi_json", bytes)
"""The application key of the encoded document."""

INFO = {
    "title": "Delivery tracker",
    "version": "0.1.0",
    "description": (
        "Devices post positions; readers get the latest position of every shipment and its changes. All times are Unix "
        "seconds, with fractions. Every error is `application/problem+json` with a stable `code`; any path may also answer "
        "`unknown_path`, `method_not_allowed`, `bad_http`, `unsupported_expectation`, `internal` or `overloaded`."
    ),
    "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
}
ANYWHERE = ("bad_http", "unsupported_expectation", "internal", "overloaded")
TAGS = {
    "ingest": "Devices report where shipments are.",
    "phones": "Apps of phones report where devices are, each in its own protocol.",
    "stream": "Dashboards follow the changes.",
    "views": "Queries of the latest positions.",
    "alerts": "Conditions of deliveries that need a human.",
    "deliveries": "What is promised about shipments, and what became of it.",
    "places": "Names of places, and places by name.",
    "devices": "Phones and trackers, and the drivers whom they belong to.",
    "access": "Keys, tokens and sign-ins.",
    "operation": "For operators.",
}


SECURITY_SCHEMES = {
    "bearer": {"type": "http", "scheme": "bearer", "description": "A key."},
    "basic": {"type": "http", "scheme": "basic", "description": "A key as the password, with any user."},
    "token": {
        "type": "apiKey",
        "in": "query",
        "name": TOKEN_PARAMETER,
        "description": "A token from POST /api/tokens; read-only.",
    },
    "session": {
        "type": "apiKey",
        "in": "cookie",
        "name": SESSION_COOKIE,
        "description": "The cookie from POST /api/session; reads, and dispatches if the key does.",
    },
}
"""The ways to authenticate, if the server requires keys."""
GUARDED = ("unauthenticated", "forbidden", "rate_limited", "recovering")
"""The additional errors of operations that need a key."""


def _security(scope: Scope) -> list[dict[str, list[str]]]:
    of_browsers = {Scope.READ: ("token", "session"), Scope.DISPATCH: ("session",)}
    ways = ("bearer", "basic", *of_browsers.get(scope, ()))
    # The empty one: a server that requires no keys.
    return [*[{way: list[str]()} for way in ways], {}]


def _schema(shape: Shape) -> Mapping[str, Any]:
    return ref(shape) if isinstance(shape, type) else shape


def _content(bodies: Iterable[Body]) -> dict[str, Any]:
    content: dict[str, Any] = {}
    for body in bodies:
        content[body.media_type] = {"schema": _schema(body.shape)}
        if body.examples:
            content[body.media_type]["examples"] = {name: {"value": value} for name, value in body.examples.items()}
    return content


def _parameter(parameter: Parameter) -> dict[str, Any]:
    schema = {"type": "array", "items": parameter.schema} if parameter.repeatable else parameter.schema
    return {
        "name": parameter.name,
        "in": parameter.where,
        "required": parameter.where == "path",
        "description": parameter.description,
        "schema": schema,
    }


def _answer(answer: Answer) -> dict[str, Any]:
    headers = {
        name: {"description": description, "schema": {"type": "string"}} for name, description in answer.headers.items()
    }
    document: dict[str, Any] = {"description": answer.description, "content": _content(answer.bodies)}
    return {**document, "headers": headers} if headers else document


def _error(status: HTTPStatus, codes: Sequence[str]) -> dict[str, Any]:
    schema = {"allOf": [ref(Problem), {"type": "object", "properties": {"code": {"enum": list(codes)}}}]}
    document: dict[str, Any] = {
        "description": f"{status.phrase}: {', '.join(f'`{code}`' for code in codes)}.",
        "content": {"application/problem+json": {"schema": schema}},
    }
    if status in (HTTPStatus.SERVICE_UNAVAILABLE, HTTPStatus.TOO_MANY_REQUESTS):
        document["headers"] = {
            "Retry-After": {"description": "Seconds to wait before the next try.", "schema": {"type": "integer"}}
        }
    return document


def _operation(route: Route) -> dict[str, Any]:
    codes_by_status: dict[HTTPStatus, list[str]] = {}
    for code in dict.fromkeys((*route.errors, *(GUARDED if route.scope else ()), *ANYWHERE)):
        codes_by_status.setdefault(STATUS_OF[code], []).append(code)
    operation: dict[str, Any] = {
        "operationId": route.operation_id,
        "summary": route.summary,
        "tags": [route.tag],
        "parameters": [_parameter(parameter) for parameter in route.parameters],
        "responses": {str(answer.status.value): _answer(answer) for answer in route.answers},
    }
    for status, codes in sorted(codes_by_status.items()):
        operation["responses"].setdefault(str(status.value), _error(status, codes))
    if route.scope is not None:
        operation["security"], operation["x-scope"] = _security(route.scope), str(route.scope)
    if route.description:
        operation["description"] = route.description
    if route.request:
        operation["requestBody"] = {"required": True, "content": _content(route.request)}
    return operation


def _models_of(routes: Iterable[Route]) -> list[tuple[type[BaseModel], JsonSchemaMode]]:
    found: dict[type[BaseModel], JsonSchemaMode] = {Problem: "serialization"}
    for route in routes:
        found |= {body.shape: "validation" for body in route.request if isinstance(body.shape, type)}
        found |= {model: "validation" for body in route.request for model in body.refers_to}
        for answer in route.answers:
            found |= {body.shape: "serialization" for body in answer.bodies if isinstance(body.shape, type)}
    found |= dict.fromkeys(STREAM_MODELS, "serialization")
    return list(found.items())


def _components(routes: Iterable[Route]) -> dict[str, Any]:
    _, definitions = models_json_schema(_models_of(routes), ref_template="#/components/schemas/{model}")
    schemas: dict[str, Any] = definitions["$defs"]
    schemas["Problem"]["properties"]["code"]["enum"] = sorted(STATUS_OF)
    for event in (*STREAM_EVENTS, *DELIVERY_EVENTS, *EVENT_STREAM_EVENTS):
        schemas[event.schema_name] = {"description": event.description, **event.schema}
    return {"schemas": dict(sorted(schemas.items())), "securitySchemes": SECURITY_SCHEMES}


def openapi_document(routes: Sequence[Route]) -> dict[str, Any]:
    """Return the OpenAPI 3.1 document of all operations that have a tag."""
    described = [route for route in routes if route.tag is not None]
    paths: dict[str, Any] = {}
    for route in described:
        paths.setdefault(route.path, {})[route.method.lower()] = _operation(route)
    return {
        "openapi": "3.1.0",
        "info": INFO,
        "servers": [{"url": "."}],  # relative to the document, which a proxy may serve below a prefix
        "tags": [{"name": name, "description": description} for name, description in TAGS.items()],
        "paths": paths,
        "components": _components(described),
    }


async def show(_services: Services, request: web.Request) -> web.StreamResponse:
    """Return the document."""
    return web.Response(
        body=request.app[OPENAPI_JSON], content_type="application/json", headers={"Cache-Control": "no-cache"}
    )
