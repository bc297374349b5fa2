"""Single positions are answered where their bytes arrive: as any server would, in order, and never without an answer."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web

from app.domain.access import Scope
from app.keys.record import new_record
from tests.builders import a_fix
from tests.metric_values import value_of
from tests.waiting import eventually
from tests.web.ingest.fake_log import SlowLog
from tests.web.tracker_api import TrackerApi, a_tracker
from web.access.address_cap import AddressCap
from web.ingest.decision import IngestDecision
from web.ingest.fast_update import FastUpdate
from web.ingest.handlers import Ingest
from web.routes import mount
from web.server.certificate import Certificate
from web.server.connections import http_limits
from web.server.fast_connection import FastServer
from web.server.http_server import RefinedRunner
from web.server.tls_site import TlsSite
from web.services.services import Services

WAIT_S = 10


def post(body: bytes, *headers: str, path: str = "/api/shipments/update", version: str = "1.1") -> bytes:
    head = [f"POST {path} HTTP/{version}", "Host: tracker", f"Content-Length: {len(body)}", *headers]
    return "\r\n".join([*head, "", ""]).encode() + body


def a_body(**fields: Any) -> bytes:
    return json.dumps(a_fix(**fields)).encode()


class FastSite:
    """A server with such connections, a log that stores when told, and what was counted."""

    def __init__(self, tracker: TrackerApi, log: SlowLog, fast: FastUpdate) -> None:
        self.tracker, self.log, self.fast = tracker, log, fast
        self.port = 0
        self.runner: RefinedRunner | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def open_connections(self) -> list[web.RequestHandler]:
        return [] if self.runner is None or self.runner.server is None else self.runner.server.connections

    @property
    def is_reading_a_body(self) -> bool:
        requests = [connection._current_request for connection in self.open_connections]
        return any(request is not None and not request.content.is_eof() for request in requests)

    def requests(self, status: int) -> float:
        labels = {"route": "/api/shipments/update", "status": str(status)}
        return value_of(self.tracker.services.metrics, "tracker_http_requests_total", **labels)


class Client:
    """A raw connection."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.reader, self.writer = reader, writer

    def send(self, data: bytes) -> None:
        self.writer.write(data)

    async def answer(self) -> tuple[int, dict[str, str], Any]:
        async with asyncio.timeout(WAIT_S):
            head = (await self.reader.readuntil(b"\r\n\r\n")).decode().split("\r\n")
            headers = {name.lower(): value for name, value in (line.split(": ", 1) for line in head[1:] if line)}
            body = await self.reader.readexactly(int(headers["content-length"]))
        is_json = "json" in headers["content-type"]
        return int(head[0].split()[1]), headers, json.loads(body) if is_json else body

    async def is_at_end(self) -> bool:
        async with asyncio.timeout(WAIT_S):
            return await self.reader.read() == b""


@asynccontextmanager
async def fast_runner(
    tmp_path: Path, log: SlowLog | None = None, certificate: Certificate | None = None, **settings: Any
) -> AsyncIterator[tuple[FastSite, RefinedRunner]]:
    tracker, log = a_tracker(tmp_path, **settings), log or SlowLog()
    services = tracker.services
    decision = IngestDecision(services.settings)
    rest = (services.settings, services.clock, services.metrics)
    tracker.set(ingest=Ingest(log, decision, *rest))
    fast = FastUpdate(log, decision, services.guard, *rest)
    app = web.Application()
    mount(app, tracker.services)
    runner = RefinedRunner(app, access_log=None, shutdown_timeout=WAIT_S, **http_limits(services.settings))
    runner.refine = lambda server: FastServer(
        server,
        [fast],
        services.settings.max_connections,
        AddressCap(services.settings, services.metrics),
        services.metrics,
    )
    await runner.setup()
    try:
        site = FastSite(tracker, log, fast)
        site.port, site.runner = await _listen(runner, certificate, services), runner
        yield site, runner
    finally:
        await runner.cleanup()


async def _listen(runner: RefinedRunner, certificate: Certificate | None, services: Services) -> int:
    if certificate is None:
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        return int(runner.addresses[0][1])
    secure = TlsSite(runner, "127.0.0.1", 0, certificate, services.settings.tls_handshake_s, services.metrics)
    await secure.start()
    return secure.port


@pytest.fixture
async def site(tmp_path: Path) -> AsyncIterator[FastSite]:
    async with fast_runner(tmp_path) as (site, _):
        yield site


@asynccontextmanager
async def connected(site: FastSite) -> AsyncIterator[Client]:
    """Yield a connection that has been used once, so that the server waits for its next request."""
    reader, writer = await asyncio.open_connection("127.0.0.1", site.port)
    client = Client(reader, writer)
    client.send(b"GET /health/live HTTP/1.1\r\nHost: tracker\r\n\r\n")
    assert (await client.answer())[0] == 200
    try:
        yield client
    finally:
        writer.close()


async def test_a_good_fix_is_answered_when_kafka_has_it_and_not_before(site: FastSite) -> None:
    async with connected(site) as client:
        client.send(post(a_body(), "Content-Type: application/json"))
        await eventually(lambda: len(site.log.waiting) == 1)
        assert site.requests(202) == 0
        await site.log.store()
        status, headers, body = await client.answer()
    assert (status, body["status"], body["offset"]) == (202, "accepted", 1207)
    assert headers["content-type"] == "application/json"
    assert "date" in headers
    assert site.requests(202) == 1


async def test_both_paths_give_the_same_answer(site: FastSite) -> None:
    async with connected(site) as client:
        client.send(post(a_body()))
        await eventually(lambda: len(site.log.waiting) == 1)
        await site.log.store()
        fast_status, fast_headers, fast_body = await client.answer()
        client.send(post(a_body(), path="/api/shipments/update?by=aiohttp"))
        status, headers, body = await client.answer()
    assert (fast_status, list(fast_body)) == (status, list(body))
    assert (fast_body["partition"], fast_body["offset"] + 1) == (body["partition"], body["offset"])
    assert {**fast_headers, "date": ""}.items() <= {**headers, "date": ""}.items()


async def test_a_connection_serves_one_fix_after_the_other(site: FastSite) -> None:
    async with connected(site) as client:
        for number in range(3):
            client.send(post(a_body(shipmentId=f"S-{number}")))
            await eventually(lambda: len(site.log.waiting) == 1)
            await site.log.store()
            assert (await client.answer())[2]["offset"] == 1207 + number


async def test_a_post_that_kafka_does_not_take_gets_503_and_the_connection_stays_open(site: FastSite) -> None:
    async with connected(site) as client:
        client.send(post(a_body()))
        await eventually(lambda: len(site.log.waiting) == 1)
        site.log.fail()
        status, headers, body = await client.answer()
        assert (status, body["code"], headers["retry-after"]) == (503, "kafka_unavailable", "1")
        assert headers["content-type"].startswith("application/problem+json")
        client.send(post(a_body()))
        await eventually(lambda: len(site.log.waiting) == 1)
        await site.log.store()
        assert (await client.answer())[0] == 202
    assert (site.requests(202), site.requests(503)) == (1, 1)


async def test_requests_sent_before_the_answer_are_answered_in_their_order(site: FastSite) -> None:
    async with connected(site) as client:
        client.send(post(a_body(shipmentId="S-1")))
        await eventually(lambda: len(site.log.waiting) == 1)
        for data in (post(b"{}"), post(a_body(shipmentId="S-3")), post(b"[]", path="/api/nothing")):
            client.send(data)
        await client.writer.drain()
        await site.log.store()
        answers = [await client.answer() for _ in range(4)]
    assert [status for status, _, _ in answers] == [202, 422, 202, 404]


async def test_a_body_in_pieces_is_taken(site: FastSite) -> None:
    async with connected(site) as client:
        data = post(a_body())
        client.send(data[:-10])
        await client.writer.drain()
        client.send(data[-10:])
        await eventually(lambda: bool(site.log.waiting or site.log.stored))
        await site.log.store()  # where both pieces arrived as one
        assert (await client.answer())[0] == 202


@pytest.mark.parametrize(
    ("data", "status"),
    [
        (post(b"{}"), 422),
        (post(b"{"), 400),
        (post(a_body(latitude=91)), 422),
        (post(a_body(), "Content-Type: text/plain"), 415),
        (post(a_body(), "Content-Type: application/json; charset=utf-8"), 202),
        (post(a_body(sped=1)), 202),
        (post(a_body(), "Expect: nonsense"), 417),
        (post(b" " * 5_000_000), 413),
        (post(b"", path="/api/shipments/update/"), 404),
        (post(a_body(), path="/api/shipments/update/more"), 404),
        (post(a_body(), path="/api/shipments/update?x=1"), 202),
        (b"PUT /api/shipments/update HTTP/1.1\r\nHost: t\r\nContent-Length: 0\r\n\r\n", 405),
    ],
)
async def test_all_other_requests_are_answered_in_the_ordinary_way(site: FastSite, data: bytes, status: int) -> None:
    async with connected(site) as client:
        client.send(data)
        assert (await client.answer())[0] == status
        assert site.log.waiting == []


async def test_the_ordinary_way_reports_that_kafka_is_unreachable(site: FastSite) -> None:
    site.log.is_open, site.log.failure = False, site.log.refusal("kafka_unavailable", "away")
    async with connected(site) as client:
        client.send(post(a_body()))
        status, _, body = await client.answer()
    assert (status, body["code"]) == (503, "kafka_unavailable")


@pytest.mark.parametrize(("headers", "version"), [(("Connection: close",), "1.1"), ((), "1.0")])
async def test_a_connection_is_closed_when_it_is_due(site: FastSite, headers: tuple[str, ...], version: str) -> None:
    async with connected(site) as client:
        client.send(post(a_body(), *headers, version=version))
        assert (await client.answer())[0] == 202
        assert await client.is_at_end()


async def test_a_client_that_left_is_counted_as_gone(tmp_path: Path) -> None:
    async with fast_runner(tmp_path) as (site, runner):
        async with connected(site) as client:
            client.send(post(a_body()))
            await eventually(lambda: len(site.log.waiting) == 1)
            client.writer.transport.abort()
        await eventually(lambda: runner.server is not None and not runner.server.connections)
        await site.log.store()
        await eventually(lambda: site.requests(499) == 1)
        assert site.requests(202) == 0


async def test_a_server_that_stops_still_answers_what_is_on_its_way(tmp_path: Path) -> None:
    async with fast_runner(tmp_path) as (site, runner), connected(site) as client:
        client.send(post(a_body()))
        await eventually(lambda: len(site.log.waiting) == 1)
        stopping = asyncio.create_task(runner.cleanup())
        await eventually(lambda: not runner.sites)
        await site.log.store()
        assert (await client.answer())[0] == 202
        assert await client.is_at_end()
        await stopping


async def keyed(site: FastSite, *scopes: Scope, driver: str | None = None) -> str:
    """Return the header of a new key that may do that."""
    record, text = new_record("device", frozenset(scopes), driver, 0.0)
    keyring = site.tracker.services.guard.keyring
    keyring.replace_all({record.id: record})
    return f"Authorization: Bearer {text}"


async def test_with_keys_the_quick_way_is_for_those_alone_who_may(tmp_path: Path) -> None:
    async with (
        fast_runner(tmp_path, auth="on", rate_key_per_s=0.001, rate_key_burst=3) as (site, _),
        connected(site) as client,
    ):
        right = await keyed(site, Scope.INGEST, driver="Dave-007")
        client.send(post(a_body(), right))
        await eventually(lambda: site.log.waiting)
        await site.log.store()
        assert (await client.answer())[0] == 202
        for sent, status in (
            (post(a_body()), 401),
            (post(a_body(), right + "x"), 401),
            (post(a_body(), right, right), 401),
            (post(a_body(driverId="Dave-008"), right), 403),
        ):
            client.send(sent)
            assert (await client.answer())[0] == status
        client.send(post(a_body(), right))
        await eventually(lambda: site.log.waiting)
        await site.log.store()
        assert (await client.answer())[0] == 202
        client.send(post(a_body(), right))  # the fourth that the key pays for: the refused one of another driver counts
        assert (await client.answer())[0] == 429
        assert len(site.log.stored) == 2


async def test_with_keys_a_key_that_was_revoked_is_refused_on_the_connection_that_it_had(tmp_path: Path) -> None:
    async with fast_runner(tmp_path, auth="on") as (site, _), connected(site) as client:
        right = await keyed(site, Scope.INGEST)
        client.send(post(a_body(), right))
        await eventually(lambda: site.log.waiting)
        await site.log.store()
        assert (await client.answer())[0] == 202
        site.tracker.services.guard.keyring.replace_all({})
        client.send(post(a_body(), right))
        assert (await client.answer())[0] == 401
        assert len(site.log.stored) == 1


async def test_the_quick_way_counts_an_address_and_leaves_the_pages_of_others_to_the_long_one(tmp_path: Path) -> None:
    async with (
        fast_runner(tmp_path, rate_address_per_s=0.001, rate_address_burst=2) as (site, _),
        connected(site) as client,
    ):
        client.send(post(a_body(), "Origin: https://evil.example"))
        assert (await client.answer())[0] == 415
        client.send(post(a_body()))
        await eventually(lambda: site.log.waiting)
        await site.log.store()
        assert (await client.answer())[0] == 202
        client.send(post(a_body()))
        assert (await client.answer())[0] == 429


async def test_an_answer_that_kafka_is_slow_to_give_outlives_the_idle_time_of_a_connection(tmp_path: Path) -> None:
    async with fast_runner(tmp_path) as (site, runner), connected(site) as client:
        client.send(post(a_body()))
        await eventually(lambda: site.log.waiting)
        assert runner.server is not None
        [connection] = runner.server.connections
        connection._next_keepalive_close_time = 0.0
        connection._process_keepalive()
        await site.log.store()
        assert (await client.answer())[0] == 202
