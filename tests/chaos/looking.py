"""Observes the processes during a fault: their health, the rows they show, their resources, their latency."""

import asyncio
import json
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from random import Random
from string import ascii_lowercase, digits
from typing import Any

from aiohttp import ClientError, ClientSession, ClientTimeout

from app.clock import SystemClock
from tests.builders import a_plan
from tests.chaos.history import Attempt, Health, History, Probe, Row, Sighting, Usage, sent_of
from tests.chaos.load import as_request, one_for_each_partition, try_once
from tests.chaos.member import Member
from tests.chaos.world import World
from tests.product.proc import memory_bytes
from tests.sse import Dashboard, read_events

EVERY_S = 0.4
ANSWER_S = 3.0
SHOWN_WITHIN_S = 2.0
QUEUES = ("tracker_ingest_inflight_fixes", "tracker_table_pending_rows")


async def ask(world: World, history: History, rng: Random) -> None:
    """Ask every process repeatedly whether it is ready, and for some rows."""
    async with ClientSession(timeout=ClientTimeout(total=ANSWER_S)) as session, asyncio.TaskGroup() as group:
        for process in world.tracker:
            group.create_task(_ask_one(session, process, history, rng))


async def _ask_one(session: ClientSession, process: Member, history: History, rng: Random) -> None:
    while True:
        history.health.append(await _health_of(session, process, history, rng))
        _measure(process, history)
        await asyncio.sleep(EVERY_S)


async def _health_of(session: ClientSession, process: Member, history: History, rng: Random) -> Health:
    health = Health(asyncio.get_running_loop().time(), process.name, None, None)
    try:
        health = health._replace(is_ready=await _is_ready(session, process))
        if process.name.startswith("dispatcher"):  # it shows no rows
            return health
        parameters: dict[str, str | int] = {"limit": 60, "after": rng.choice(ascii_lowercase + digits)}
        async with session.get(f"{process.url}/api/shipments", params=parameters) as response:
            answer = await response.json()
            if response.status == 200:
                epoch = str(answer["cursor"]).partition(".")[0]
                health = health._replace(is_stale=bool(answer["stale"]), is_recovering=False, epoch=epoch)
                if not answer["stale"]:
                    rows = map(sent_of, answer["shipments"])
                    history.sightings += [Sighting(f"query@{process.name}", epoch, row, epoch) for row in rows]
            elif answer["code"] == "recovering":
                # Asked again, since it may have begun to recover between the two questions.
                is_ready = health.is_ready and await _is_ready(session, process)
                health = health._replace(is_ready=is_ready, is_recovering=True)
        if history.known:
            health = health._replace(knows=await _knows(session, process, rng.choice(history.known)))
    except (ClientError, OSError, ValueError, LookupError):
        pass
    return health


async def _is_ready(session: ClientSession, process: Member) -> bool:
    async with session.get(f"{process.url}/health/ready") as response:
        return response.status == 200


async def _knows(session: ClientSession, process: Member, fix: Row) -> bool | None:
    """Tell whether it shows the fix or a newer one of its shipment; None if it cannot tell."""
    async with session.get(f"{process.url}/api/shipments/{fix['shipmentId']}") as response:
        if response.status not in (200, 404):
            return None
        return response.status == 200 and bool((await response.json())["timestamp"] >= fix["timestamp"])


def _measure(process: Member, history: History, queued: float = 0.0) -> None:
    if process.is_running:
        _keep_usage(process.name, process.pid, history, queued)


def _keep_usage(name: str, pid: int, history: History, queued: float = 0.0) -> None:
    with suppress(OSError):  # it has just exited
        process_folder = Path(f"/proc/{pid}")
        descriptors, threads = (sum(1 for _ in (process_folder / what).iterdir()) for what in ("fd", "task"))
        history.usage.append(Usage(name, memory_bytes(pid) / 1e6, descriptors, threads, queued))


async def measure_broker(world: World, history: History) -> None:
    """Measure the JVM repeatedly."""
    while "broker" in world.processes:
        for pid in world["broker"].family:
            _keep_usage("broker", pid, history)
        await asyncio.sleep(EVERY_S)


async def measure_queues(world: World, history: History) -> None:
    """Read the sizes of the queues from the processes' metrics repeatedly."""
    async with ClientSession(timeout=ClientTimeout(total=ANSWER_S)) as session:
        while True:
            await asyncio.sleep(5 * EVERY_S)
            for process in world.tracker:
                try:
                    async with session.get(f"{process.url}/metrics") as response:
                        lines = (await response.text()).splitlines()
                except (ClientError, OSError):
                    continue
                queued = sum(float(line.split()[-1]) for line in lines if line.startswith(QUEUES))
                _measure(process, history, queued)


async def probe(world: World, history: History, rng: Random) -> None:
    """Send a fix for each partition and look for it at another process repeatedly."""
    async with ClientSession(timeout=ClientTimeout(total=ANSWER_S)) as session:
        while True:
            began = asyncio.get_running_loop().time()
            latency_s = await _probe_once(session, world, history, rng)
            history.probes.append(Probe(began, latency_s))
            await asyncio.sleep(EVERY_S)


async def _probe_once(session: ClientSession, world: World, history: History, rng: Random) -> float | None:
    loop, (sender, reader) = asyncio.get_running_loop(), rng.sample(world.serving_ones, 2)
    began, fixes = loop.time(), one_for_each_partition("probe-", round(SystemClock().now(), 3))
    sent = tuple(map(sent_of, fixes))
    history.attempts.append(Attempt(began, sender.url, 0, sent))  # the suite may cancel this while an edge has them
    attempt, _ = await try_once(session, as_request(fixes), sender.url, sent)
    history.attempts.append(attempt)
    if attempt.status != 202:
        return None
    for fix in fixes:
        while not await shows(session, reader, fix):
            if loop.time() - began > SHOWN_WITHIN_S:
                return None
            await asyncio.sleep(0.02)
    if world.dispatchers and not await _are_promised(session, sender, fixes, SHOWN_WITHIN_S - (loop.time() - began)):
        return None
    return loop.time() - began


async def _are_promised(
    session: ClientSession, process: Member, fixes: Sequence[Mapping[str, Any]], within_s: float
) -> bool:
    """Promise a delivery for each shipment; tell whether each was decided, and shown by the process, in time."""
    try:
        async with asyncio.timeout(max(0.0, within_s)):
            return all(await asyncio.gather(*(_is_promised(session, process, fix) for fix in fixes)))
    except (TimeoutError, ClientError, OSError):
        return False


async def _is_promised(session: ClientSession, process: Member, fix: Mapping[str, Any]) -> bool:
    url = f"{process.url}/api/deliveries/{fix['shipmentId']}"
    async with session.put(url, json=a_plan(note=str(fix["timestamp"]))) as response:
        return response.status == 200


async def shows(session: ClientSession, process: Member, fix: dict[str, Any]) -> bool:
    """Tell whether a process shows the fix or a newer one of its shipment."""
    try:
        return bool(await _knows(session, process, fix))
    except (ClientError, OSError, KeyError):
        return False


async def table_of(session: ClientSession, process: Member) -> dict[str, dict[str, Any]]:
    """Return all rows that a process shows by row id: of shipments from its list, of drivers from its stream."""
    async with session.get(f"{process.url}/api/shipments", params={"format": "ndjson"}) as response:
        rows = [json.loads(line) for line in (await response.read()).splitlines()]
    table = {row["shipmentId"]: {name: value for name, value in row.items() if name != "ageSeconds"} for row in rows}
    return table | await _drivers_of(session, process)


async def _drivers_of(session: ClientSession, process: Member) -> dict[str, dict[str, Any]]:
    """Return the drivers' own rows; they are listed in no other place as they are."""
    screen = Dashboard()
    async with session.get(f"{process.url}/api/stream", params={"kind": "driver"}) as response:
        async for event in read_events(response):
            screen.take(event)
            if event.event in ("snapshot-complete", "bye"):
                break
    return screen.rows
