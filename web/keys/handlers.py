"""The keys over HTTP, for keys with the scope `admin`."""

from http import HTTPStatus

from aiohttp import web

from app.keys.record import new_record
from app.messages.key import KeyList, KeyRequest, NewKey
from web.http.json_answer import json_response
from web.http.problem import ProblemError
from web.services.json_body import read_model
from web.services.key_writing import revoke, write_key
from web.services.services import Services


async def create_key(services: Services, request: web.Request) -> web.StreamResponse:
    """Create a key and show it once."""
    require_keys(services)
    body = await read_model(services, request, KeyRequest, "bad_key")
    try:
        record, text = new_record(
            body.name, frozenset(body.scopes), body.driver, services.clock.now(), body.fleet, body.device
        )
    except ValueError as error:
        raise ProblemError("bad_key", str(error)) from None
    await write_key(services, record)
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
    return json_response((await revoke(services, record)).info)


def require_keys(services: Services) -> None:
    """Raise `forbidden` if the server requires no keys, so that an unauthenticated client cannot create one for later."""
    if not services.settings.requires_keys:
        raise ProblemError("forbidden", "This server requires no keys (TRACKER_AUTH=off), so it does not create any.")
