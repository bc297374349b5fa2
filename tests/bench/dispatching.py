"""Rows 16 to 18: a dispatcher among active deliveries, how soon a fix changes an arrival, and what positions pay."""

import asyncio
from typing import Any

from app.clock import SystemClock
from tests.bench.batches import Batches
from tests.bench.bench import PARTITIONS, Bench
from tests.bench.event_reader import following
from tests.bench.figures import Figure, at_most, figure
from tests.bench.fleet import Fleet, shipment_id
from tests.bench.foretelling import foretelling
from tests.bench.posting import post_bulk
from tests.bench.spread import percentile, ratios_of
from tests.bench.town import town_of
from tests.product import proc
from tests.product.tracker import Tracker

ACTIVE, DRIVERS, FIXES_PER_S, SECONDS = 100_000, 8_000, 8_000, 30
POSITIONS_PER_S, BATCH, POST_S, SHIPMENTS, WATCHED = 5_000, 50, 10, 20_000, 200


async def measure(bench: Bench) -> list[Figure]:
    """Measure in one installation with many active deliveries, beside one without."""
    found: list[Figure] = []
    if bench.wants("deliveries.active") or bench.wants("deliveries.positions"):
        found += await _among_many(bench)
    if bench.wants("deliveries.arrivals"):
        found += await foretelling(bench)
    return found


async def _among_many(bench: Bench) -> list[Figure]:
    found: list[Figure] = []
    async with town_of(bench, bench.scaled(ACTIVE), bench.scaled(DRIVERS)) as town:
        if bench.wants("deliveries.active"):
            shares = []
            for _ in range(bench.rounds):
                cpu_s, began_at = proc.cpu_s(town.dispatcher.process.pid), bench.time()
                posted = await town.drive(bench.scaled(FIXES_PER_S), max(5, bench.scaled(SECONDS)))
                share = (proc.cpu_s(town.dispatcher.process.pid) - cpu_s) / (bench.time() - began_at)
                shares.append(100 * share)
                bench.say(f"deliveries.active: the dispatcher used {share:.0%} of a core; {posted.note}")
            what = "dispatcher, 100 000 active, 8 000 fixes/s"
            found.append(figure("16", what, shares, "% of a core", at_most(25), posted.note))
        if bench.wants("deliveries.positions"):
            found += await _beside(bench, town.worker)
    return found


async def _beside(bench: Bench, beside: Tracker) -> list[Figure]:
    """Post the same to a worker without deliveries and to one that has them in memory, in turn."""
    settings = bench.settings()
    alone_us, beside_us, alone_ms, beside_ms = (list[float]() for _ in range(4))
    batches = [Batches(Fleet(SHIPMENTS, PARTITIONS), BATCH) for _ in range(2)]
    async with bench.running("worker", settings) as alone:
        await alone.until_ready(bench.session)
        for _ in range(bench.rounds):
            for worker, bodies, costs, ages in (
                (alone, batches[0], alone_us, alone_ms),
                (beside, batches[1], beside_us, beside_ms),
            ):
                cost, age = await _positions(bench, worker, bodies)
                costs.append(cost)
                ages.append(age)
            bench.say(
                f"deliveries.positions: {alone_us[-1]:.1f} µs and p99 {alone_ms[-1]:.0f} ms without, "
                f"{beside_us[-1]:.1f} µs and {beside_ms[-1]:.0f} ms with deliveries"
            )
    await bench.delete_topics(settings)
    slower = ratios_of(beside_ms, alone_ms)
    return [
        figure("18", "CPU of a position without deliveries", alone_us, "µs/position"),
        figure("18", "CPU of a position, with ÷ without", ratios_of(beside_us, alone_us), "×", at_most(1.05)),
        figure("18", "POST to event without deliveries, p99", alone_ms, "ms"),
        figure("18", "POST to event p99, with ÷ without", slower, "×", at_most(1.5)),
    ]


async def _positions(bench: Bench, worker: Tracker, batches: Batches) -> tuple[float, float]:
    """Return CPU of a position in microseconds, and in milliseconds the p99 from the edge to a reader."""
    clock, ages = SystemClock(), list[float]()

    def on_rows(rows: list[dict[str, Any]]) -> None:
        now = clock.now()
        ages.extend(now - row["receivedAt"] for row in rows)

    ids = "&".join(f"shipmentId={shipment_id(number * (SHIPMENTS // WATCHED)).decode()}" for number in range(WATCHED))
    async with following(bench.session, f"{worker.url}/api/stream?{ids}", on_rows):
        cpu_s = proc.cpu_s(worker.process.pid)
        seconds = max(5, bench.scaled(POST_S))
        posted = await post_bulk(
            worker.url, batches, batch_size=BATCH, positions_per_s=POSITIONS_PER_S, seconds=seconds
        )
        await asyncio.sleep(1)
        cpu_s = proc.cpu_s(worker.process.pid) - cpu_s
    if posted.refused or not ages:
        raise RuntimeError(f"{posted.refused} batches were refused, {len(ages)} events came")
    return cpu_s / (posted.accepted * BATCH) * 1e6, percentile(ages, 0.99) * 1000
