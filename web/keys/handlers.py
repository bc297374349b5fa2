"""The keys over HTTP, for keys with the scope `admin`."""

from http import HTTPStatus
from typing import TypeVar

from aiohttp import web
from aiokafka.errors import KafkaError
from pydantic import BaseModel

from app.keys.record import KeyRecord, new_record
from app.messages.key import KeyList, KeyRequest, NewKey
from web.http.body import JSON_TYPE, BodyLimits, media_type_of, read_body
from web.http.body_model import model_of
from web.http.json_answer import json_response
from web.http.problem import ProblemError
from web.services.services import Services

BodyModel = TypeVar("BodyModel", bound=BaseModel)


async def create_key(services: Services, request: web.Request) -> web.StreamResponse:
    """Create a key and show it once."""
    require_keys(services)
    body = await read_body_as(services, request, KeyRequest)
    try:
        record, text = new_record(
            body.name, frozenset(body.scopes), body.driver, services.clock.now(), body.fleet, body.device
        )
    except ValueError as error:
        raise ProblemError("bad_key", str(error)) from None
    await _write(services, record)
    return json_response(NewKey(**record.info.model_dump(), key=text), HTTPStatus.CREATED)


async def list_keys(services: Services, _request: web.Request) -> web.StreamResponse:
    """Return all keys, without their secrets."""
    require_keys(services)
    return json_response(KeyList(keys=[record.info for record in services.guard.keyring.records]))


async def revoke_key(services: Services, request: web.Request) -> web.StreamResponse:
    """Revoke a key; a second revocation changes nothing."""
    require_keys(services)
    record = services.guard.keyring.find(request.match_info["id"])
    if record is None:
        raise ProblemError("unknown_key", f"There is no key {request.match_info['id'][:128]!r}.")
    if record.revokedAt is None:
        record = record.model_copy(update={"revokedAt": round(services.clock.now(), 3)})
        await _write(services, record)
    return json_response(record.info)


def require_keys(services: Services) -> None:
    """Raise `forbidden` if the server requires no keys, so that an unauthenticated client cannot create one for later."""
    if not services.settings.requires_keys:
        raise ProblemError("forbidden", "This server requires no keys (TRACKER_AUTH=off), so it does not create any.")


async def read_body_as(services: Services, request: web.Request, model: type[BodyModel]) -> BodyModel:
    """Return the body as that model; raises ProblemError, which never quotes the body, since it may hold a key."""
    media_type_of(request, JSON_TYPE)
    raw = await read_body(request, BodyLimits(services.settings, services.metrics))
    return model_of(raw, model, "bad_key")


async def _write(services: Services, record: KeyRecord) -> None:
    try:
        await services.keys.write(record)
    except (KafkaError, OSError, TimeoutError):
        raise ProblemError("kafka_unavailable", "Kafka, which stores the keys, did not answer in time.") from None
