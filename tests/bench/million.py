"""Rows 12, 13: starts with a million shipments, and the memory they need, at first and after minutes of load."""

import asyncio
import shutil
from collections.abc import Sequence
from statistics import median

from app.settings import Settings
from tests.bench.batches import Batches
from tests.bench.bench import PARTITIONS, Bench, Role
from tests.bench.figures import Figure, at_most, figure
from tests.bench.fill import fill
from tests.bench.fleet import Fleet
from tests.bench.posting import Posted, post_bulk
from tests.product import proc
from tests.product.tracker import Tracker

SHIPMENTS = 1_000_000
LOAD_S, LOAD_PER_S, BATCH, LOOK_EVERY_S = 600, 2_000, 500, 2.0
MIB = 1 << 20


async def measure(bench: Bench) -> list[Figure]:
    """Create the table once, then start with it in three ways, then watch it under load."""
    settings = bench.settings()
    fleet = Fleet(bench.scaled(SHIPMENTS), PARTITIONS)
    await fill(settings, fleet, fleet.shipments, 512)
    async with bench.running("worker", settings) as worker:
        await worker.until_rows(bench.session, fleet.shipments)
    found: list[Figure] = []
    if bench.wants("start"):
        found += await _starts(bench, settings, fleet.shipments)
    if bench.wants("memory"):
        found += await _memory(bench, settings, fleet)
    await bench.delete_topics(settings)
    return found


async def _starts(bench: Bench, settings: Settings, shipments: int) -> list[Figure]:
    kept: list[float] = []
    deleted: list[float] = []
    edges: list[float] = []
    for _ in range(bench.rounds):
        kept.append(await _time_to_ready(bench, "worker", settings, shipments))
        shutil.rmtree(settings.state_dir)
        deleted.append(await _time_to_ready(bench, "worker", settings, shipments))
        edges.append(await _time_to_ready(bench, "edge", settings, shipments))
        bench.say(f"start: {kept[-1]:.1f} s, without state {deleted[-1]:.1f} s, edge {edges[-1]:.1f} s")
    note = f"{shipments} shipments, from the command to /health/ready"
    return [
        figure("12", "start of a worker, state on disk", kept, "s", at_most(10), note),
        figure("12", "start of a worker, state deleted", deleted, "s", at_most(20), note),
        figure("12", "start of an edge", edges, "s", at_most(10), note),
    ]


async def _time_to_ready(bench: Bench, role: Role, settings: Settings, shipments: int) -> float:
    loop = asyncio.get_running_loop()
    began_at = loop.time()
    async with bench.running(role, settings) as process:
        await process.until_ready(bench.session)
        took_s = loop.time() - began_at
        rows = (await process.samples(bench.session))["tracker_view_rows"]
    if rows < shipments:
        raise RuntimeError(f"The {role} said that it is ready with {rows:.0f} of {shipments} shipments")
    return took_s


async def _memory(bench: Bench, settings: Settings, fleet: Fleet) -> list[Figure]:
    """Watch a worker and an edge that both hold the table while positions arrive."""
    async with (
        bench.running("worker", settings) as worker,
        bench.running("edge", bench.sibling(settings, 1)) as edge,
    ):
        await worker.until_ready(bench.session)
        await edge.until_ready(bench.session)
        loading = asyncio.create_task(_load(bench, worker, fleet))
        sizes: dict[str, list[float]] = {"worker": [], "edge": []}
        while not loading.done():
            await asyncio.wait([loading], timeout=LOOK_EVERY_S)
            sizes["worker"].append(proc.memory_bytes(worker.process.pid) / MIB)
            sizes["edge"].append(proc.memory_bytes(edge.process.pid) / MIB)
        posted = await loading
    note = f"{fleet.shipments} shipments, {posted.accepted * BATCH} positions in {posted.seconds:.0f} s"
    return [
        figure("13", "memory of an edge, most", max(sizes["edge"]), "MiB", at_most(700e6 / MIB), note),
        figure("13", "memory of a worker, most", max(sizes["worker"]), "MiB", at_most(1.2e9 / MIB), note),
        figure("13", "growth of the edge under load", growth(sizes["edge"]), "%", at_most(5)),
        figure("13", "growth of the worker under load", growth(sizes["worker"]), "%", at_most(5)),
    ]


async def _load(bench: Bench, worker: Tracker, fleet: Fleet) -> Posted:
    batches = Batches(fleet, BATCH, first_round=1)
    seconds = bench.scaled(LOAD_S)
    return await post_bulk(worker.url, batches, batch_size=BATCH, positions_per_s=LOAD_PER_S, seconds=seconds)


def growth(sizes: Sequence[float]) -> float:
    """Return by how many per cent the last fifth exceeds the middle one.

    Until then caches fill: RocksDB's, and the versions of the shipments that a worker has met.
    """
    fifth = max(1, len(sizes) // 5)
    early, late = sizes[2 * fifth : 3 * fifth] or sizes[:1], sizes[-fifth:]
    return 100 * (median(late) / median(early) - 1)
