"""A port that speaks TLS: the fast path, handshakes that never end, clients without TLS, and a certificate that changes."""

import asyncio
import functools
import ssl
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Any

import pytest
import trustme
import uvloop

from app.observability.metrics import Metrics
from app.settings import Settings
from tests.builders import NOON
from tests.fakes import FixedClock
from tests.metric_values import value_of
from tests.waiting import eventually
from tests.web.server.certificates import Files, files_in, trusting
from tests.web.server.test_fast_connection import Client, FastSite, a_body, fast_runner, post
from web.server.certificate import Certificate
from web.server.connections import Connection, TrackerServer

LIVE = b"GET /health/live HTTP/1.1\r\nHost: tracker\r\n\r\n"


def on_uvloop(test: Callable[..., Coroutine[Any, Any, None]]) -> Callable[..., None]:
    """Run a test on the loop of production, whose TLS is its own."""

    @functools.wraps(test)
    def run(**fixtures: Any) -> None:
        with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
            runner.run(test(**fixtures))

    return run


@pytest.fixture(scope="module")
def ca() -> trustme.CA:
    return trustme.CA()


@pytest.fixture
def files(tmp_path: Path, ca: trustme.CA) -> Files:
    files = files_in(tmp_path)
    files.issue(ca)
    return files


@pytest.fixture
def certificate(files: Files) -> Certificate:
    return Certificate(Settings(**files.settings), FixedClock(NOON), Metrics())


@asynccontextmanager
async def secure(site: FastSite, context: ssl.SSLContext | None) -> AsyncIterator[Client]:
    """Yield a connection that has been used once; without a context it is one without TLS, and not used."""
    reader, writer = await asyncio.open_connection(
        "127.0.0.1", site.port, ssl=context, server_hostname="localhost" if context else None
    )
    client = Client(reader, writer)
    try:
        if context is not None:
            client.send(LIVE)
            assert (await client.answer())[0] == 200
        yield client
    finally:
        writer.close()


def failed(site: FastSite, reason: str) -> float:
    return value_of(site.tracker.services.metrics, "tracker_tls_handshakes_failed_total", reason=reason)


def serial_of(client: Client) -> str:
    return str(client.writer.get_extra_info("peercert")["serialNumber"])


@on_uvloop
async def test_the_fast_path_answers_over_tls(tmp_path: Path, certificate: Certificate, ca: trustme.CA) -> None:
    async with (
        fast_runner(tmp_path, certificate=certificate) as (site, _),
        secure(site, trusting(ca)) as client,
    ):
        for number in range(3):
            client.send(post(a_body(shipmentId=f"S-{number}")))
            await eventually(lambda: len(site.log.waiting) == 1)
            await site.log.store()
            assert (await client.answer())[2]["offset"] == 1207 + number


@on_uvloop
async def test_the_standard_path_answers_over_tls(tmp_path: Path, certificate: Certificate, ca: trustme.CA) -> None:
    async with (
        fast_runner(tmp_path, certificate=certificate) as (site, _),
        secure(site, trusting(ca)) as client,
    ):
        for data, status in ((post(b"{}"), 422), (post(b" " * 5_000_000), 413)):
            client.send(data)
            assert (await client.answer())[0] == status


@on_uvloop
async def test_a_client_that_trusts_another_authority_fails_and_is_counted(
    tmp_path: Path, certificate: Certificate
) -> None:
    async with fast_runner(tmp_path, certificate=certificate, max_connections=1) as (site, _):
        for _ in range(3):  # a failed handshake leaves no connection counted
            with pytest.raises(ssl.SSLCertVerificationError):
                async with secure(site, trusting(trustme.CA())):
                    pass
        await eventually(lambda: failed(site, "failed") == 3)


@on_uvloop
async def test_a_request_without_tls_gets_a_readable_answer(tmp_path: Path, certificate: Certificate) -> None:
    async with fast_runner(tmp_path, certificate=certificate) as (site, _), secure(site, None) as client:
        client.send(LIVE)
        status, _, body = await client.answer()
        assert (status, body["code"]) == (400, "bad_http")
        assert "https://" in body["detail"]
        assert await client.is_at_end()
        assert failed(site, "plain") == 1


@on_uvloop
async def test_an_unexpected_failure_of_one_connection_does_not_end_the_accepting(
    tmp_path: Path, certificate: Certificate, ca: trustme.CA, monkeypatch: pytest.MonkeyPatch
) -> None:
    admit, failures = TrackerServer.admit, [RuntimeError("unexpected")]

    def fail_once(server: TrackerServer, peer: str) -> Connection | None:
        if failures:
            raise failures.pop()
        return admit(server, peer)

    monkeypatch.setattr(TrackerServer, "admit", fail_once)
    async with fast_runner(tmp_path, certificate=certificate) as (site, _):
        with suppress(OSError, ssl.SSLError, TimeoutError):
            async with asyncio.timeout(0.5), secure(site, trusting(ca)):
                pass
        async with asyncio.timeout(10), secure(site, trusting(ca)):
            pass
    assert failures == []


@on_uvloop
async def test_a_handshake_that_never_comes_ends_in_time(tmp_path: Path, certificate: Certificate) -> None:
    async with fast_runner(tmp_path, certificate=certificate, tls_handshake_s=0.05) as (site, _):
        for begin in (b"", b"\x16\x03\x01"):
            async with secure(site, None) as client:
                client.send(begin)
                assert await client.is_at_end()
        await eventually(lambda: failed(site, "timeout") == 2)


@on_uvloop
async def test_handshakes_count_as_connections_until_they_end(
    tmp_path: Path, certificate: Certificate, ca: trustme.CA
) -> None:
    async with fast_runner(tmp_path, certificate=certificate, max_connections=2) as (site, _):
        metrics = site.tracker.services.metrics
        async with secure(site, trusting(ca)), secure(site, None):
            await eventually(lambda: value_of(metrics, "tracker_tls_handshakes") == 1)
            async with secure(site, None) as third:
                assert await third.is_at_end()
        assert value_of(metrics, "tracker_connections_refused_total", limit="total") == 1
        await eventually(lambda: value_of(metrics, "tracker_tls_handshakes") == 0)
        await eventually(lambda: value_of(metrics, "tracker_connections") == 0)
        async with secure(site, trusting(ca)):
            pass


@on_uvloop
async def test_handshakes_of_an_address_count_as_its_connections(
    tmp_path: Path, certificate: Certificate, ca: trustme.CA
) -> None:
    # Only beyond the loopback address are addresses counted.
    limits: dict[str, Any] = {"host": "0.0.0.0", "max_connections_per_address": 1}
    async with fast_runner(tmp_path, certificate=certificate, **limits) as (site, _):
        metrics = site.tracker.services.metrics
        async with secure(site, None):
            await eventually(lambda: value_of(metrics, "tracker_tls_handshakes") == 1)
            async with secure(site, None) as second:
                assert await second.is_at_end()
        await eventually(lambda: value_of(metrics, "tracker_tls_handshakes") == 0)
        async with secure(site, trusting(ca)), secure(site, None) as second:
            assert await second.is_at_end()
        assert value_of(metrics, "tracker_connections_refused_total", limit="address") == 2
        await eventually(lambda: value_of(metrics, "tracker_connections") == 0)
        async with secure(site, trusting(ca)):
            pass


@on_uvloop
async def test_a_new_certificate_is_for_new_connections_and_old_ones_stay(
    tmp_path: Path, files: Files, certificate: Certificate, ca: trustme.CA
) -> None:
    context = trusting(ca)
    async with fast_runner(tmp_path, certificate=certificate) as (site, _), secure(site, context) as first:
        files.issue(ca)
        await certificate.look()
        await certificate.look()
        async with secure(site, context) as second:
            assert serial_of(first) != serial_of(second)
        first.send(post(a_body()))
        await eventually(lambda: len(site.log.waiting) == 1)
        await site.log.store()
        assert (await first.answer())[0] == 202


@on_uvloop
async def test_a_server_that_stops_ends_handshakes_and_answers_what_is_on_its_way(
    tmp_path: Path, certificate: Certificate, ca: trustme.CA
) -> None:
    async with (
        fast_runner(tmp_path, certificate=certificate) as (site, runner),
        secure(site, trusting(ca)) as client,
        secure(site, None) as half_open,
    ):
        client.send(post(a_body()))
        await eventually(lambda: len(site.log.waiting) == 1)
        [listener] = runner.sites
        await listener.stop()
        assert await half_open.is_at_end()
        stopping = asyncio.create_task(runner.cleanup())
        await site.log.store()
        assert (await client.answer())[0] == 202
        assert await client.is_at_end()
        await stopping
