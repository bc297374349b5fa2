"""The health and the metrics of this process."""

from http import HTTPStatus

from aiohttp import web
from prometheus_client import CONTENT_TYPE_LATEST

from app.messages.health import Health
from web.services.services import Probed

NO_STORE = {"Cache-Control": "no-store"}


def _health_response(health: Health, status: HTTPStatus) -> web.Response:
    body = health.model_dump_json(exclude_none=True).encode()
    return web.Response(status=status, body=body, content_type="application/json", headers=NO_STORE)


async def live(_probed: Probed, _request: web.Request) -> web.StreamResponse:
    """Answer 200 as long as the process can answer; restart it if it does not."""
    return _health_response(Health(status="ok"), HTTPStatus.OK)


async def ready(probed: Probed, _request: web.Request) -> web.StreamResponse:
    """Answer 200, or 503 with the reason while this process must get no traffic."""
    reason = probed.readiness.reason
    if reason is None:
        return _health_response(Health(status="ok"), HTTPStatus.OK)
    return _health_response(Health(status="unavailable", reason=reason), HTTPStatus.SERVICE_UNAVAILABLE)


async def metrics(probed: Probed, _request: web.Request) -> web.StreamResponse:
    """Return all metrics in the Prometheus text format."""
    headers = {**NO_STORE, "Content-Type": CONTENT_TYPE_LATEST}
    return web.Response(body=probed.metrics.render(), headers=headers)
