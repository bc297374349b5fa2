"""One entry of the route table: enough to serve, document and count the route."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any

from aiohttp import web
from pydantic import BaseModel

from app.domain.access import Scope

PATH_KEY = "token"
"""The part of a path that holds a key, for apps that can set nothing but an address."""
Handler = Callable[[Any, web.Request], Awaitable[web.StreamResponse]]
"""Takes the services of its feature and the request."""
JsonSchema = Mapping[str, Any]
Shape = type[BaseModel] | JsonSchema
"""The shape of a body: a model, or a JSON schema if no model describes it."""


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter of the query, the path or the headers, as `where` tells."""

    name: str
    schema: JsonSchema
    description: str
    where: str = "query"
    repeatable: bool = False


@dataclass(frozen=True, slots=True)
class Body:
    """A body of one media type, with named examples."""

    media_type: str
    shape: Shape
    examples: Mapping[str, Any] = field(default_factory=dict)
    refers_to: tuple[type[BaseModel], ...] = ()
    """The models that a JSON schema as `shape` refers to."""


@dataclass(frozen=True, slots=True)
class Answer:
    """A successful answer."""

    description: str
    bodies: tuple[Body, ...]
    status: HTTPStatus = HTTPStatus.OK
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Route:
    """One operation.

    `tag` groups operations in the OpenAPI document; pages for people have no tag and are left out. `scope` is the scope that
    a key needs; a key that is bound to a driver may have `driver_scope` instead. A probe is never limited. `shows_all` says
    that the answer is about all fleets, so that a key that is bound to one is refused. `switch` names the setting that opens
    or closes this route separately.
    """

    method: str
    path: str
    handler: Handler
    operation_id: str
    summary: str
    tag: str | None = None
    parameters: tuple[Parameter, ...] = ()
    request: tuple[Body, ...] = ()
    answers: tuple[Answer, ...] = ()
    errors: tuple[str, ...] = ()
    description: str = ""
    scope: Scope | None = None
    driver_scope: Scope | None = None
    is_probe: bool = False
    shows_all: bool = False
    switch: str | None = None

    @property
    def pattern(self) -> str:
        """Return the path for the router: an id may contain any character, a file has a suffix."""
        # The router's default pattern refuses braces, which an id may contain; it does not treat %2F as a slash.
        path = self.path.replace("{id}", "{id:[^/]+}").replace("{ref}", "{ref:[^/]+}")
        return path.replace("{file}", r"{file:[^/]+\.[A-Za-z0-9]+}")


ROUTE_TABLE: web.AppKey[Sequence[Route]] = web.AppKey("route_table", Sequence)
"""The application key of the mounted route table, for the handlers that describe it."""


def ref(model: type[BaseModel]) -> JsonSchema:
    """Return a reference to a model's schema in the OpenAPI document."""
    return {"$ref": f"#/components/schemas/{model.__name__}"}
