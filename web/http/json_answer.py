"""Answers as JSON."""

from http import HTTPStatus

from aiohttp import web
from pydantic import BaseModel

from web.http.body import JSON_TYPE

NO_STORE = {"Cache-Control": "no-store"}


def json_response(answer: BaseModel, status: HTTPStatus = HTTPStatus.OK) -> web.Response:
    """Return an answer that caches do not store."""
    body = answer.model_dump_json(exclude_none=True).encode()
    return web.Response(status=status, body=body, content_type=JSON_TYPE, headers=NO_STORE)
