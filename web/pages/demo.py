"""The demo fleet over HTTP: whether it can be started, and its start."""

from http import HTTPStatus

from aiohttp import web

from app.messages.demo import Demo
from web.http.body import JSON_TYPE, BodyLimits, media_type_of, read_body
from web.http.json_answer import json_response
from web.http.problem import ProblemError
from web.services.services import Services


async def show_demo(services: Services, _request: web.Request) -> web.StreamResponse:
    """Answer whether the fleet can be started here."""
    return json_response(_demo_of(services))


async def start_demo(services: Services, request: web.Request) -> web.StreamResponse:
    """Start the fleet, unless it was started or there are shipments that it would mix with."""
    # A type that a page of somebody else must ask leave for.
    media_type_of(request, JSON_TYPE)
    await read_body(request, BodyLimits(services.settings, services.metrics))
    state = services.demo.state
    if state == "off":
        raise ProblemError(
            "demo_off", "This server starts no demo. `make demo` does, or TRACKER_DEMO=true on a machine of your own."
        )
    if state == "ready":
        services.latest.require_caught_up()
        if len(services.latest.replica.store):
            raise ProblemError("not_empty", "There are shipments already, and the demo would mix with them.")
        services.demo.start()
    return json_response(_demo_of(services), HTTPStatus.ACCEPTED)


def _demo_of(services: Services) -> Demo:
    return Demo(state=services.demo.state, vehicles=services.settings.demo_vehicles)
