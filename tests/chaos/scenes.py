"""Scenarios that expose a broken promise, with their own shipments, so that no later fix hides a loss."""

import asyncio
from collections.abc import Callable

from aiohttp import ClientError, ClientSession, ClientTimeout

from app.clock import SystemClock
from tests.chaos.fault import Stage
from tests.chaos.looking import ANSWER_S
from tests.chaos.member import Member
from tests.chaos.posting import post, post_and_see
from tests.chaos.staging import until
from tests.chaos.world import PARTITIONS
from tests.product.exposition import Samples, parse_samples

SHIPMENTS = 40
AGO_S = 300.0
WITHIN_S = 90.0


async def nothing(_stage: Stage) -> None:
    """Let the load continue for a time."""
    await asyncio.sleep(5)


async def kill_edges_while_kafka_is_frozen(stage: Stage) -> None:
    """Freeze Kafka, so that nothing can be stored, and kill both edges."""
    world = stage.world
    world["broker"].freeze()
    await asyncio.sleep(4)
    for edge in world.edges:
        edge.kill_family()
        edge.start()
    world["broker"].thaw()


async def be_overtaken_while_away(stage: Stage) -> None:
    """Let a worker lose partitions and get them back; then a fix arrives between its known version and the newest."""
    first, second = stage.world["worker-1"], stage.world["worker-2"]
    second.kill_family()
    await _until(first, _has_all)
    await post_and_see(stage, _names("overtaken"), _ago(0.0))
    second.start()
    await stage.world.until_ready()
    await _until(second, _has_some)
    await post_and_see(stage, _names("overtaken"), _ago(100.0))
    second.kill_family()
    await _until(first, _has_all)
    await post(stage, _names("overtaken"), _ago(50.0))
    second.start()


async def freeze_with_rows_in_hand(stage: Stage) -> None:
    """Freeze both workers in turn right after fixes arrived; newer ones arrive meanwhile, and none afterwards."""
    workers = [stage.world["worker-1"], stage.world["worker-2"]]
    for worker, other in (workers, reversed(workers)):
        await _until(worker, _has_some)
        await post(stage, _names(worker.name), _ago(0.0))
        await _until(worker, _has_rows_in_hand)
        worker.freeze()
        try:
            await _until(other, _has_all)
            await post_and_see(stage, _names(worker.name), _ago(100.0))
        finally:
            worker.thaw()
        await asyncio.sleep(8)


def _has_all(samples: Samples) -> bool:
    return samples.get("tracker_partitions") == PARTITIONS


def _has_some(samples: Samples) -> bool:
    return samples.get("tracker_partitions", 0) > 0


def _has_rows_in_hand(samples: Samples) -> bool:
    return samples.get("tracker_input_lag_records") == 0 and samples.get("tracker_table_pending_rows", 0) > 0


async def _until(worker: Member, is_so: Callable[[Samples], bool]) -> None:
    """Wait until a worker's metrics meet a condition."""
    async with ClientSession(timeout=ClientTimeout(total=ANSWER_S)) as session:

        async def has_come() -> bool:
            return is_so(await _samples_of(session, worker))

        await until(has_come, WITHIN_S, f"{worker.name} {is_so.__name__.strip('_').replace('_', ' ')}")


async def _samples_of(session: ClientSession, worker: Member) -> Samples:
    try:
        async with session.get(f"{worker.url}/metrics") as response:
            return parse_samples(await response.text())
    except (ClientError, OSError):
        return {}


def _names(group: str) -> list[str]:
    return [f"{group}-scene-{number}" for number in range(SHIPMENTS)]


def _ago(later_s: float) -> float:
    return round(SystemClock().now() - AGO_S + later_s, 3)
