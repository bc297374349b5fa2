"""Scenarios that expose a broken promise, with their own shipments, so that no later fix hides a loss."""

import asyncio
import json
import signal
from collections.abc import Callable, Sequence
from typing import Any

from aiohttp import ClientError, ClientSession, ClientTimeout

from app.clock import SystemClock
from tests.builders import a_fix
from tests.chaos.fault import Stage
from tests.chaos.load import insist
from tests.chaos.looking import ANSWER_S, shows
from tests.chaos.staging import until
from tests.chaos.world import PARTITIONS
from tests.product.exposition import Samples, parse_samples
from tests.product.process import Process
from tests.system.storm import Item, batches

SHIPMENTS = 40
AGO_S = 300.0
WITHIN_S = 90.0


async def nothing(_stage: Stage) -> None:
    """Let the load continue for a time."""
    await asyncio.sleep(5)


async def kill_edges_while_kafka_is_frozen(stage: Stage) -> None:
    """Freeze Kafka, so that nothing can be stored, and kill both edges."""
    world = stage.world
    world["broker"].send(signal.SIGSTOP)
    await asyncio.sleep(4)
    for edge in world.edges:
        edge.kill()
        edge.start()
    world["broker"].send(signal.SIGCONT)


async def be_overtaken_while_away(stage: Stage) -> None:
    """Let a worker lose partitions and get them back; then a fix arrives between its known version and the newest."""
    first, second = stage.world["worker-1"], stage.world["worker-2"]
    second.kill()
    await _until(first, _has_all)
    await _post_and_see(stage, "overtaken", 0.0)
    second.start()
    await stage.world.until_ready()
    await _until(second, _has_some)
    await _post_and_see(stage, "overtaken", 100.0)
    second.kill()
    await _until(first, _has_all)
    await _post(stage, "overtaken", 50.0)
    second.start()


async def freeze_with_rows_in_hand(stage: Stage) -> None:
    """Freeze both workers in turn right after fixes arrived; newer ones arrive meanwhile, and none afterwards."""
    workers = [stage.world["worker-1"], stage.world["worker-2"]]
    for worker, other in (workers, reversed(workers)):
        await _until(worker, _has_some)
        await _post(stage, worker.name, 0.0)
        await _until(worker, _has_rows_in_hand)
        worker.send(signal.SIGSTOP)
        try:
            await _until(other, _has_all)
            await _post_and_see(stage, worker.name, 100.0)
        finally:
            worker.send(signal.SIGCONT)
        await asyncio.sleep(8)


def _has_all(samples: Samples) -> bool:
    return samples.get("tracker_partitions") == PARTITIONS


def _has_some(samples: Samples) -> bool:
    return samples.get("tracker_partitions", 0) > 0


def _has_rows_in_hand(samples: Samples) -> bool:
    return samples.get("tracker_positions_lag_records") == 0 and samples.get("tracker_table_pending_rows", 0) > 0


async def _until(worker: Process, is_so: Callable[[Samples], bool]) -> None:
    """Wait until a worker's metrics meet a condition."""
    async with ClientSession(timeout=ClientTimeout(total=ANSWER_S)) as session:

        async def has_come() -> bool:
            return is_so(await _samples_of(session, worker))

        await until(has_come, WITHIN_S, f"{worker.name} {is_so.__name__.strip('_').replace('_', ' ')}")


async def _samples_of(session: ClientSession, worker: Process) -> Samples:
    try:
        async with session.get(f"{worker.url}/metrics") as response:
            return parse_samples(await response.text())
    except (ClientError, OSError):
        return {}


async def _post_and_see(stage: Stage, name: str, later_s: float) -> None:
    """Post as below, and wait until an edge shows all of it: the rows are then in the changelog."""
    fixes = await _post(stage, name, later_s)
    async with ClientSession(timeout=ClientTimeout(total=ANSWER_S)) as session:
        for fix in fixes:
            await until(
                lambda fix=fix: shows(session, stage.world.edges[0], fix),  # type: ignore[misc]
                WITHIN_S,
                "an edge that shows what was posted",
            )


async def _post(stage: Stage, name: str, later_s: float) -> Sequence[dict[str, Any]]:
    """Post a fix of each of some shipments, by their own clock, and return them."""
    timestamp = round(SystemClock().now() - AGO_S + later_s, 3)
    fixes = [a_fix(shipmentId=f"{name}-scene-{number}", timestamp=timestamp) for number in range(SHIPMENTS)]
    [request] = batches([Item(json.dumps(fix).encode()) for fix in fixes])
    async with ClientSession() as session:
        await insist(session, request, [edge.url for edge in stage.world.edges], stage.history, stage.rng)
    return fixes
