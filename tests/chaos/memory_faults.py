"""A kernel limit on the memory of processes."""

import asyncio
import json
import resource
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from aiohttp import ClientSession, ClientTimeout

from app.clock import SystemClock
from tests.builders import a_fix
from tests.chaos.client_faults import STREAM, Crowd
from tests.chaos.fault import Fault, SkippedError, Stage
from tests.chaos.load import insist
from tests.chaos.member import Member
from tests.system.senders import ANSWER_S
from tests.system.storm import Request

ROOMS_MB = (6, -1_000)
"""What a limited process may take in addition, one after the other: a little, then not one byte, even after it freed some."""
AT_ONCE, STREAMS = 8, 300
PADDING = 4_000_000
"""Bytes of a large request, close to the largest allowed."""


async def low_memory(stage: Stage) -> None:
    """Let the kernel refuse more memory to a worker and an edge, soon any memory, during streams and large requests."""
    async with ClientSession(timeout=ClientTimeout(total=ANSWER_S)) as session:
        for room_mb in ROOMS_MB:
            await _ask_for_much(stage, session, room_mb)


async def _ask_for_much(stage: Stage, session: ClientSession, room_mb: int) -> None:
    processes = [stage.world["worker-1"], stage.world["edge-1"]]
    async with asyncio.TaskGroup() as group:
        with ExitStack() as limits:
            for process in processes:
                limits.enter_context(_limited(process, room_mb))
            posts = [
                group.create_task(insist(session, _large(f"large-{number}"), [process.url], stage.history, stage.rng))
                for process in processes
                for number in range(AT_ONCE)
            ]
            async with Crowd(stage, [process.name for process in processes]) as crowd:
                await crowd.open(STREAMS, STREAM)
                await asyncio.wait(posts, timeout=stage.length_s(4, 8))
        # Survivors may now get memory, and processes that crashed are back, so each request is finally decided.


def _large(name: str) -> Request:
    """Return a valid request that is much larger than its content."""
    fix = json.dumps(a_fix(shipmentId=name, timestamp=round(SystemClock().now(), 3))).encode()
    return Request("/api/shipments/updates", "application/json", b"[" + fix + b" " * PADDING + b"]", (None,))


@contextmanager
def _limited(process: Member, room_mb: int) -> Iterator[None]:
    pid = process.pid
    if not process.is_running:  # it crashed, and its next process has no limit
        yield
        return
    try:
        before = resource.prlimit(pid, resource.RLIMIT_DATA)
        resource.prlimit(pid, resource.RLIMIT_DATA, (max(0, (_data_kb(pid) << 10) + (room_mb << 20)), before[1]))
    except (OSError, AttributeError) as error:
        raise SkippedError(f"no limit of memory can be set here: {error}") from error
    try:
        yield
    finally:
        with suppress(ProcessLookupError):  # it crashed; its next process has no limit
            resource.prlimit(pid, resource.RLIMIT_DATA, before)


def _data_kb(pid: int) -> int:
    status = Path(f"/proc/{pid}/status").read_text()
    return next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmData:"))


MEMORY_FAULTS = (Fault("low-memory", 30, low_memory, descriptors=STREAMS),)
