"""The tracker's processes, started as production starts them: what they answer, and what becomes of them."""

import asyncio
import json
import os
import signal
import subprocess
import sys
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Any

from aiohttp import ClientError, ClientSession

from app.settings import Settings, environment_with
from tests.architecture.project import ROOT
from tests.kafka.embedded import SHORT_RUN
from tests.product.exposition import Samples, parse_samples
from tests.product.proc import command_of, processes_of
from tests.product.process import Process, started
from tests.waiting import eventually

READY_S = 180.0
"""A start takes a few seconds; on a busy machine, or with a large table, it may take many."""
GONE_S = 30.0
LOOK_EVERY_S = 0.02
COMMAND_ENDS_S = 60.0


class Tracker:
    """A started process of the product, or a supervisor of several."""

    def __init__(self, process: Process, settings: Settings) -> None:
        self.process, self.settings = process, settings
        self.url = f"{settings.scheme}://127.0.0.1:{settings.http_port}"

    @property
    def said(self) -> str:
        """Return what its processes have written so far."""
        return self.process.said

    @property
    def worker(self) -> int:
        """Return the process id of the worker that a supervisor runs."""
        [pid] = [pid for pid in processes_of(self.settings.data) if " worker " in command_of(pid)]
        return pid

    @property
    def lines(self) -> list[str]:
        """Return the lines that its processes have written so far."""
        return self.said.splitlines()

    async def is_ready(self, session: ClientSession) -> bool:
        """Tell whether it says that it can serve."""
        return await self._is_ok(session, "/health/ready")

    async def is_live(self, session: ClientSession) -> bool:
        """Tell whether its web server answers."""
        return await self._is_ok(session, "/health/live")

    async def reason(self, session: ClientSession) -> str:
        """Return why it says that it cannot serve; raises AssertionError if it says that it can."""
        async with session.get(f"{self.url}/health/ready") as response:
            assert response.status == 503, await response.text()
            return str((await response.json())["reason"])

    async def until_ready(self, session: ClientSession) -> None:
        """Return once it can serve."""
        async with asyncio.timeout(READY_S):
            while not await self.is_ready(session):
                self._fail_if_exited()
                await asyncio.sleep(LOOK_EVERY_S)

    async def rows(self, session: ClientSession) -> dict[str, dict[str, Any]]:
        """Return the whole table as its reader gets it, by shipment."""
        async with session.get(f"{self.url}/api/shipments", params={"format": "ndjson"}) as response:
            assert response.status == 200, await response.text()
            rows = [json.loads(line) for line in (await response.read()).splitlines()]
        for row in rows:
            del row["ageSeconds"]  # it grows; all else is the row as streams show it
        by_id = {row["shipmentId"]: row for row in rows}
        assert len(by_id) == len(rows), "a shipment stands twice in the table"
        return by_id

    async def samples(self, session: ClientSession) -> Samples:
        """Return its metrics, or none before its server answers; raises AssertionError if it has exited."""
        self._fail_if_exited()
        with suppress(ClientError, OSError):
            return await self._metrics(session)
        return {}

    async def metric(self, session: ClientSession, name: str) -> float:
        """Return the sum of a metric over its labels, from a server that answers."""
        return (await self._metrics(session)).get(name, 0.0)

    async def until_rows(self, session: ClientSession, rows: int) -> None:
        """Return once its view holds this many shipments and nothing is left to read or to write."""
        async with asyncio.timeout(READY_S):
            while True:
                samples = await self.samples(session)
                pending = samples.get("tracker_table_pending_rows", 0) + samples.get("tracker_view_lag_records", 0)
                if samples.get("tracker_view_rows", 0) >= rows and not pending:
                    return
                await asyncio.sleep(LOOK_EVERY_S)

    async def terminate(self, within_s: float) -> float:
        """End one process by SIGTERM, as a container's engine does; return after how many seconds it was gone."""
        loop = asyncio.get_running_loop()
        began = loop.time()
        self.process.send(signal.SIGTERM)
        await eventually(lambda: self.process.code is not None, within_s)
        assert self.process.code == 0
        return loop.time() - began

    async def interrupt(self, within_s: float) -> float:
        """End it as Ctrl-C does; return after how many seconds none of its processes was left."""
        loop = asyncio.get_running_loop()
        began = loop.time()
        self.process.send(signal.SIGINT)
        await eventually(lambda: self.process.code is not None, within_s)
        await eventually(lambda: processes_of(self.settings.data) == [], within_s)
        assert self.process.code == 0
        return loop.time() - began

    async def _metrics(self, session: ClientSession) -> Samples:
        async with session.get(f"{self.url}/metrics") as response:
            return parse_samples(await response.text())

    def _fail_if_exited(self) -> None:
        assert self.process.code is None, f"it exited with {self.process.code}:\n{self.process.last_words}"

    async def _is_ok(self, session: ClientSession, path: str) -> bool:
        with suppress(ClientError, OSError):
            async with session.get(self.url + path) as response:
                return response.status == 200
        return False


def process_of(command: str, settings: Settings, output: Path, *, watches_parent: bool = False) -> Process:
    """Return `python -m app <command>` under the settings that differ from the default, not started."""
    changed = {"broker_java_options": SHORT_RUN, **settings.model_dump(include=settings.model_fields_set)}
    argv = [sys.executable, "-m", "app", *command.split()]
    return Process(argv, output, environment_with(changed), watches_parent=watches_parent)


@asynccontextmanager
async def running(command: str, settings: Settings, output: Path) -> AsyncIterator[Tracker]:
    """Yield `python -m app <command>`, kill it afterwards, and leave no process of it."""
    try:
        with started(process_of(command, settings, output)) as process:
            yield Tracker(process, settings)
        # The children watch their parent, which was killed.
        await eventually(lambda: processes_of(settings.data) == [], GONE_S)
    finally:
        for pid in processes_of(settings.data):
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)


def run_command(*arguments: str, also: Mapping[str, str] | None = None, **settings: object) -> tuple[int, str]:
    """Run `python -m app …` to its end; return the exit code and the output."""
    done = subprocess.run(
        [sys.executable, "-m", "app", *arguments],
        cwd=ROOT,
        env={**environment_with(settings), **(also or {})},
        capture_output=True,
        text=True,
        timeout=COMMAND_ENDS_S,
        start_new_session=True,
    )
    return done.returncode, done.stdout + done.stderr
