"""An answer that leaves before its request was read says that it is the last one; after any other the connection serves on."""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from app.domain.access import Scope
from app.keys.record import new_record
from tests.waiting import eventually
from tests.web.pages.stored_site import in_chunks, request, stored_site
from tests.web.server.test_fast_connection import Client, FastSite, a_body, connected
from web.http.problem import ProblemError

ONE, MANY = "/api/shipments/update", "/api/shipments/updates"


class Early(NamedTuple):
    """A request that is refused before its body is read."""

    status: int
    path: str = ONE
    method: str = "POST"
    headers: tuple[str, ...] = ()
    settings: dict[str, Any] = {}  # nothing changes it


EARLY = {
    "401": Early(401, settings={"auth": "on"}, headers=("Authorization: Bearer none",)),
    "403": Early(403, "/api/keys", settings={"auth": "on"}, headers=("Authorization: {key}",)),
    "404": Early(404, "/api/nothing"),
    "405": Early(405, "/api/shipments"),
    "415 type": Early(415, headers=("Content-Type: text/plain",)),
    "415 encoding": Early(415, headers=("Content-Encoding: br",)),
    "415 demo": Early(415, "/api/demo", headers=("Content-Type: text/plain",)),
    "417": Early(417, headers=("Expect: nonsense",)),
    "429": Early(429, settings={"rate_address_per_s": 0.001, "rate_address_burst": 1}),
    "200": Early(200, "/health/live", "GET"),
    "404 of a file": Early(404, "/assets/none.js", "GET"),
    "400 version": Early(400, headers=("Transfer-Encoding: gzip, chunked",)),
}


@asynccontextmanager
async def an_early(tmp_path: Path, case: Early) -> AsyncIterator[tuple[FastSite, tuple[str, ...]]]:
    async with stored_site(tmp_path, request_body_s=0.3, **case.settings) as site:
        record, key = new_record("device", frozenset({Scope.INGEST}), None, 0.0)
        site.tracker.services.guard.keyring.replace_all({record.id: record})
        if case.status == 429:
            async with connected(site) as client:
                client.send(request("POST", ONE, body=a_body()))
                assert (await client.answer())[0] == 202
        yield site, tuple(header.format(key=f"Bearer {key}") for header in case.headers)


@pytest.fixture(autouse=True)
def _level(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)


@pytest.mark.parametrize("framing", ["length", "chunked"])
@pytest.mark.parametrize("name", EARLY)
async def test_an_answer_to_half_a_request_says_close_and_the_connection_ends(
    tmp_path: Path, name: str, framing: str, caplog: pytest.LogCaptureFixture
) -> None:
    case = EARLY[name]
    async with an_early(tmp_path, case) as (site, headers), connected(site) as client:
        length = "Content-Length: 100" if framing == "length" else "Transfer-Encoding: chunked"
        framed = () if any("Transfer" in header for header in headers) else (length,)
        client.send(request(case.method, case.path, *framed, *headers, body=b"5\r\n{    \r\n"))
        status, answered, _ = await client.answer()
        assert (status, answered.get("connection")) == (case.status, "close")
        client.send(request("POST", ONE, body=a_body()))  # to the server the rest of the body
        assert await client.is_at_end()
    assert caplog.messages == []


@pytest.mark.parametrize("name", [name for name in EARLY if name not in ("417", "400 version")])
async def test_after_an_answer_to_a_whole_request_the_connection_serves_the_next(tmp_path: Path, name: str) -> None:
    case = EARLY[name]
    async with an_early(tmp_path, case) as (site, headers), connected(site) as client:
        for _ in range(2):
            client.send(request(case.method, case.path, *headers, body=a_body()))
            status, answered, _ = await client.answer()
            assert (status, answered.get("connection")) == (case.status, None)
        one, other = request(case.method, case.path, *headers, body=a_body()), request("GET", "/health/live")
        client.send(one + other + one + other)
        assert [(await client.answer())[0] for _ in range(4)] == [case.status, 200, case.status, 200]


@pytest.mark.parametrize("framing", ["length", "chunked"])
async def test_a_body_beyond_the_limit_gets_its_413_as_the_last_answer(tmp_path: Path, framing: str) -> None:
    async with stored_site(tmp_path, max_body_bytes=2000) as site, connected(site) as client:
        body = b" " * 4000
        if framing == "length":
            client.send(request("POST", MANY, "Content-Length: 4000"))
        else:
            client.send(request("POST", MANY, "Transfer-Encoding: chunked", body=in_chunks(body, 500)[:3000]))
        status, headers, problem = await client.answer()
        assert (status, problem["code"], headers["connection"]) == (413, "too_large", "close")
        client.send(body)
        assert await client.is_at_end()


async def test_a_body_that_is_slow_gets_its_408_as_the_last_answer(tmp_path: Path) -> None:
    async with stored_site(tmp_path, request_body_s=0.1) as site, connected(site) as client:
        client.send(request("POST", ONE, "Content-Length: 9", body=b"{"))
        status, headers, problem = await client.answer()
        assert (status, problem["code"], headers["connection"]) == (408, "too_slow", "close")


async def test_what_kafka_does_not_take_leaves_the_connection_usable(tmp_path: Path) -> None:
    async with stored_site(tmp_path) as site, connected(site) as client:
        site.log.is_open, site.log.failure = False, ProblemError("overloaded", "full")
        client.send(request("POST", ONE, body=a_body()))
        status, headers, problem = await client.answer()
        assert (status, problem["code"], headers.get("connection")) == (503, "overloaded", None)
        site.log.is_open, site.log.failure = True, None
        client.send(request("POST", ONE, body=a_body()))
        assert (await client.answer())[0] == 202


async def broken_in_a_chunk(client: Client, path: str = ONE) -> None:
    client.send(request("POST", path, "Transfer-Encoding: chunked", body=b"1\r\n{\r\n"))
    await client.writer.drain()
    await asyncio.sleep(0)


@pytest.mark.parametrize("rest", [b"zz\r\n{}\r\n", b"-1\r\n", b"\x00", b"1\r\n{}\r\n0\r\n\r\n"])
async def test_a_body_with_a_broken_chunk_is_refused_at_once_and_not_at_its_deadline(
    tmp_path: Path, rest: bytes, caplog: pytest.LogCaptureFixture
) -> None:
    async with stored_site(tmp_path, request_body_s=60) as site, connected(site) as client:
        await broken_in_a_chunk(client)
        await eventually(lambda: site.is_reading_a_body)
        client.send(rest)
        status, headers, problem = await client.answer()
        assert (status, problem["code"], headers["connection"]) == (400, "bad_http", "close")
        assert await client.is_at_end(), "and there is one answer to one request"
        assert site.log.stored == []
    assert caplog.messages == []


async def test_a_chunk_that_breaks_after_an_early_answer_logs_nothing(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async with stored_site(tmp_path) as site, connected(site) as client:
        await broken_in_a_chunk(client, "/api/nothing")
        assert (await client.answer())[0] == 404
        client.send(b"zz\r\n")
        assert await client.is_at_end()
    assert caplog.messages == []


async def test_the_answer_to_a_bad_head_arrives_although_its_sender_sends_on(tmp_path: Path) -> None:
    async with stored_site(tmp_path) as site, connected(site) as client:
        client.send(request("POST", ONE, "Content-Length: -1", body=b" " * 2_000_000))
        await client.writer.drain()
        status, headers, problem = await client.answer()
        assert (status, problem["code"], headers["connection"]) == (400, "bad_http", "close")
        assert await client.is_at_end()


NOISE = {
    "tls": b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + b"a" * 300,
    "no http": b"hello\r\n\r\n",
    "null bytes": bytes(100),
    "long line": b"GET /" + b"a" * 20_000 + b" HTTP/1.1\r\n\r\n",
    "bad chunk": request("POST", ONE, "Transfer-Encoding: chunked", body=b"zz\r\n"),
    "plain as gzip": request("POST", ONE, "Content-Encoding: gzip", body=a_body()),
    "cut body": request("POST", ONE, "Content-Length: 500", body=a_body()),
    "cut head": b"POST / HTTP/1.1\r\nHost",
    "cut chunk": request("POST", MANY, "Transfer-Encoding: chunked", body=b"ff\r\n{"),
    "not utf-8": request("POST", ONE, "Content-Type: \xff\xfe", body=b"{}"),
    "upgrade": request("GET", "/", "Upgrade: websocket", "Connection: Upgrade") + b"\x00" * 50,
    "nothing": b"",
}


@pytest.mark.parametrize("end", ["half-closed", "closed", "reset"])
@pytest.mark.parametrize("name", NOISE)
async def test_no_noise_of_strangers_is_written_into_the_log(
    tmp_path: Path, name: str, end: str, caplog: pytest.LogCaptureFixture
) -> None:
    async with stored_site(tmp_path, request_body_s=0.2) as site:
        for _ in range(3):
            reader, writer = await asyncio.open_connection("127.0.0.1", site.port)
            writer.write(NOISE[name])
            await writer.drain()
            if end == "half-closed":
                writer.write_eof()
                await reader.read()
            elif end == "reset":
                writer.transport.abort()
            writer.close()
        await eventually(lambda: not site.open_connections)
    assert caplog.messages == []
