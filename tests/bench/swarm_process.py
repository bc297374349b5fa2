"""Runs the swarm (swarm.py) and sends it commands."""

import asyncio
import json
import sys
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import NamedTuple

from app.settings import environment_with
from tests.architecture.project import ROOT

READY_S, REPORT_S = 180.0, 60.0


class Report(NamedTuple):
    """What the swarm saw between `start` and `end`; seconds, bytes, and how many readers reached the end."""

    complete: int
    lost: int
    frames: int
    bytes: int
    p50_s: float
    p99_s: float
    cpu_s: float
    dead: int


class Swarm:
    """A swarm whose readers all have their snapshot."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process

    def start(self) -> None:
        """Begin to count."""
        self._order("start")

    async def end(self, position: str) -> Report:
        """Return the report once all readers are at a position, or too much time has passed."""
        self._order(f"end {position}")
        return Report(**json.loads(await self._answer(REPORT_S)))

    async def until_ready(self) -> None:
        """Return when every reader has its snapshot; raise RuntimeError if the swarm fails."""
        if await self._answer(READY_S) != b"ready\n":
            raise RuntimeError("the readers of the stream could not connect")

    def _order(self, line: str) -> None:
        assert self._process.stdin is not None
        self._process.stdin.write(f"{line}\n".encode())

    async def _answer(self, within_s: float) -> bytes:
        assert self._process.stdout is not None
        async with asyncio.timeout(within_s):
            return await self._process.stdout.readline()


@asynccontextmanager
async def swarm_of(port: int, queries: Sequence[str], dead: int = 0) -> AsyncIterator[Swarm]:
    """Yield one connected reader for each query, and this many that never read."""
    pipe = asyncio.subprocess.PIPE
    argv = [sys.executable, "-m", "tests.bench.swarm", str(port), str(len(queries)), str(dead)]
    process = await asyncio.create_subprocess_exec(
        *argv, stdin=pipe, stdout=pipe, cwd=ROOT, env=environment_with({}), start_new_session=True
    )
    try:
        assert process.stdin is not None
        process.stdin.write("".join(f"{query}\n" for query in queries).encode())
        swarm = Swarm(process)
        await swarm.until_ready()
        yield swarm
    finally:
        if process.returncode is None:
            process.kill()
        await process.wait()
