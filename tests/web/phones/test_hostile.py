"""10 000 hostile requests at the doors of phone apps: no 5xx, no hang, and the neighbours lose nothing."""

import asyncio
import contextlib
import re
from collections import Counter
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

import orjson
import pytest
from aiohttp import ClientSession, web

from app.domain.access import Scope
from app.keys.record import new_record
from tests.builders import NOON
from tests.web.ingest.fake_log import FakeLog
from tests.web.phones.hostile import hostile_requests
from tests.web.phones.phone_site import FakeRejectedLog
from tests.web.tracker_api import a_tracker
from web.access.address_cap import AddressCap
from web.ingest.bound_drivers import driver_of_devices
from web.ingest.decision import IngestDecision
from web.ingest.envelope_lane import Ack, Chunk
from web.phones.fast_osmand import FastOsmand
from web.phones.handlers import Phones
from web.phones.intake import Intake
from web.routes import mount
from web.server.connections import http_limits
from web.server.fast_connection import FastServer
from web.server.http_server import RefinedRunner

pytestmark = pytest.mark.timeout(300)
SEED, REQUESTS, REQUESTS_OF_A_CHANGE, AT_ONCE = 20_260_102, 10_000, 1_500, 50
ANSWER_S = 60.0
"""A hang is longer than any busy machine needs."""
STATUS = re.compile(rb"HTTP/1\.[01] (\d{3}) ")


class BothLog(FakeLog):
    """Stores at once, for the standard and the fast path."""

    def begin(self, chunk: Chunk) -> "asyncio.Future[list[Ack]]":
        """Store one chunk."""
        stored = asyncio.get_running_loop().create_future()
        ack = Ack(chunk.partition, len(self.stored), 0)
        self.stored += [(chunk.partition, orjson.dumps(fix)) for fix in orjson.loads(b"[%b]" % chunk.fixes)]
        stored.set_result([ack])
        return stored


@asynccontextmanager
async def whole_server(folder: Path) -> AsyncIterator[tuple[int, str, BothLog]]:
    """Serve all addresses with the fast path; yield the port, a key that may post, and the log."""
    tracker = a_tracker(
        folder, auth="on", rate_refused_per_s=0, rate_key_per_s=0, request_body_s=1.0, connection_idle_s=1.0
    )
    services, log = tracker.services, BothLog()
    devices, rest = services.registers.devices, (services.settings, services.clock, services.metrics)
    devices.is_complete = services.guard.keyring.is_complete = True
    record, key = new_record("phones", frozenset({Scope.INGEST}), None, NOON)
    services.guard.keyring.apply(record.id, record)
    decision = IngestDecision(services.settings, driver_of=driver_of_devices(devices, services.metrics))
    tracker.set(phones=Phones(Intake(log, FakeRejectedLog(), decision, *rest), devices, *rest))
    app = web.Application()
    mount(app, tracker.services)
    runner = RefinedRunner(app, access_log=None, shutdown_timeout=1.0, **http_limits(services.settings))
    fast = FastOsmand(log, decision, services.guard, devices, *rest)  # type: ignore[arg-type]  # it refuses nothing
    cap = AddressCap(services.settings, services.metrics)
    runner.refine = lambda server: FastServer(server, [fast], 1_000, cap, services.metrics)
    await runner.setup()
    try:
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        yield runner.addresses[0][1], key, log
    finally:
        await runner.cleanup()


async def _send(port: int, raw: bytes) -> bytes:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        with contextlib.suppress(ConnectionError):
            writer.write(raw)
            await writer.drain()
            return await reader.read()
        return b""
    finally:
        writer.close()


async def _send_all(port: int, requests: Sequence[bytes], statuses: Counter[str]) -> None:
    waiting = iter(requests)

    async def sender() -> None:
        for raw in waiting:
            async with asyncio.timeout(ANSWER_S):
                answer = await _send(port, raw)
            found = [status.decode() for status in STATUS.findall(answer)]
            assert not [status for status in found if status[0] == "5" and status != "503"], (raw[:500], answer[:500])
            statuses[found[-1] if found else "none"] += 1

    async with asyncio.TaskGroup() as group:
        for _ in range(AT_ONCE):
            group.create_task(sender())


async def _neighbour(port: int, key: str, until: asyncio.Event) -> int:
    """Post as an honest phone until told to stop; return how many points were taken."""
    taken = 0
    async with ClientSession() as session:
        while not until.is_set():
            params = {"id": "neighbour", "lat": "1", "lon": "2", "timestamp": str(NOON - 1_000_000 + taken)}
            headers = {"Authorization": f"Bearer {key}"}
            async with session.get(
                f"http://127.0.0.1:{port}/api/ingest/osmand", params=params, headers=headers
            ) as answer:
                assert answer.status == 200
            taken += 1
            await asyncio.sleep(0)
    return taken


@pytest.mark.parametrize("count", [REQUESTS_OF_A_CHANGE, pytest.param(REQUESTS, marks=pytest.mark.nightly)])
async def test_hostile_requests_get_no_5xx_do_not_hang_and_cost_no_neighbour_a_point(
    tmp_path: Path, count: int
) -> None:
    statuses: Counter[str] = Counter()
    async with whole_server(tmp_path) as (port, key, log):
        done = asyncio.Event()
        neighbour = asyncio.create_task(_neighbour(port, key, done))
        try:
            await _send_all(port, hostile_requests(SEED, count, key), statuses)
        finally:
            done.set()
        taken = await neighbour
        stored = [fix for _, raw in log.stored if (fix := orjson.loads(raw)).get("deviceId") == "neighbour"]
    print(dict(statuses), f"neighbour: {taken}")
    assert statuses.total() == count
    assert {"200", "400", "401", "404", "405", "413", "422"} <= set(statuses), "they came as far as everything"
    assert [fix["timestamp"] for fix in stored] == [NOON - 1_000_000 + n for n in range(taken)]
    assert taken > 10
