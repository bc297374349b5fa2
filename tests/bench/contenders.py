"""The contenders for a backlog: the tracker's workers, and the peers with the same records."""

import asyncio
import re
import sys
import uuid
from contextlib import AsyncExitStack

from app.settings import Settings, environment_with
from tests.architecture.project import ROOT
from tests.bench.bench import Bench
from tests.bench.drain import Drain, Sample, drain, sample_of
from tests.product import proc
from tests.product.process import Process, stopped_afterwards

QUIX_PYTHON = ROOT / ".venv" / "quix" / "bin" / "python"
"""Quix Streams pins older libraries, so it has its own virtual environment, which `make bench` creates."""
COUNT = re.compile(r"^(\d+)$", re.MULTILINE)


async def drain_with_workers(bench: Bench, settings: Settings, positions: int, workers: int = 1) -> Drain:
    """Let new workers handle all records of an installation's topic."""
    await bench.forget_table(settings)
    async with AsyncExitStack() as stack:
        each_settings = [settings, *(bench.sibling(settings, number) for number in range(1, workers))]
        running = [await stack.enter_async_context(bench.running("worker", each)) for each in each_settings]
        return await drain(lambda: sample_of(running, bench.session), positions)


async def drain_with_stock_faust(bench: Bench, settings: Settings, positions: int) -> Drain:
    """Let stock Faust handle the first positions of the topic."""
    program = [sys.executable, "-m", "tests.bench.peers.stock_faust"]
    return await _drain_with_peer(bench, program, settings, positions)


async def drain_with_quix(bench: Bench, settings: Settings, positions: int) -> Drain:
    """Let Quix Streams handle the first positions of the topic."""
    program = [str(QUIX_PYTHON), str(ROOT / "tests" / "bench" / "peers" / "quix.py")]
    return await _drain_with_peer(bench, program, settings, positions)


async def _drain_with_peer(bench: Bench, program: list[str], settings: Settings, positions: int) -> Drain:
    """Run a program that is new to Kafka until it has counted this many positions."""
    group, output = uuid.uuid4().hex, bench.output()
    argv = [*program, bench.address, settings.positions_topic, group, str(bench.folder / group)]
    async with stopped_afterwards(Process(argv, output, environment_with({}))) as process:

        async def take() -> Sample:
            if process.code is not None:
                raise RuntimeError(f"{program[-1]} has ended:\n{process.last_words}")
            done = last_count(output.read_text())
            return Sample(asyncio.get_running_loop().time(), done, proc.cpu_s(process.pid), done)

        return await drain(take, positions)


def last_count(words: str) -> int:
    """Return the last number on its own line, or 0 before the first one."""
    counts = COUNT.findall(words)
    return int(counts[-1]) if counts else 0
