"""Faults of the tracker's own processes: killed, frozen, added and removed."""

import asyncio

from tests.chaos.fault import Fault, Stage
from tests.chaos.world import RESTART_S, SESSION_S


async def kill_worker(stage: Stage) -> None:
    """Kill a worker under load and start it again."""
    stage.world["worker-1"].kill_family()
    await asyncio.sleep(RESTART_S)
    stage.world["worker-1"].start()


async def kill_worker_often(stage: Stage) -> None:
    """Kill workers 20 times in a row, each as soon as it may have started to restore."""
    await _kill_in_turn(stage, "worker", 20, (0.5, 2.5))


async def kill_both_workers(stage: Stage) -> None:
    """Kill both workers at once: for a time no partition has a worker."""
    workers = [stage.world["worker-1"], stage.world["worker-2"]]
    for worker in workers:
        worker.kill_family()
    await asyncio.sleep(stage.length_s(1, 4))
    for worker in workers:
        worker.start()


async def kill_edges(stage: Stage) -> None:
    """Kill edges while requests wait for Kafka's ack or for their answer."""
    await _kill_in_turn(stage, "edge", 6, (1.5, 3.0))


async def _kill_in_turn(stage: Stage, role: str, times: int, pause_s: tuple[float, float]) -> None:
    for turn in range(times):
        process = stage.world[f"{role}-{1 + turn % 2}"]
        process.kill_family()
        process.start()
        await asyncio.sleep(stage.rng.uniform(*pause_s))


async def freeze_worker(stage: Stage) -> None:
    """Freeze a worker for longer than its session, and let it continue: it must not overwrite the new owner's rows."""
    worker = stage.world["worker-1"]
    worker.freeze()
    try:
        await asyncio.sleep(SESSION_S + stage.length_s(6, 15))
    finally:
        worker.thaw()


async def freeze_often(stage: Stage) -> None:
    """Freeze workers for about the length of their lease, so that its end and a flush may coincide."""
    for _ in range(4):
        worker = stage.world[stage.rng.choice(["worker-1", "worker-2"])]
        worker.freeze()
        try:
            await asyncio.sleep(SESSION_S * stage.rng.uniform(0.7, 1.3))
        finally:
            worker.thaw()
        await asyncio.sleep(1)


async def rebalance(stage: Stage) -> None:
    """Go from two workers to one, to three, to one, to two, under load."""
    world = stage.world
    third = world.serving("worker-3")
    await asyncio.to_thread(world["worker-2"].stop)
    await asyncio.sleep(2)
    world["worker-2"].start()
    third.start()
    try:
        await asyncio.sleep(8)
        await asyncio.gather(asyncio.to_thread(third.stop), asyncio.to_thread(world["worker-2"].stop))
        await asyncio.sleep(2)
    finally:
        third.kill_family()
    world["worker-2"].start()


PROCESS_FAULTS = (
    Fault("freeze-worker", 25, freeze_worker, is_quick=True),
    Fault("kill-both-workers", 30, kill_both_workers, is_quick=True),
    Fault("kill-worker", 25, kill_worker),
    Fault("kill-worker-20", 40, kill_worker_often),
    Fault("kill-edges", 15, kill_edges),
    Fault("freeze-often", 30, freeze_often),
    Fault("rebalance-1-3-1", 30, rebalance),
)
