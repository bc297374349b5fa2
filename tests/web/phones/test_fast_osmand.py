"""Positions in the address on the fast path: the same result as on the standard path, or none."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path

import orjson
import pytest
from aiohttp import web
from multidict import CIMultiDict

from app.devices.books import DeviceBook
from app.domain.access import Scope
from app.keys.record import new_record
from app.phones.osmand import read_osmand
from app.phones.said import Sender
from tests.builders import NOON
from tests.metric_values import value_of
from tests.phones.samples import SAMPLES, as_request
from tests.waiting import eventually
from tests.web.ingest.fake_log import FakeLog, SlowLog
from tests.web.phones.phone_site import FakeRejectedLog
from tests.web.tracker_api import TrackerApi, a_tracker
from web.access.address_cap import AddressCap
from web.http.problem import ProblemError
from web.ingest.bound_drivers import driver_of_devices
from web.ingest.decision import IngestDecision
from web.phones.fast_osmand import FastOsmand
from web.phones.intake import Intake
from web.phones.routes import ROUTES
from web.routes import add_routes
from web.server.connections import http_limits
from web.server.fast_connection import FastServer
from web.server.http_server import RefinedRunner

QUERY = f"id=van-7&lat=51.5&lon=-0.12&timestamp={NOON}"
USUAL = ("minimal", "bearing_zero_hdop_zero", "post_query_empty_body", "alarm_sos", "millisecond_timestamp")
IN_THE_ADDRESS = [sample for sample in SAMPLES if sample["protocol"] == "osmand" and not sample["body"]]


@dataclass
class Fast:
    """The route with what a test looks at."""

    tracker: TrackerApi
    route: FastOsmand
    log: SlowLog
    devices: DeviceBook

    def begins(self, query: str, headers: dict[str, str] | None = None, body: bytes = b"") -> bool:
        """Tell whether the route accepts a request."""
        return self.route.begin("/api/ingest/osmand", query, CIMultiDict(headers or {}), "127.0.0.1", body) is not None


def a_fast_route(folder: Path, **settings: str) -> Fast:
    """Return the route over a log that stores when told."""
    tracker, log, devices = a_tracker(folder, **settings), SlowLog(), DeviceBook()
    devices.is_complete, services = True, tracker.services
    decision = IngestDecision(services.settings, driver_of=driver_of_devices(devices, services.metrics))
    rest = (services.settings, services.clock, services.metrics)
    return Fast(tracker, FastOsmand(log, decision, services.guard, devices, *rest), log, devices)


@pytest.mark.parametrize("sample", IN_THE_ADDRESS, ids=lambda sample: str(sample["name"]))
async def test_the_fast_path_stores_what_the_standard_path_stores_or_declines(
    tmp_path: Path, sample: dict[str, str]
) -> None:
    now, fast = NOON + 1e8, a_fast_route(tmp_path)
    fast.tracker.clock.time = now
    services, log, rejected = fast.tracker.services, FakeLog(), FakeRejectedLog()
    intake = Intake(
        log, rejected, IngestDecision(services.settings), services.settings, services.clock, services.metrics
    )
    is_taken = fast.begins(sample["path_query"].partition("?")[2])
    try:
        await intake.take("osmand", read_osmand(as_request(sample), now, Sender()), now, None)
    except ProblemError:
        assert not is_taken
        return
    fixes = [orjson.loads(raw) for _, raw in log.stored if b'"contact"' not in raw]
    assert [orjson.loads(chunk.fixes) for chunk, _ in fast.log.waiting] == (fixes if is_taken else [])
    assert is_taken or sample["name"] not in USUAL


@pytest.mark.parametrize(
    ("query", "headers"),
    [
        ("", {}),
        ("id=van-7&batt=50", {}),
        (QUERY.replace("51.5", "91"), {}),
        (QUERY.replace("van-7", ""), {}),
        (QUERY + "&token=tok.a", {}),
        (QUERY, {"Origin": "https://evil.example"}),
        (QUERY, {"Sec-Fetch-Site": "cross-site"}),
        (QUERY, {"Expect": "100-continue"}),
        ("&".join(["a=1"] * 300), {}),
    ],
)
async def test_the_fast_path_leaves_what_is_odd_to_the_standard_path(
    tmp_path: Path, query: str, headers: dict[str, str]
) -> None:
    fast = a_fast_route(tmp_path)
    assert fast.begins(QUERY)
    assert not fast.begins(query, headers)
    assert not fast.begins(QUERY, body=b"{}")
    fast.log.is_open = False
    assert not fast.begins(QUERY)


async def test_the_fast_path_waits_for_the_register_of_devices(tmp_path: Path) -> None:
    fast = a_fast_route(tmp_path)
    fast.devices.is_complete = False
    assert not fast.begins(QUERY)


async def test_the_fast_path_takes_a_key_and_its_device(tmp_path: Path) -> None:
    fast = a_fast_route(tmp_path, auth="on")
    record, key = new_record("a phone", frozenset({Scope.INGEST}), None, NOON, device="van-8")
    fast.tracker.services.guard.keyring.apply(record.id, record)
    assert not fast.begins(QUERY)
    assert not fast.begins(QUERY, {"Authorization": "Bearer trk_wrong"})
    assert fast.begins(QUERY, {"Authorization": f"Bearer {key}"})
    [(chunk, _)] = fast.log.waiting
    assert orjson.loads(chunk.fixes)["deviceId"] == "van-8"


async def test_the_answer_is_an_empty_200_once_kafka_holds_the_position_and_a_503_if_not(tmp_path: Path) -> None:
    fast = a_fast_route(tmp_path)
    services, metrics = fast.tracker.services, fast.tracker.services.metrics
    app = web.Application()
    add_routes(app, services, ROUTES)
    runner = RefinedRunner(app, access_log=None, **http_limits(services.settings))
    cap = AddressCap(services.settings, metrics)
    runner.refine = lambda server: FastServer(server, [fast.route], 100, cap, metrics)
    await runner.setup()
    try:
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        reader, writer = await asyncio.open_connection("127.0.0.1", runner.addresses[0][1])
        for line, finish, status in (("GET", fast.log.store, b"200"), ("POST", _fail(fast.log), b"503")):
            writer.write(
                f"{line} /api/ingest/osmand/?{QUERY} HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n".encode()
            )
            await eventually(lambda: fast.log.waiting != [])
            await finish()
            async with asyncio.timeout(10):
                head = await reader.readuntil(b"\r\n\r\n")
                assert head.startswith(b"HTTP/1.1 %b " % status)
                size = int(head.lower().partition(b"content-length: ")[2].split()[0])
                body = await reader.readexactly(size)
            assert (body == b"") == (status == b"200")
        writer.close()
    finally:
        await runner.cleanup()
    counted = {"route": "/api/ingest/osmand", "status": "200"}
    assert value_of(metrics, "tracker_http_requests_total", **counted) == 1
    assert value_of(metrics, "tracker_phone_fixes_total", protocol="osmand") == 1


def _fail(log: SlowLog) -> Callable[[], Awaitable[None]]:
    async def fail() -> None:
        log.fail()

    return fail
