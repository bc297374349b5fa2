"""Whether this process lives, whether it can serve, and its figures."""

from http import HTTPStatus

from aiohttp import web
from prometheus_client import CONTENT_TYPE_LATEST

from app.messages.health import Health
from web.services.services import Services

NO_STORE = {"Cache-Control": "no-store"}


def _health_response(health: Health, status: HTTPStatus) -> web.Response:
    body = health.model_dump_json(exclude_none=True).encode()
    return web.Response(status=status, body=body, content_type="application/json", headers=NO_STORE)


async def live(_services: Services, _request: web.Request) -> web.StreamResponse:
    """Answer 200 while the process can answer at all: who gets none should restart it."""
    return _health_response(Health(status="ok"), HTTPStatus.OK)


async def ready(services: Services, _request: web.Request) -> web.StreamResponse:
    """Answer 200, or 503 with the reason while this process should get no traffic."""
    reason = services.readiness.reason
    if reason is None:
        return _health_response(Health(status="ok"), HTTPStatus.OK)
    return _health_response(Health(status="unavailable", reason=reason), HTTPStatus.SERVICE_UNAVAILABLE)


async def metrics(services: Services, _request: web.Request) -> web.StreamResponse:
    """Answer with all metrics in the Prometheus text format."""
    headers = {**NO_STORE, "Content-Type": CONTENT_TYPE_LATEST}
    return web.Response(body=services.metrics.render(), headers=headers)
