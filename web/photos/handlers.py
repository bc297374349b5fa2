"""A photo that proves what happened to a delivery: received, and shown."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, Protocol

import orjson
from aiohttp import web

from app.domain.access import Scope, may
from app.domain.deliveries.custody import is_of_driver, was_of_driver
from app.domain.photos.image import IMAGE_TYPES, type_of
from app.domain.photos.names import is_ref
from app.messages.photo import StoredProof
from app.observability.metrics import Metrics
from app.photos.photo_desk import PhotoDesk, PhotoRefusedError
from app.settings import Settings
from web.access.sender import access_of, fleet_of
from web.deliveries.handlers import row_of, unknown_delivery
from web.deliveries.list_query import DeliveryQuery
from web.deliveries.replica import DeliveriesReplica
from web.http.body import BodyLimits, media_type_of, read_body
from web.http.idempotency import repeat_of
from web.http.problem import ProblemError
from web.lists.listed_table import ListedTable

HEADERS = {
    # Photos are never replaced, but deleted with their delivery.
    "Cache-Control": "private, max-age=3600",
    "Content-Disposition": "inline",
    "Content-Security-Policy": "default-src 'none'; sandbox",
}
IsAllowed = Callable[[dict[str, Any], str], bool]


class HasPhotos(Protocol):
    """The services that these addresses need."""

    @property
    def settings(self) -> Settings:
        """Return the settings."""
        ...

    @property
    def metrics(self) -> Metrics:
        """Return the metrics."""
        ...

    @property
    def deliveries(self) -> ListedTable[DeliveryQuery, DeliveriesReplica]:
        """Return the deliveries."""
        ...

    @property
    def photos(self) -> PhotoDesk:
        """Return where photos are kept."""
        ...


async def post_photo(services: HasPhotos, request: web.Request) -> web.StreamResponse:
    """Store a photo of a delivery; the same photo again is the same one."""
    shipment_id = _delivery_for(services, request, Scope.DISPATCH, was_of_driver)
    repeat_of(request)  # a repeat has the same content, and so the same name
    media_type_of(request, *IMAGE_TYPES)
    limits = BodyLimits(services.settings, services.metrics, services.settings.photo_max_bytes)
    with _refusals(), services.photos.receiving.take():
        ref, image = await services.photos.put(shipment_id, await read_body(request, limits))
    stored = StoredProof(ref=ref, sha256=ref, size=len(image.data), type=image.media_type)
    return web.Response(
        status=201,
        body=stored.model_dump_json().encode(),
        content_type="application/json",
        headers={"Cache-Control": "no-store"},
    )


async def show_photo(services: HasPhotos, request: web.Request) -> web.StreamResponse:
    """Answer with a photo of a delivery."""
    shipment_id = _delivery_for(services, request, Scope.READ, is_of_driver)
    ref = request.match_info["ref"]
    with _refusals():
        found = await services.photos.get(shipment_id, ref) if is_ref(ref) else None
    if found is None:
        raise ProblemError("unknown_photo", "The delivery has no such photo.")
    media_type = type_of(found[:12]) or "application/octet-stream"
    return web.Response(body=found, content_type=media_type, headers=HEADERS)


@contextmanager
def _refusals() -> Iterator[None]:
    try:
        yield
    except PhotoRefusedError as error:
        raise ProblemError(error.code, error.detail) from error


def _delivery_for(services: HasPhotos, request: web.Request, scope: Scope, is_allowed: IsAllowed) -> str:
    """Return the delivery in the address if the sender may do this with it; raises ProblemError."""
    services.deliveries.require_caught_up()
    shipment_id = request.match_info["id"]
    row = row_of(services.deliveries.replica, shipment_id, fleet_of(request))
    if row is None:
        raise unknown_delivery(shipment_id)
    access = access_of(request)
    if access is None or may(access, scope):
        return shipment_id
    if access.driver is None or not is_allowed(orjson.loads(row), access.driver):
        raise ProblemError("not_assigned", "The delivery is not this driver's.")
    return shipment_id
