"""The addresses that accept positions."""

from http import HTTPStatus
from typing import Protocol

from aiohttp import web

from app.domain.access import Scope
from app.domain.fix_rules import RejectCode
from app.messages.fix import Accepted, BatchAccepted, Fix
from web.http.problem import STATUS_OF
from web.http.route import Answer, Body, Route, ref
from web.http.route_errors import TEXT, UNREADABLE

SAMPLE_FIX = {
    "driverId": "Dave-007",
    "shipmentId": "PKG-998877",
    "latitude": 40.7580,
    "longitude": -79.9855,
    "timestamp": 1705500000,
}
UNAVAILABLE = ("kafka_unavailable", "overloaded")
VALIDATION_CODES = tuple(str(code) for code in RejectCode if STATUS_OF.get(code) is HTTPStatus.UNPROCESSABLE_ENTITY)


class Ingest(Protocol):
    """Handles both addresses."""

    async def update(self, request: web.Request) -> web.StreamResponse:
        """Accept one fix."""
        ...

    async def updates(self, request: web.Request) -> web.StreamResponse:
        """Accept a batch."""
        ...


class HasIngest(Protocol):
    """The services that these routes need."""

    @property
    def ingest(self) -> Ingest:
        """Return the handlers."""
        ...


async def _update(services: HasIngest, request: web.Request) -> web.StreamResponse:
    return await services.ingest.update(request)


async def _updates(services: HasIngest, request: web.Request) -> web.StreamResponse:
    return await services.ingest.updates(request)


ROUTES = (
    Route(
        "POST",
        "/api/shipments/update",
        _update,
        "updateShipment",
        "Report where a shipment is",
        tag="ingest",
        scope=Scope.INGEST,
        description="The answer is sent when Kafka holds the fix. A retry is harmless.",
        request=(Body("application/json", Fix, {"sample": SAMPLE_FIX}),),
        answers=(Answer("Kafka holds the fix.", (Body("application/json", Accepted),), HTTPStatus.ACCEPTED),),
        errors=(*UNREADABLE, *VALIDATION_CODES, *UNAVAILABLE),
    ),
    Route(
        "POST",
        "/api/shipments/updates",
        _updates,
        "updateShipments",
        "Report many positions at once",
        tag="ingest",
        scope=Scope.INGEST,
        description="An invalid fix does not affect the others. After a 503 any part may be stored: retry the whole batch.",
        request=(
            Body("application/json", {"type": "array", "items": ref(Fix)}, {"sample": [SAMPLE_FIX]}),
            Body("application/x-ndjson", {**TEXT, "description": "One Fix a line."}),
        ),
        answers=(
            Answer("Kafka holds the accepted fixes.", (Body("application/json", BatchAccepted),), HTTPStatus.ACCEPTED),
        ),
        errors=(*UNREADABLE, "wrong_type", "all_rejected", *UNAVAILABLE),
    ),
)
