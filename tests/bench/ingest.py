"""Rows 1, 2, 3: positions over HTTP into Kafka, each answered only after acks=all; beside a server that does nothing."""

import sys
from collections.abc import Callable
from itertools import islice

from app.ports import free_port
from app.settings import environment_with
from tests.bench import wrk
from tests.bench.bench import Bench
from tests.bench.figures import Figure, at_least, at_most, figure
from tests.bench.fleet import Fleet
from tests.bench.spread import ratios_of
from tests.bench.wrk import Load
from tests.product.process import Process, stopped_afterwards
from tests.product.tracker import Tracker

SECONDS = 6
BULK = "/api/shipments/updates"
BODIES, POSITIONS_A_BODY = 32, 1_000
FORMS: dict[str, tuple[str, Callable[[list[bytes]], bytes]]] = {
    "NDJSON": ("application/x-ndjson", b"\n".join),
    "array": ("application/json", lambda fixes: b"[" + b",".join(fixes) + b"]"),
}


async def measure(bench: Bench) -> list[Figure]:
    """Post to an edge: one position a request, then a thousand."""
    if not wrk.is_there():
        bench.say(f"ingest: {wrk.MISSING}")
        return []
    settings = bench.settings()
    found: list[Figure] = []
    async with bench.running("edge", settings) as edge:
        await edge.until_ready(bench.session)
        if bench.wants("ingest.post"):
            found += await _one_by_one(bench, edge)
        if bench.wants("ingest.bulk"):
            for form in FORMS:
                found.append(await _in_bulk(bench, edge, form))
    await bench.delete_topics(settings)
    return found


async def _one_by_one(bench: Bench, edge: Tracker) -> list[Figure]:
    port, seconds = free_port(), bench.scaled(SECONDS)
    argv = [sys.executable, "-m", "tests.bench.peers.bare_aiohttp", str(port)]
    ours: list[Load] = []
    bare: list[Load] = []
    single: list[Load] = []
    async with stopped_afterwards(Process(argv, bench.output(), environment_with({}))):
        await bench.until_listening(port)
        for _ in range(bench.rounds):
            ours.append(await wrk.load(edge.url, "post_one", connections=256, seconds=seconds))
            bare.append(await wrk.load(f"http://127.0.0.1:{port}", "post_one", connections=256, seconds=seconds))
            single.append(await wrk.load(edge.url, "post_one", connections=1, seconds=seconds))
            bench.say(f"ingest.post: {ours[-1].per_s:.0f}/s, bare aiohttp {bare[-1].per_s:.0f}/s")
    rates, bare_rates = [each.per_s for each in ours], [each.per_s for each in bare]
    return [
        figure("1", "POST, 256 connections", rates, "requests/s", note=_notes(ours)),
        figure("1", "bare aiohttp, 256 connections", bare_rates, "requests/s", note=_notes(bare)),
        figure("1", "POST ÷ bare aiohttp", ratios_of(rates, bare_rates), "×", at_least(0.95)),
        figure("2", "POST, 1 connection, p50", [each.p50_ms for each in single], "ms", at_most(5), _notes(single)),
    ]


async def _in_bulk(bench: Bench, edge: Tracker, form: str) -> Figure:
    content_type, join = FORMS[form]
    fixes = Fleet(BODIES * POSITIONS_A_BODY, 1).fixes(0, 0, received=False)
    files = []
    for number in range(BODIES):
        path = bench.folder / f"{form}-{number}"
        path.write_bytes(join(list(islice(fixes, POSITIONS_A_BODY))))
        files.append(str(path))
    loads = [
        await wrk.load(
            edge.url, "post_many", [content_type, BULK, *files], connections=8, seconds=bench.scaled(SECONDS)
        )
        for _ in range(bench.rounds)
    ]
    rates = [each.per_s * POSITIONS_A_BODY for each in loads]
    bench.say(f"ingest.bulk: {form} {rates[-1]:.0f} positions/s")
    return figure("3", f"bulk POST of 1 000, {form}", rates, "positions/s", at_least(200_000), _notes(loads))


def _notes(loads: list[Load]) -> str:
    return max(loads, key=lambda each: (each.refused, each.loader_cpu)).note
