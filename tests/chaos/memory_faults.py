"""A limit of the kernel's on the memory of processes."""

import asyncio
import resource
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from tests.chaos.client_faults import STREAM, Crowd
from tests.chaos.fault import Fault, SkippedError, Stage
from tests.chaos.process import Process

ROOM_MB = 6
"""What a limited process may take beside what it has."""
STREAMS = 300


async def few_memory(stage: Stage) -> None:
    """Let the kernel refuse a worker and an edge more memory than they have, while streams are opened and load goes on."""
    with _limited(stage.world["worker-1"]), _limited(stage.world["edge-1"]):
        async with Crowd(stage, ["edge-1", "worker-1"]) as crowd:
            await crowd.open(STREAMS, STREAM)
            await asyncio.sleep(stage.length_s(8, 15))


@contextmanager
def _limited(process: Process) -> Iterator[None]:
    pid = process.pid
    assert pid is not None, "a process that runs"
    try:
        before = resource.prlimit(pid, resource.RLIMIT_DATA)
        resource.prlimit(pid, resource.RLIMIT_DATA, ((_data_kb(pid) << 10) + (ROOM_MB << 20), before[1]))
    except (OSError, AttributeError) as error:
        raise SkippedError(f"no limit of memory can be set here: {error}") from error
    try:
        yield
    finally:
        with suppress(ProcessLookupError):  # it has died of it; its next life is not limited
            resource.prlimit(pid, resource.RLIMIT_DATA, before)


def _data_kb(pid: int) -> int:
    status = Path(f"/proc/{pid}/status").read_text()
    return next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmData:"))


MEMORY_FAULTS = (Fault("few-memory", 10, few_memory, descriptors=STREAMS),)
