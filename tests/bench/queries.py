"""Rows 10, 11: queries over HTTP among 100 000 shipments, and the whole list during other queries."""

import asyncio
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager

from tests.bench import wrk
from tests.bench.bench import PARTITIONS, Bench
from tests.bench.figures import Figure, at_least, at_most, figure
from tests.bench.fill import fill
from tests.bench.fleet import HEIGHT, SOUTH, WEST, WIDTH, Fleet, latitude_of, longitude_of, shipment_id
from tests.bench.http_client import Connection
from tests.product.tracker import Tracker

SHIPMENTS, ASKED, CONNECTIONS, SECONDS, PROBE_EVERY_S = 100_000, 5_000, 8, 6, 0.005
HITS = 100
BARS = {"id": (3, 5_000), "near": (5, 2_500), "box": (5, 2_500)}
"""For each query the p99 in milliseconds and the requests per second."""


async def measure(bench: Bench) -> list[Figure]:
    """Let a worker create the table and an edge answer."""
    if not wrk.is_there():
        bench.say(f"queries: {wrk.MISSING}")
        return []
    shipments = bench.scaled(SHIPMENTS)
    found: list[Figure] = []
    async with edge_with(bench, shipments) as edge:
        for name in BARS:
            if bench.wants(f"queries.{name}"):
                found += await _queries(bench, edge, name, shipments)
        if bench.wants("queries.list"):
            found += await _whole_list(bench, edge, shipments)
    return found


@asynccontextmanager
async def edge_with(bench: Bench, shipments: int) -> AsyncIterator[Tracker]:
    """Yield an edge whose view holds this many shipments; the worker that created them has stopped."""
    settings = bench.settings()
    await fill(settings, Fleet(shipments, PARTITIONS), shipments, 512)
    async with bench.running("edge", bench.sibling(settings, 1)) as edge:
        async with bench.running("worker", settings):
            await edge.until_rows(bench.session, shipments)
        yield edge
    await bench.delete_topics(settings)


def path_of(name: str, number: int, shipments: int) -> str:
    """Return the address of one query; each asks for another place."""
    shipment = number * 7919 % shipments
    if name == "id":
        return f"/api/shipments/{shipment_id(shipment).decode()}"
    lat, lon = latitude_of(shipment, 0), longitude_of(shipment)
    if name == "near":
        return f"/api/shipments?near={lat:.5f},{lon:.5f}&limit=10"
    # Inside the city, so that each box has about as many hits.
    share = (HITS / shipments) ** 0.5
    west = WEST + (lon - WEST) * (1 - share)
    south = SOUTH + (lat - SOUTH) * (1 - share)
    return f"/api/shipments?bbox={west:.5f},{south:.5f},{west + WIDTH * share:.5f},{south + HEIGHT * share:.5f}"


async def _queries(bench: Bench, edge: Tracker, name: str, shipments: int) -> list[Figure]:
    paths = bench.folder / f"{name}-paths"
    paths.write_text("".join(f"{path_of(name, number, shipments)}\n" for number in range(ASKED)))
    loads = [
        await wrk.load(edge.url, "get_paths", [str(paths)], connections=CONNECTIONS, seconds=bench.scaled(SECONDS))
        for _ in range(bench.rounds)
    ]
    note = max(loads, key=lambda each: (each.refused, each.loader_cpu)).note
    most_ms, least_per_s = BARS[name]
    bench.say(f"queries.{name}: {loads[-1].per_s:.0f}/s, p99 {loads[-1].p99_ms:.1f} ms")
    return [
        figure("10", f"query by {name}, p99", [each.p99_ms for each in loads], "ms", at_most(most_ms), note),
        figure("10", f"query by {name}", [each.per_s for each in loads], "requests/s", at_least(least_per_s)),
    ]


async def _whole_list(bench: Bench, edge: Tracker, shipments: int) -> list[Figure]:
    """Read the whole list repeatedly, and query single shipments at the same time."""
    paths = bench.folder / "list-paths"
    paths.write_text("/api/shipments?format=ndjson\n")
    rates: list[float] = []
    waits_ms: list[float] = []
    for _ in range(bench.rounds):
        reading = asyncio.create_task(
            wrk.load(edge.url, "get_paths", [str(paths)], connections=1, seconds=max(3, bench.scaled(SECONDS)))
        )
        waits_ms.append(max(await _probe(edge, reading, path_of("id", 1, shipments))) * 1000)
        load = await reading
        rates.append(load.per_s * shipments)
    bench.say(f"queries.list: {rates[-1]:.0f} rows/s, others waited up to {waits_ms[-1]:.0f} ms")
    return [
        figure("11", "list as NDJSON", rates, "rows/s", at_least(500_000), load.note),
        figure("11", "longest wait of another request", waits_ms, "ms", at_most(20)),
    ]


async def _probe(edge: Tracker, other: "asyncio.Task[wrk.Load]", path: str) -> Sequence[float]:
    """Return the seconds that each request took during other work."""
    waits: list[float] = []
    async with Connection(edge.url) as connection:
        while not other.done():
            asked_at = time.perf_counter()
            await connection.get(path)
            waits.append(time.perf_counter() - asked_at)
            await asyncio.sleep(PROBE_EVERY_S)
    return waits
