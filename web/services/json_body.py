"""The JSON body of a request as a model."""

from typing import Protocol, TypeVar

from aiohttp import web
from pydantic import BaseModel

from app.observability.metrics import Metrics
from app.settings import Settings
from web.http.body import JSON_TYPE, BodyLimits, media_type_of, read_body
from web.http.body_model import model_of

M = TypeVar("M", bound=BaseModel)


class HasLimits(Protocol):
    """The services that reading a body needs."""

    @property
    def settings(self) -> Settings:
        """Return the settings."""
        ...

    @property
    def metrics(self) -> Metrics:
        """Return the metrics."""
        ...


async def read_model(services: HasLimits, request: web.Request, model: type[M], code: str) -> M:
    """Return the JSON body as that model; raises ProblemError, `code` for a wrong field, which never quotes the body."""
    return model_of(await read_json(services, request), model, code)


async def read_json(services: HasLimits, request: web.Request) -> bytes:
    """Return the bytes of a JSON body; raises ProblemError."""
    media_type_of(request, JSON_TYPE)
    return await read_body(request, BodyLimits(services.settings, services.metrics))
