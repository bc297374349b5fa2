"""Fixes that a fault posts for its own shipments, beside the load."""

import json
from collections.abc import Sequence
from typing import Any

from aiohttp import ClientSession, ClientTimeout

from tests.builders import a_fix
from tests.chaos.fault import Stage
from tests.chaos.load import insist
from tests.chaos.looking import ANSWER_S, shows
from tests.chaos.staging import until
from tests.system.storm import Item, batches

SHOWN_WITHIN_S = 90.0


async def post(stage: Stage, shipments: Sequence[str], timestamp: float) -> Sequence[dict[str, Any]]:
    """Post a fix of each shipment until it is accepted, and return the fixes."""
    fixes = [a_fix(shipmentId=shipment, timestamp=timestamp) for shipment in shipments]
    urls = [edge.url for edge in stage.world.edges]
    async with ClientSession(timeout=ClientTimeout(total=ANSWER_S)) as session:
        for request in batches([Item(json.dumps(fix).encode()) for fix in fixes]):
            await insist(session, request, urls, stage.history, stage.rng)
    return fixes


async def post_and_see(stage: Stage, shipments: Sequence[str], timestamp: float) -> None:
    """Post a fix of each shipment, and wait until an edge shows all of them: the rows are then in the changelog."""
    fixes = await post(stage, shipments, timestamp)
    async with ClientSession(timeout=ClientTimeout(total=ANSWER_S)) as session:
        for fix in fixes:
            await until(
                lambda fix=fix: shows(session, stage.world.edges[0], fix),  # type: ignore[misc]
                SHOWN_WITHIN_S,
                "an edge that shows what was posted",
            )
