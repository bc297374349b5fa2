"""The tracker's own processes, started as production starts them, watched from outside."""

import asyncio
import os
import signal
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Literal

from aiohttp import ClientError, ClientSession

from app.settings import Settings, environment_with
from tests.architecture.project import ROOT
from tests.product import proc
from tests.product.exposition import Samples, parse_samples

Role = Literal["worker", "edge"]
READY_S = 180.0
END_S = 15.0
LOOK_EVERY_S = 0.02


class Product:
    """One running process."""

    def __init__(self, process: "subprocess.Popen[bytes]", settings: Settings, output: Path) -> None:
        self._process, self.settings, self._output = process, settings, output
        self.pid = process.pid
        self.url = f"http://127.0.0.1:{settings.http_port}"

    def cpu_s(self) -> float:
        """Return the CPU seconds that it has used."""
        return proc.cpu_s(self.pid)

    def memory_bytes(self) -> int:
        """Return its resident memory."""
        return proc.memory_bytes(self.pid)

    async def samples(self, session: ClientSession) -> Samples:
        """Return its metrics, or none before its server answers; raises RuntimeError if it has exited."""
        if self._process.poll() is not None:
            raise RuntimeError(
                f"The process has ended ({self._process.returncode}):\n{self._output.read_text()[-4000:]}"
            )
        try:
            async with session.get(f"{self.url}/metrics") as response:
                return parse_samples(await response.text())
        except (ClientError, OSError):
            return {}

    async def until_ready(self, session: ClientSession) -> None:
        """Return once it is ready."""
        async with asyncio.timeout(READY_S):
            while not await self._is_ready(session):
                await self.samples(session)  # raises if it has exited
                await asyncio.sleep(LOOK_EVERY_S)

    async def until_rows(self, session: ClientSession, rows: int) -> None:
        """Return once its view holds this many shipments and nothing is left to read or to write."""
        async with asyncio.timeout(READY_S):
            while True:
                samples = await self.samples(session)
                pending = samples.get("tracker_table_pending_rows", 0) + samples.get("tracker_view_lag_records", 0)
                if samples.get("tracker_view_rows", 0) >= rows and not pending:
                    return
                await asyncio.sleep(LOOK_EVERY_S)

    async def _is_ready(self, session: ClientSession) -> bool:
        with suppress(ClientError, OSError):
            async with session.get(f"{self.url}/health/ready") as response:
                return response.status == 200
        return False


@asynccontextmanager
async def running(role: Role, settings: Settings, output: Path) -> AsyncIterator[Product]:
    """Yield `python -m app <role>` with the settings that differ from the default, and always stop it."""
    changed = settings.model_dump(include=settings.model_fields_set)
    argv = [sys.executable, "-m", "app", role]
    async with started(argv, environment_with(changed), output, watch_parent=True) as process:
        yield Product(process, settings, output)


@asynccontextmanager
async def started(
    argv: list[str], environment: dict[str, str], output: Path, *, watch_parent: bool = False
) -> AsyncIterator["subprocess.Popen[bytes]"]:
    """Yield a process in its own session, with its output in a file; terminate it afterwards, and kill it if necessary.

    A process that watches its parent (`--parent-fd`) also exits when this process is killed.
    """
    theirs, ours = os.pipe()
    fd = ["--parent-fd", str(theirs)] if watch_parent else []
    with output.open("wb") as out:
        process = subprocess.Popen(
            [*argv, *fd], env=environment, cwd=ROOT, stdout=out, stderr=out, pass_fds=(theirs,), start_new_session=True
        )
    os.close(theirs)
    try:
        yield process
    finally:
        os.close(ours)
        await _end(process)


async def _end(process: "subprocess.Popen[bytes]") -> None:
    with suppress(ProcessLookupError):
        process.terminate()
    try:
        await asyncio.shield(asyncio.to_thread(process.wait, END_S))
    except (subprocess.TimeoutExpired, asyncio.CancelledError):
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
