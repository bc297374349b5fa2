"""What makes a broken promise show: short plays with shipments of their own, which no later fix puts right."""

import asyncio
import json
import signal

from aiohttp import ClientSession

from app.clock import SystemClock
from tests.builders import a_fix
from tests.chaos.fault import Stage
from tests.chaos.load import insist
from tests.chaos.world import SESSION_S
from tests.system.storm import Item, batches

SHIPMENTS = 40
AGO_S = 300.0


async def nothing(_stage: Stage) -> None:
    """Let the load go on for a while."""
    await asyncio.sleep(5)


async def kill_edges_while_kafka_is_frozen(stage: Stage) -> None:
    """Freeze Kafka, so that nothing can be stored, and kill both edges."""
    world = stage.world
    world["broker"].send(signal.SIGSTOP)
    await asyncio.sleep(2)
    for edge in world.edges:
        edge.kill()
        edge.start()
    world["broker"].send(signal.SIGCONT)


async def be_overtaken_while_away(stage: Stage) -> None:
    """Let a worker lose partitions and get them back; a fix comes that is newer than what it knew, and older than the newest."""
    first, second = stage.world["worker-1"], stage.world["worker-2"]
    second.kill()
    await asyncio.sleep(SESSION_S + 3)
    await _post(stage, "overtaken", 0.0)
    await asyncio.sleep(1)
    second.start()
    await asyncio.sleep(10)
    await _post(stage, "overtaken", 100.0)
    await asyncio.sleep(1)
    second.kill()
    await asyncio.sleep(SESSION_S + 3)
    assert first.pid is not None
    await _post(stage, "overtaken", 50.0)
    second.start()


async def freeze_with_rows_in_hand(stage: Stage) -> None:
    """Freeze both workers in turn right after fixes came; newer ones come meanwhile, and nothing afterwards."""
    for name in ("worker-1", "worker-2"):
        await _post(stage, name, 0.0)
        await asyncio.sleep(0.1)
        stage.world[name].send(signal.SIGSTOP)
        try:
            await asyncio.sleep(SESSION_S + 3)
            await _post(stage, name, 100.0)
            await asyncio.sleep(4)
        finally:
            stage.world[name].send(signal.SIGCONT)
        await asyncio.sleep(8)


async def _post(stage: Stage, name: str, later_s: float) -> None:
    """Post a fix of each of some shipments, by their own clock."""
    timestamp = round(SystemClock().now() - AGO_S + later_s, 3)
    fixes = [a_fix(shipmentId=f"{name}-scene-{number}", timestamp=timestamp) for number in range(SHIPMENTS)]
    [request] = batches([Item(json.dumps(fix).encode()) for fix in fixes])
    async with ClientSession() as session:
        await insist(session, request, [edge.url for edge in stage.world.edges], stage.history, stage.dice)
