"""What one line of the route table says: enough to serve it, to document it and to count it."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any

from aiohttp import web
from pydantic import BaseModel

from app.domain.access import Scope

Handler = Callable[[Any, web.Request], Awaitable[web.StreamResponse]]
"""Takes the services that its feature needs, and the request."""
JsonSchema = Mapping[str, Any]
Shape = type[BaseModel] | JsonSchema
"""What a body looks like: one of our models, or a JSON schema where no model can say it."""


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter of the query or, when `where` says so, of the path or the headers."""

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


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer that is not an error."""

    description: str
    bodies: tuple[Body, ...]
    status: HTTPStatus = HTTPStatus.OK
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Route:
    """One operation. `tag` groups operations in the document of the API; pages for people have none and stay out.

    `scope` is what a key must have for it, where keys are asked for. A probe is never limited. `switch` names the setting that
    closes or opens the route apart from the others.
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
    is_probe: bool = False
    switch: str | None = None

    @property
    def pattern(self) -> str:
        """Return the path as the router takes it: an id may hold any character, a file has a suffix."""
        # The router's own pattern refuses braces, which an id may contain; %2F in an id is no slash to it.
        return self.path.replace("{id}", "{id:[^/]+}").replace("{file}", r"{file:[^/]+\.[A-Za-z0-9]+}")


ROUTE_TABLE: web.AppKey[Sequence[Route]] = web.AppKey("route_table", Sequence)
"""Where a mounted application keeps its table, for the handlers that describe it."""


def ref(model: type[BaseModel]) -> JsonSchema:
    """Return a reference to a model's schema in the document of the API."""
    return {"$ref": f"#/components/schemas/{model.__name__}"}
