"""A tracker that starts before its Kafka: it serves what it can, reports what it waits for, and then continues without action."""

import asyncio
import json
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from aiohttp import ClientSession

from app.ports import free_port
from app.settings import Settings
from tests.builders import a_fix
from tests.kafka.embedded import OwnKafka
from tests.product.tracker import Tracker, running
from tests.system.aftermath import table_matches
from tests.system.outage import Length
from tests.waiting import eventually

pytestmark = [pytest.mark.system, pytest.mark.timeout(240)]
MakeSettings = Callable[..., Settings]
SOON_S = 5.0
"""An answer that waits for nothing; the machine may do much else."""
UP_S = 30.0
STOP_WITHIN_S = 8.0
LINES_OF_A_START = 10
"""Of which one for each thing that it waited for."""


async def test_processes_that_start_before_kafka_serve_say_why_they_are_not_ready_and_get_ready_by_themselves(
    make_settings: MakeSettings, tmp_path: Path
) -> None:
    kafka = OwnKafka(tmp_path / "own")
    worker = make_settings(kafka=kafka.address, data=tmp_path / "worker")
    edge = make_settings(kafka=kafka.address, data=tmp_path / "edge", http_port=free_port())
    async with (
        running("worker", worker, tmp_path / "worker-said") as one,
        running("edge", edge, tmp_path / "edge-said") as two,
        ClientSession() as session,
    ):
        both = (one, two)
        await asyncio.gather(*(until_up(tracked, session) for tracked in both))
        absent_s = Length().outage_s
        slowest_s = max(await asyncio.gather(*(_serves_without_kafka(tracked, session, absent_s) for tracked in both)))
        assert slowest_s < SOON_S
        for tracked in both:
            [line] = tracked.lines
            assert f"not ready yet: Kafka at {kafka.address} has not answered yet" in line
        try:
            await asyncio.to_thread(kafka.start)
            loop = asyncio.get_running_loop()
            began = loop.time()
            await asyncio.gather(*(tracked.until_ready(session) for tracked in both))
            print(f"slowest answer without Kafka {slowest_s:.3f} s, ready {loop.time() - began:.1f} s after its start")
            fixes = [a_fix(shipmentId=f"first-of-{tracked.url}") for tracked in both]
            for tracked, fix in zip(both, fixes, strict=True):
                assert (await ask(tracked, session, "POST", "/api/shipments/update", fix)).status == 202
            for tracked in both:
                await table_matches(tracked, session, fixes)
                assert len(tracked.lines) <= LINES_OF_A_START
                assert sum("connected to Kafka" in line and " after " in line for line in tracked.lines) == 1
        finally:
            await asyncio.to_thread(kafka.stop)


@pytest.mark.parametrize("role", ["worker", "edge"])
async def test_a_process_whose_kafka_takes_connections_and_never_answers_serves_and_ends_when_it_is_asked_to(
    make_settings: MakeSettings, tmp_path: Path, role: str
) -> None:
    with _silent_server() as address:
        settings = make_settings(kafka=address, data=tmp_path / "data")
        async with running(role, settings, tmp_path / "said") as tracked, ClientSession() as session:
            await until_up(tracked, session)
            assert await _serves_without_kafka(tracked, session, 0) < SOON_S
            await eventually(lambda: tracked.lines)
            took_s = await tracked.terminate(STOP_WITHIN_S)
            print(f"{role} stopped {took_s:.1f} s after SIGTERM")
            assert len(tracked.lines) == 1


class Answer:
    """What came back, and how long it took."""

    def __init__(self, status: int, headers: Any, body: bytes, took_s: float) -> None:
        self.status, self.headers, self.body, self.took_s = status, headers, body, took_s

    @property
    def problem(self) -> tuple[int, str]:
        """Return status and code of an error, which has to say when to come again if it may pass."""
        assert self.status != 503 or int(self.headers["Retry-After"]) > 0
        return self.status, json.loads(self.body)["code"]


async def ask(tracked: Tracker, session: ClientSession, method: str, path: str, body: Any = None) -> Answer:
    """Send a request and return its whole answer."""
    loop = asyncio.get_running_loop()
    began = loop.time()
    async with session.request(method, tracked.url + path, json=body) as response:
        return Answer(response.status, response.headers, await response.read(), loop.time() - began)


async def until_up(tracked: Tracker, session: ClientSession) -> None:
    """Return once its web server answers."""
    async with asyncio.timeout(UP_S):
        while not await tracked.is_live(session):
            assert tracked.process.code is None, "it has ended"
            await asyncio.sleep(0.05)


async def _serves_without_kafka(tracked: Tracker, session: ClientSession, for_s: float) -> float:
    """Look at every kind of answer, again and again for so long; return how long the slowest took, in seconds."""
    loop = asyncio.get_running_loop()
    until, slowest_s = loop.time() + for_s, 0.0
    while True:
        live = await ask(tracked, session, "GET", "/health/live")
        assert live.status == 200
        assert f"Kafka at {tracked.settings.kafka}" in await tracked.reason(session)
        posted = await ask(tracked, session, "POST", "/api/shipments/update", a_fix())
        assert posted.problem == (503, "kafka_unavailable")
        # Nothing is known, and an empty table would look like a fleet that is gone.
        read = [await ask(tracked, session, "GET", f"/api/{path}") for path in ("shipments", "drivers", "stream")]
        assert {answer.problem for answer in read} == {(503, "recovering")}
        assert await tracked.metric(session, "tracker_kafka_connected") == 0
        slowest_s = max(slowest_s, *(answer.took_s for answer in (live, posted, *read)))
        if loop.time() >= until:
            return slowest_s
        await asyncio.sleep(0.2)


@contextmanager
def _silent_server() -> Iterator[str]:
    """Yield the address of a server whose kernel takes connections and that never reads them."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield f"127.0.0.1:{server.getsockname()[1]}"
