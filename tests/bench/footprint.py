"""Rows 19, 19b: memory of a replica of deliveries, and start and memory of the whole product with the demo's company."""

import asyncio
import subprocess
import sys

from app.settings import Settings
from tests.architecture.project import ROOT
from tests.bench.bench import Bench
from tests.bench.figures import Figure, at_most, figure
from tests.product import proc
from tests.product.process import Process, stopped_afterwards
from tests.product.tracker import running

DELIVERIES, MOST_ROW_BYTES = 100_000, 600
COMPANY_S, LOOK_EVERY_S = 600, 2.0
COMPANY = ("--source", "company", "--start-at", "3600", "--loop", "--wait", "300")
"""As `make demo` starts it."""
MB = 1e6


async def measure(bench: Bench) -> list[Figure]:
    """Measure the replica in a process of its own, then `run` twice on the same data."""
    found: list[Figure] = []
    if bench.wants("deliveries.replica"):
        found += await _replica(bench)
    if bench.wants("run"):
        found += await _run(bench)
    return found


async def _replica(bench: Bench) -> list[Figure]:
    count = bench.scaled(DELIVERIES)
    sizes = []
    for _ in range(bench.rounds):
        argv = [sys.executable, "-m", "tests.bench.replica_memory", str(count)]
        said = await asyncio.to_thread(subprocess.run, argv, cwd=ROOT, capture_output=True, text=True, check=True)
        row_bytes, grown = map(float, said.stdout.split())
        sizes.append(grown / MB)
    if row_bytes > MOST_ROW_BYTES:
        raise RuntimeError(f"rows of {row_bytes:.0f} bytes are larger than the measure says")
    bench.say(f"deliveries.replica: {sizes[-1]:.0f} MB for {count} rows of {row_bytes:.0f} bytes")
    return [figure("19", f"replica of {count} deliveries", sizes, "MB", at_most(120), f"{row_bytes:.0f} bytes a row")]


async def _run(bench: Bench) -> list[Figure]:
    settings = bench.settings(kafka="", broker_port=0)
    starts = []
    for number in range(1 + bench.rounds):
        began_at = bench.time()
        async with running("run", settings, bench.output()) as tracker:
            await tracker.until_ready(bench.session)
            starts.append(bench.time() - began_at)
            if number == bench.rounds:
                sizes = await _with_company(bench, settings, tracker.process)
            await tracker.interrupt(60)
    bench.say(f"run: started in {starts[0]:.1f} s, then in {starts[1]:.1f} s; {sizes[-1]:.0f} MB")
    note = f"{len(sizes) * LOOK_EVERY_S:.0f} s with the company of the demo, without Kafka"
    return [
        figure("19b", "first start of run", starts[0], "s"),
        figure("19b", "later start of run", starts[1:], "s", at_most(8), "from the command to /health/ready"),
        figure("19b", "resident memory of run, at the end", sizes[-1], "MB", at_most(900), note),
    ]


async def _with_company(bench: Bench, settings: Settings, run: Process) -> list[float]:
    """Return the memory of all processes but the broker, again and again while a company works."""
    url = f"http://127.0.0.1:{settings.http_port}"
    argv = [sys.executable, "-m", "app", "simulate", *COMPANY, "--url", url]
    sizes, ends_at = list[float](), bench.time() + bench.scaled(COMPANY_S)
    async with stopped_afterwards(Process(argv, bench.output())):
        while bench.time() < ends_at:
            await asyncio.sleep(LOOK_EVERY_S)
            pids = [pid for pid in run.family if proc.name_of(pid) != "java"]
            sizes.append(sum(map(proc.memory_bytes, pids)) / MB)
    return sizes
