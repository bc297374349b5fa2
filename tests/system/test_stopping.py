"""SIGTERM to processes that are busy: what they have taken is answered, streams are told, and they are gone soon."""

import asyncio
import json
import os
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from aiohttp import ClientSession, TCPConnector

from app.ports import free_port
from app.settings import Settings
from tests.builders import a_fix
from tests.kafka.embedded import OwnKafka
from tests.product.proc import command_of, holders
from tests.product.tracker import Tracker, running
from tests.sse import read_events
from tests.system.aftermath import table_matches

pytestmark = [pytest.mark.system, pytest.mark.timeout(120)]
STREAMS, POSTS = 20, 50
GONE_WITHIN_S = 10.0
UNDER_WAY_WITHIN_S = 10.0
HALF_SENT = a_fix(shipmentId="half-sent")
PATH = "/api/shipments/update"


async def test_a_worker_and_an_edge_that_are_asked_to_end_answer_what_they_have_taken_and_are_gone_soon(
    make_settings: Callable[..., Settings], own_kafka: OwnKafka, tmp_path: Path
) -> None:
    def settings_of(name: str) -> Settings:
        return make_settings(kafka=own_kafka.address, worker=name, data=tmp_path / name, http_port=free_port())

    async with (
        running("worker", settings_of("stays"), tmp_path / "stays-said") as stays,
        running("worker", settings_of("worker"), tmp_path / "worker-said") as worker,
        running("edge", settings_of("edge"), tmp_path / "edge-said") as edge,
        ClientSession(connector=TCPConnector(limit=0)) as session,
        asyncio.TaskGroup() as group,
    ):
        await asyncio.gather(*(tracked.until_ready(session) for tracked in (stays, worker, edge)))
        leaving = (worker, edge)
        fixes = [a_fix(shipmentId=f"under-way-{number}") for number in range(POSTS * len(leaving))]
        streams = [group.create_task(_last_event(session, tracked)) for tracked in leaving for _ in range(STREAMS)]
        await asyncio.gather(*(_until(tracked, session, "tracker_stream_clients", STREAMS) for tracked in leaving))
        begun = [await _begin_post(tracked) for tracked in leaving]
        with _frozen(own_kafka):  # nothing is acknowledged, so every post is under way for certain
            posts = [
                group.create_task(_post(session, leaving[number % len(leaving)], fix))
                for number, fix in enumerate(fixes)
            ]
            under_way = "tracker_ingest_inflight_fixes"
            await asyncio.gather(*(_until(tracked, session, under_way, POSTS) for tracked in leaving))
            ending = [group.create_task(tracked.terminate(GONE_WITHIN_S)) for tracked in leaving]
            assert await asyncio.gather(*streams) == ["bye"] * len(streams)
        late = await asyncio.gather(*(_end_post(*connection) for connection in begun))
        assert await asyncio.gather(*posts) == [202] * len(posts)
        print("gone after", [round(await end, 1) for end in ending], "s; posts that were half sent:", late)
        assert set(late) <= {202, 503}
        stored = [HALF_SENT] if 202 in late else []
        await table_matches(stays, session, [*fixes, *stored])
        assert "Traceback" not in stays.said + worker.said + edge.said


async def _last_event(session: ClientSession, tracked: Tracker) -> str:
    """Follow a stream to its end; return the name of its last event."""
    name = ""
    async with session.get(f"{tracked.url}/api/stream") as response:
        async for event in read_events(response):
            name = event.event
    return name


async def _until(tracked: Tracker, session: ClientSession, metric: str, least: float) -> None:
    async with asyncio.timeout(UNDER_WAY_WITHIN_S):
        while await tracked.metric(session, metric) < least:
            await asyncio.sleep(0.05)


async def _post(session: ClientSession, tracked: Tracker, fix: dict[str, Any]) -> int:
    async with session.post(tracked.url + PATH, json=fix) as response:
        return response.status


Connection = tuple[asyncio.StreamReader, asyncio.StreamWriter]


async def _begin_post(tracked: Tracker) -> Connection:
    """Send a post but for its last byte."""
    reader, writer = await asyncio.open_connection("127.0.0.1", tracked.settings.http_port)
    body = json.dumps(HALF_SENT).encode()
    head = (f"POST {PATH} HTTP/1.1", "Host: tracker", "Content-Type: application/json", f"Content-Length: {len(body)}")
    writer.write("\r\n".join([*head, "", ""]).encode() + body[:-1])
    await writer.drain()
    return reader, writer


async def _end_post(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> int:
    """Send the last byte; return the status of the answer."""
    writer.write(b"}")
    await writer.drain()
    _, status, _ = (await reader.readline()).split(b" ", 2)
    writer.close()
    return int(status)


@contextmanager
def _frozen(kafka: OwnKafka) -> Iterator[None]:
    """Let Kafka stand still: connections stay, nothing is answered."""
    commands = {pid: command_of(pid) for pid in holders(kafka.settings.data)}
    [java] = [pid for pid, command in commands.items() if "kafka.Kafka" in command and "guard.py" not in command]
    os.kill(java, signal.SIGSTOP)
    try:
        yield
    finally:
        os.kill(java, signal.SIGCONT)
