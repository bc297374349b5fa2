"""Whether there is a delivery to command: another process may have created it a moment ago."""

import asyncio
from collections.abc import Iterable

from app.deliveries.codec import DELETION_MARK
from web.deliveries.handlers import row_of
from web.services.services import Services

APPEARS_WITHIN_S = 0.5
"""A row that another process was answered with reaches this one in less."""


async def unknown_among(services: Services, shipment_ids: Iterable[str], fleet: str | None) -> frozenset[str]:
    """Return the ids without a delivery, of the fleet if one is given, after a moment in which one may still appear."""
    replica = services.deliveries.replica
    wanted = set(shipment_ids)
    missing = {shipment_id for shipment_id in wanted if replica.store.get(shipment_id) is None}
    if missing:
        await _wait_for(services, missing)
    return frozenset(shipment_id for shipment_id in wanted if row_of(replica, shipment_id, fleet) is None)


async def _wait_for(services: Services, ids: set[str]) -> None:
    missing = set(ids)
    all_there: asyncio.Future[None] = asyncio.get_running_loop().create_future()

    def look(shipment_id: str, raw: bytes) -> bool:
        if DELETION_MARK in raw:
            return False
        missing.discard(shipment_id)
        if not missing and not all_there.done():
            all_there.set_result(None)
        return True

    waiter = services.delivery_waiter
    try:
        for shipment_id in ids:
            waiter.wait(shipment_id, look)
        async with asyncio.timeout(APPEARS_WITHIN_S):
            await all_there
    except TimeoutError:
        pass
    finally:
        for shipment_id in ids:
            waiter.forget(shipment_id, look)
