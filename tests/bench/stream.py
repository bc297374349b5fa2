"""Rows 7, 8, 9: from POST to an event at a reader, and a thousand readers at once."""

import asyncio
from collections.abc import Sequence
from typing import Any, NamedTuple

from tests.bench.batches import Batches
from tests.bench.bench import PARTITIONS, Bench
from tests.bench.event_reader import following
from tests.bench.figures import Figure, at_least, at_most, figure
from tests.bench.fleet import BEGAN_AT, HEIGHT, SOUTH, WEST, WIDTH, Fleet, shipment_id
from tests.bench.posting import Posted, post_bulk, post_steadily
from tests.bench.spread import percentile
from tests.bench.swarm_process import Report, swarm_of
from tests.product import proc
from tests.product.tracker import Tracker

SHIPMENTS, READERS, DEAD, BATCH, SECONDS = 20_000, 1_000, 100, 100, 10
BOX_SHARE = 0.1
"""Of the city's height and width, so that a reader sees one shipment of a hundred."""
ARRIVE_S = 10.0


async def measure(bench: Bench) -> list[Figure]:
    """Time single positions, then count what a thousand readers get."""
    found: list[Figure] = []
    for per_s in (10, 2_000):
        if bench.wants(f"stream.latency-{per_s}"):
            found += await _post_to_event(bench, per_s)
    if bench.wants("stream.all"):
        found += await _unfiltered(bench)
    if bench.wants("stream.boxes"):
        found += await _boxes(bench)
    return found


async def _post_to_event(bench: Bench, per_s: int) -> list[Figure]:
    """Post single positions to a worker and note when a reader of the same worker has them."""
    settings = bench.settings()
    found: list[tuple[list[float], Posted]] = []
    async with bench.running("worker", settings) as worker:
        await worker.until_ready(bench.session)
        for round_number in range(bench.rounds):
            found.append(await _timed(bench, worker, per_s, round_number))
    await bench.delete_topics(settings)
    note = max(found, key=lambda each: each[1].loader_cpu)[1].note
    p50_ms, p99_ms = ([percentile(ages, share) * 1000 for ages, _ in found] for share in (0.5, 0.99))
    return [
        figure("7", f"POST to event at {per_s}/s, p50", p50_ms, "ms", at_most(12), note),
        figure("7", f"POST to event at {per_s}/s, p99", p99_ms, "ms", at_most(50), note),
    ]


async def _timed(bench: Bench, worker: Tracker, per_s: int, round_number: int) -> tuple[list[float], Posted]:
    loop = asyncio.get_running_loop()
    seconds = max(2, bench.scaled(SECONDS if per_s > 10 else 2 * SECONDS))
    first = BEGAN_AT + round_number * 1_000_000
    sent: dict[int, float] = {}
    ages: list[float] = []

    def on_rows(rows: list[dict[str, Any]]) -> None:
        now = loop.time()
        ages.extend(now - sent[number] for row in rows if (number := int(row["timestamp"]) - first) in sent)

    def body(number: int) -> bytes:
        sent[number] = loop.time()
        head = b'{"driverId":"D-%03d","shipmentId":"%b"' % (number % 500, shipment_id(number % SHIPMENTS))
        return head + b',"latitude":40.7580,"longitude":-79.9855,"timestamp":%d}' % (first + number)

    path, form = "/api/shipments/update", "application/json"
    async with following(bench.session, f"{worker.url}/api/stream", on_rows):
        posted = await post_steadily(worker.url, path, form, body, per_s=per_s, seconds=seconds, connections=64)
        deadline = loop.time() + ARRIVE_S
        while len(ages) < posted.accepted and loop.time() < deadline:
            await asyncio.sleep(0.01)
    if len(ages) < posted.accepted:
        raise RuntimeError(f"{posted.accepted} positions were accepted, {len(ages)} came to the reader")
    bench.say(f"stream.latency-{per_s}: p50 {percentile(ages, 0.5) * 1000:.1f} ms, {posted.note}")
    return ages, posted


class Crowd(NamedTuple):
    """What a thousand readers got in one round, and what it cost the edge."""

    report: Report
    posted: Posted
    edge_cpu_s: float
    changes: int

    @property
    def note(self) -> str:
        """Return the note beside a figure."""
        seconds = self.posted.seconds
        return f"edge {self.edge_cpu_s / seconds:.0%}, readers {self.report.cpu_s / seconds:.0%} of a core; {self.posted.note}"


async def _unfiltered(bench: Bench) -> list[Figure]:
    crowds = [each for (each,) in await _crowds(bench, [""] * bench.scaled(READERS), 2_000, (0,))]
    readers = bench.scaled(READERS)
    delivered = [crowd.changes * readers / crowd.edge_cpu_s for crowd in crowds]
    note = max(crowds, key=lambda crowd: crowd.edge_cpu_s).note
    return [
        figure("8", "readers that are complete", [c.report.complete for c in crowds], "readers", at_least(readers)),
        figure("8", "edge to reader, p99", [c.report.p99_s * 1000 for c in crowds], "ms", at_most(250), note),
        figure("8", "changes delivered", delivered, "1/CPU-s", at_least(5_000_000)),
    ]


async def _boxes(bench: Bench) -> list[Figure]:
    readers = bench.scaled(READERS)
    pairs = await _crowds(bench, [box_query(number) for number in range(readers)], 5_000, (0, bench.scaled(DEAD)))
    alone, among_dead = ([pair[index] for pair in pairs] for index in (0, 1))
    p99_ms, dead_p99_ms = ([crowd.report.p99_s * 1000 for crowd in crowds] for crowds in (alone, among_dead))
    slower = [dead / without - 1 for without, dead in zip(p99_ms, dead_p99_ms, strict=True)]
    complete = [min(crowd.report.complete for crowd in pair) for pair in pairs]
    return [
        figure("9", "readers with a box that are complete", complete, "readers", at_least(readers)),
        figure("9", "edge to reader with a box, p99", p99_ms, "ms", at_most(250), alone[-1].note),
        figure("9", "the same beside readers that never read", dead_p99_ms, "ms", at_most(250), among_dead[-1].note),
        figure("9", "slower by", [100 * each for each in slower], "%", at_most(20)),
    ]


async def _crowds(bench: Bench, queries: Sequence[str], per_s: int, dead: Sequence[int]) -> list[list[Crowd]]:
    """Return, for each round, the crowd with each number of dead readers."""
    settings = bench.settings()
    batches = Batches(Fleet(SHIPMENTS, PARTITIONS), BATCH)
    async with (
        bench.running("worker", settings) as worker,
        bench.running("edge", bench.sibling(settings, 1)) as edge,
    ):
        await worker.until_ready(bench.session)
        await edge.until_ready(bench.session)
        rounds = [
            [await _one_crowd(bench, worker, edge, queries, per_s, number, batches) for number in dead]
            for _ in range(bench.rounds)
        ]
    await bench.delete_topics(settings)
    return rounds


async def _one_crowd(
    bench: Bench, worker: Tracker, edge: Tracker, queries: Sequence[str], per_s: int, dead: int, batches: Batches
) -> Crowd:
    """Connect all readers to an edge, post to a worker, and wait until every reader has everything."""
    async with swarm_of(edge.settings.http_port, queries, dead) as swarm:
        cpu_s = proc.cpu_s(edge.process.pid)
        swarm.start()
        seconds = max(3, bench.scaled(SECONDS))
        posted = await post_bulk(worker.url, batches, batch_size=BATCH, positions_per_s=per_s, seconds=seconds)
        cpu_s = proc.cpu_s(edge.process.pid) - cpu_s
        report = await swarm.end(await _position_at_rest(bench, edge))
    crowd = Crowd(report, posted, cpu_s, posted.accepted * BATCH)
    bench.say(f"stream: {report.complete} complete, p99 {report.p99_s * 1000:.0f} ms; {crowd.note}")
    return crowd


async def _position_at_rest(bench: Bench, edge: Tracker) -> str:
    """Return the end of the feed, without the filter, once it stops moving."""
    last = ""
    async with asyncio.timeout(2 * ARRIVE_S):
        while True:
            await asyncio.sleep(0.5)
            async with bench.session.get(f"{edge.url}/api/shipments?limit=1") as response:
                cursor: str = (await response.json())["cursor"]
            position = cursor.rpartition(".")[0]
            if position == last:
                return position
            last = position


def box_query(number: int) -> str:
    """Return the box of a reader: each its own, anywhere in the city."""
    west = WEST + WIDTH * (1 - BOX_SHARE) * (number * 0.754877666 % 1.0)
    south = SOUTH + HEIGHT * (1 - BOX_SHARE) * (number * 0.569840291 % 1.0)
    return f"bbox={west:.5f},{south:.5f},{west + WIDTH * BOX_SHARE:.5f},{south + HEIGHT * BOX_SHARE:.5f}"
