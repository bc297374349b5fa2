"""Row 5b: bulk POST to view in one process, for a minute, with a reader who sees how far the view is behind."""

from typing import Any

from app.clock import SystemClock
from tests.bench.backlog import SHIPMENTS
from tests.bench.batches import Batches
from tests.bench.bench import PARTITIONS, Bench
from tests.bench.event_reader import following
from tests.bench.figures import Figure, at_least, at_most, figure
from tests.bench.fleet import Fleet, shipment_id
from tests.bench.posting import post_bulk
from tests.product import proc

OFFERED_PER_S, BATCH, SECONDS = 42_000, 1_000, 60
WATCHED = 40
"""Shipments that the reader follows, spread over all partitions; each moves about twice a second."""


async def measure(bench: Bench) -> list[Figure]:
    """Post for a minute, once: a minute is its own repetition."""
    settings, clock = bench.settings(), SystemClock()
    ids = "&".join(f"shipmentId={shipment_id(number * (SHIPMENTS // WATCHED)).decode()}" for number in range(WATCHED))
    behind_s: list[float] = []

    def on_rows(rows: list[dict[str, Any]]) -> None:
        now = clock.now()
        behind_s.extend(now - row["receivedAt"] for row in rows)

    batches = Batches(Fleet(SHIPMENTS, PARTITIONS), BATCH)
    async with bench.running("worker", settings) as worker:
        await worker.until_ready(bench.session)
        async with following(bench.session, f"{worker.url}/api/stream?{ids}", on_rows):
            cpu_s = proc.cpu_s(worker.process.pid)
            posted = await post_bulk(
                worker.url, batches, batch_size=BATCH, positions_per_s=OFFERED_PER_S, seconds=bench.scaled(SECONDS)
            )
            cpu_s = proc.cpu_s(worker.process.pid) - cpu_s
    await bench.delete_topics(settings)
    rate = posted.accepted * BATCH / posted.seconds
    return [
        figure("5b", "POST to view in one process", rate, "positions/s", at_least(40_000), posted.note),
        figure("5b", "view behind the edge, worst", max(behind_s), "s", at_most(1), f"{len(behind_s)} rows watched"),
        figure("5b", "CPU of the process", cpu_s / (posted.accepted * BATCH) * 1e6, "µs/position"),
    ]
