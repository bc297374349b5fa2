"""The demo over HTTP: its state, and its start."""

from http import HTTPStatus

from aiohttp import web

from app.messages.demo import Demo
from web.http.body import JSON_TYPE, BodyLimits, media_type_of, read_body
from web.http.json_answer import json_response
from web.http.problem import ProblemError
from web.services.services import Services


async def show_demo(services: Services, _request: web.Request) -> web.StreamResponse:
    """Return whether the demo can be started here."""
    return json_response(_demo_of(services))


async def start_demo(services: Services, request: web.Request) -> web.StreamResponse:
    """Start the demo, unless it runs already or there are positions or deliveries."""
    # This type requires a preflight from foreign pages.
    media_type_of(request, JSON_TYPE)
    await read_body(request, BodyLimits(services.settings, services.metrics))
    state = services.demo.state
    if state == "off":
        raise ProblemError(
            "demo_off",
            "This server cannot start the demo. Run `make demo`, or set TRACKER_DEMO=true on your own machine.",
        )
    if state == "ready":
        _require_empty(services)
        services.demo.start()
    return json_response(_demo_of(services), HTTPStatus.ACCEPTED)


def _require_empty(services: Services) -> None:
    for table, contents in ((services.latest, "positions"), (services.deliveries, "deliveries")):
        table.require_caught_up()
        if len(table.replica.store):
            raise ProblemError("not_empty", f"There are {contents} already; the demo starts only in an empty tracker.")


def _demo_of(services: Services) -> Demo:
    return Demo(state=services.demo.state, vehicles=services.settings.demo_vehicles)
