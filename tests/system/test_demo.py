"""The demo that the dashboard starts: at most one, and it stops with the tracker."""

import asyncio
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from aiohttp import ClientSession

from app.ports import free_port
from app.settings import Settings
from tests.product.proc import command_of, processes_of
from tests.product.tracker import Tracker, running
from tests.waiting import eventually

pytestmark = [pytest.mark.system, pytest.mark.timeout(180)]

VEHICLES = 5
COMES_S = 60.0
"""The simulators read their map and plan the first trips."""


def simulators(settings: Settings) -> list[str]:
    commands = [command_of(pid) for pid in processes_of(settings.data)]
    return sorted(command.partition("--source=")[2].split()[0] for command in commands if " simulate " in command)


async def drivers_with_arrivals(session: ClientSession, tracker: Tracker) -> set[str]:
    """Return the drivers of the deliveries of which the tracker foretells when they arrive."""
    async with session.get(f"{tracker.url}/api/deliveries", params={"format": "ndjson"}) as answer:
        rows = [json.loads(line) for line in (await answer.read()).splitlines()]
    return {row["driverId"] for row in rows if "eta" in row.get("progress", {})}


async def ask(session: ClientSession, tracker: Tracker) -> tuple[int, str]:
    async with session.post(f"{tracker.url}/api/demo", json={}) as answer:
        body = await answer.json()
        return answer.status, str(body.get("state") or body["code"])


async def test_one_demo_starts_regardless_of_the_asked_process_and_ends_with_the_tracker(
    make_settings: Callable[..., Settings], tmp_path: Path
) -> None:
    port = free_port(count=2)
    settings = make_settings(http_port=port, data=tmp_path / "data", demo=True, demo_vehicles=VEHICLES)
    async with running("run --edges 1", settings, tmp_path / "said") as edge, ClientSession() as session:
        worker = Tracker(edge.process, make_settings(http_port=port + 1))
        await asyncio.gather(edge.until_ready(session), worker.until_ready(session))
        assert (
            await asyncio.gather(*(ask(session, process) for process in (edge, worker, edge))) == [(202, "started")] * 3
        )

        async def has_come() -> bool:
            return len(await edge.rows(session)) >= VEHICLES and bool(await drivers_with_arrivals(session, edge))

        async with asyncio.timeout(COMES_S):
            while not await has_come():
                await asyncio.sleep(0.1)
        assert simulators(settings) == ["company", "streets"]
        await edge.interrupt(30)
    assert simulators(settings) == []


async def test_the_tracker_continues_when_the_demo_has_ended_and_no_other_is_started(
    make_settings: Callable[..., Settings], tmp_path: Path
) -> None:
    settings = make_settings(data=tmp_path / "data", demo=True, demo_vehicles=VEHICLES, demo_s=2)
    async with running("run", settings, tmp_path / "said") as tracker, ClientSession() as session:
        await tracker.until_ready(session)
        assert await ask(session, tracker) == (202, "started")
        await eventually(lambda: tracker.said.count("fixes sent in") == 2, COMES_S)
        await eventually(lambda: simulators(settings) == [], 20)
        assert await ask(session, tracker) == (202, "started")
        assert await tracker.is_ready(session)
        assert simulators(settings) == []


async def test_a_worker_without_a_supervisor_cannot_start_a_demo(
    make_settings: Callable[..., Settings], tmp_path: Path
) -> None:
    settings = make_settings(demo=True)
    async with running("worker", settings, tmp_path / "said") as tracker, ClientSession() as session:
        await tracker.until_ready(session)
        assert await ask(session, tracker) == (403, "demo_off")
