"""The tracker as a whole: its processes, what they answer, and what becomes of them."""

import asyncio
import json
import os
import signal
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from subprocess import Popen
from typing import Any

from aiohttp import ClientError, ClientSession

from app.settings import Settings
from tests.kafka.processes import command_of, holders, tracker
from tests.waiting import eventually

READY_S = 60.0
"""A start takes a few seconds; on a machine that does much else it may take many."""
GONE_S = 30.0
POLL_S = 0.05


class Tracker:
    """A started tracker."""

    def __init__(self, process: "Popen[bytes]", settings: Settings, output: Path) -> None:
        self.process, self.settings, self._output = process, settings, output
        self.url = f"http://127.0.0.1:{settings.http_port}"

    @property
    def said(self) -> str:
        """Return what its processes have written so far."""
        return self._output.read_text()

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
                assert self.process.poll() is None, "it has ended"
                await asyncio.sleep(POLL_S)

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

    async def metric(self, session: ClientSession, name: str) -> float:
        """Return the sum of a metric over its labels."""
        async with session.get(f"{self.url}/metrics") as response:
            lines = (await response.text()).splitlines()
        return sum(float(line.rpartition(" ")[2]) for line in lines if line.startswith((f"{name} ", f"{name}{{")))

    async def terminate(self, within_s: float) -> float:
        """End one process by SIGTERM, as a container's engine does; return after how many seconds it was gone."""
        loop = asyncio.get_running_loop()
        began = loop.time()
        self.process.send_signal(signal.SIGTERM)
        await eventually(lambda: self.process.poll() is not None, within_s)
        assert self.process.returncode == 0
        return loop.time() - began

    async def interrupt(self, within_s: float) -> float:
        """End it as Ctrl-C does; return after how many seconds none of its processes was left."""
        loop = asyncio.get_running_loop()
        began = loop.time()
        self.process.send_signal(signal.SIGINT)
        await eventually(lambda: self.process.poll() is not None, within_s)
        await eventually(lambda: processes_of(self.settings.data) == [], within_s)
        assert self.process.returncode == 0
        return loop.time() - began

    async def _is_ok(self, session: ClientSession, path: str) -> bool:
        with suppress(ClientError, OSError):
            async with session.get(self.url + path) as response:
                return response.status == 200
        return False


@asynccontextmanager
async def running(command: str, settings: Settings, output: Path) -> AsyncIterator[Tracker]:
    """Yield `python -m app <command>` under the settings that differ from the default; leave no process of it."""
    changed = settings.model_dump(include=settings.model_fields_set)
    with tracker(*command.split(), output=output, **changed) as process:
        tracked = Tracker(process, settings, output)
        try:
            yield tracked
        except BaseException:
            print(tracked.said)  # a failed test is understood by it
            raise
    try:
        # The children watch their parent, which was killed.
        await eventually(lambda: processes_of(settings.data) == [], GONE_S)
    finally:
        for pid in processes_of(settings.data):
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)


def processes_of(data: Path) -> list[int]:
    """Return every process, of any parent, that was started for this data folder or works in it."""
    variable = f"TRACKER_DATA={data}\0".encode()
    found = {*holders(data)}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit() and int(entry.name) != os.getpid():
            with suppress(OSError):
                if variable in (entry / "environ").read_bytes():
                    found.add(int(entry.name))
    return sorted(found - {os.getpid()})
