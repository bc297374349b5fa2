"""Every error is problem+json with a documented code, whichever layer of the server makes it."""

import asyncio
import contextlib
import json
import logging
from collections.abc import AsyncIterator
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.system.hostile import METHODS, ODD_HEADERS, PATHS, TRAVERSALS, hostile_requests
from tests.web.pages.stored_site import request, stored_site
from tests.web.server.test_fast_connection import FastSite, a_body
from web.http.problem import STATUS_OF

SEED, REQUESTS, AT_ONCE = 7, 1500, 20
ONE, MANY = "/api/shipments/update", "/api/shipments/updates"
SCRIPT = "/assets/a.js"
DOCUMENTED = (Path(__file__).parents[3] / "docs" / "api.md").read_text()


class Answer(NamedTuple):
    """One answer of several on a connection."""

    status: int
    headers: dict[str, str]
    body: bytes


@pytest.fixture
async def site(tmp_path: Path) -> AsyncIterator[FastSite]:
    assets = tmp_path / "dashboard" / "assets"
    assets.mkdir(parents=True)
    (assets / "a.js").write_text("let a = 1")
    (tmp_path / "dashboard" / "index.html").write_text("<!doctype html>")
    async with stored_site(tmp_path, request_body_s=0.2, connection_idle_s=0.2) as site:
        yield site


async def said_to(site: FastSite, data: bytes) -> list[Answer]:
    """Return all answers to what is sent, until the server closes."""
    reader, writer = await asyncio.open_connection("127.0.0.1", site.port)
    is_head = data.startswith(b"HEAD ")
    try:
        with contextlib.suppress(ConnectionError):
            writer.write(data)
            await writer.drain()
        async with asyncio.timeout(20):
            return [answer async for answer in _answers(reader, has_body=not is_head)]
    finally:
        writer.close()


async def _answers(reader: asyncio.StreamReader, *, has_body: bool) -> AsyncIterator[Answer]:
    while True:
        try:
            head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
        except asyncio.IncompleteReadError as end:
            if end.partial:
                raise
            return
        except ConnectionError:
            return
        status = int(head[0].split()[1])
        headers = {name.lower(): value for name, value in (line.split(": ", 1) for line in head[1:] if line)}
        if status == 100:
            continue
        if "text/event-stream" in headers.get("content-type", ""):
            return
        if headers.get("transfer-encoding") == "chunked" and has_body:
            await reader.readuntil(b"\r\n0\r\n\r\n")
            continue
        if not has_body and status == 400:
            # Of a request that is not HTTP the server may not know that it means HEAD.
            yield Answer(status, headers, await reader.read())
            return
        length = int(headers.get("content-length", 0)) if has_body and status not in (204, 304) else 0
        yield Answer(status, headers, await reader.readexactly(length))


def check(answer: Answer, of: bytes, *, has_body: bool = True) -> None:
    """Fail unless an error is a problem with a code that belongs to its status and is documented."""
    if answer.status < 400:
        return
    assert answer.headers.get("content-type", "").startswith("application/problem+json"), (of[:200], answer)
    if has_body or answer.body:
        assert has_body or answer.status == 400
        problem = json.loads(answer.body)
        assert (problem["status"], STATUS_OF[problem["code"]]) == (answer.status, answer.status), (of[:200], problem)
        assert f"`{problem['code']}`" in DOCUMENTED
    assert answer.headers["server"] == "delivery-tracker"
    assert answer.headers["x-content-type-options"] == "nosniff"


LAST = "Connection: close"
REFUSED = {
    "method": (400, "bad_http", b"BREW / HTTP/1.1\r\nHost: t\r\n\r\n"),
    "lower case": (400, "bad_http", b"get / HTTP/1.1\r\nHost: t\r\n\r\n"),
    "no http": (400, "bad_http", b"\x16\x03\x01\x00\x00\r\n\r\n"),
    "http/2": (400, "bad_http", request("GET", "/", LAST, version="HTTP/2.0")),
    "http/0.9": (400, "bad_http", request("GET", "/", LAST, version="HTTP/0.9")),
    "http/1.2": (400, "bad_http", request("GET", "/", LAST, version="HTTP/1.2")),
    "version": (400, "bad_http", request("GET", "/", LAST, version="JUNK")),
    "target": (400, "bad_http", b"GET nowhere HTTP/1.1\r\nHost: t\r\n\r\n"),
    "space": (400, "bad_http", b"GET /a b HTTP/1.1\r\nHost: t\r\n\r\n"),
    "port": (400, "bad_http", request("GET", "http://a:99999/")),
    "long line": (400, "bad_http", request("GET", "/" + "a" * 20_000)),
    "long header": (400, "bad_http", request("GET", "/", "X: " + "a" * 20_000)),
    "many headers": (400, "bad_http", request("GET", "/", *(f"X-{n}: a" for n in range(300)))),
    "no host": (400, "bad_http", b"GET / HTTP/1.1\r\n\r\n"),
    "two hosts": (400, "bad_http", request("GET", "/", "Host: other")),
    "header name": (400, "bad_http", request("GET", "/", "a b: c")),
    "null in header": (400, "bad_http", request("GET", "/", "X: a\x00b")),
    "length": (400, "bad_http", request("POST", ONE, "Content-Length: many")),
    "negative length": (400, "bad_http", request("POST", ONE, "Content-Length: -1")),
    "huge length": (400, "bad_http", request("POST", ONE, "Content-Length: " + "9" * 30)),
    "two lengths": (400, "bad_http", request("POST", ONE, "Content-Length: 2", "Content-Length: 3", body=b"{}")),
    "length and chunks": (400, "bad_http", request("POST", ONE, "Content-Length: 2", "Transfer-Encoding: chunked")),
    "chunk": (400, "bad_http", request("POST", ONE, "Transfer-Encoding: chunked", body=b"zz\r\n")),
    "coding": (400, "bad_http", request("POST", ONE, "Transfer-Encoding: gzip, chunked", body=b"0\r\n\r\n")),
    "not utf-8": (400, "bad_http", request("GET", "/\xff\xfe")),
    "connect": (404, "unknown_path", request("CONNECT", "example.com:443", LAST)),
    "connect to a path": (404, "unknown_path", request("CONNECT", "/api/shipments", LAST)),
    "percent": (404, "unknown_path", request("GET", "/%zz", LAST)),
    "percent of no utf-8": (404, "unknown_path", request("GET", "/%ff%fe", LAST)),
    "null": (404, "unknown_path", request("GET", "/%00.js", LAST)),
    "traversal": (404, "unknown_path", request("GET", "/assets/..%2f..%2fsecret.js", LAST)),
    "two slashes": (404, "unknown_path", request("GET", "//etc/passwd", LAST)),
    "trailing slash": (404, "unknown_path", request("GET", "/api/shipments/", LAST)),
    "asterisk": (404, "unknown_path", request("OPTIONS", "*", LAST)),
    "trace": (405, "method_not_allowed", request("TRACE", "/api/shipments", LAST)),
    "options": (405, "method_not_allowed", request("OPTIONS", "/api/shipments", LAST)),
    "expect": (417, "unsupported_expectation", request("POST", ONE, "Expect: nonsense", LAST, body=a_body())),
    "expect nowhere": (417, "unsupported_expectation", request("GET", "/nowhere", "Expect: nonsense", LAST)),
    "expect of a file": (417, "unsupported_expectation", request("GET", SCRIPT, "Expect: 100", LAST)),
    "type": (415, "unsupported_media_type", request("POST", ONE, "Content-Type: \xff", LAST, body=b"{}")),
    "encoding": (415, "unsupported_encoding", request("POST", ONE, "Content-Encoding: \xff", LAST, body=b"{}")),
    "range": (416, "bad_range", request("GET", SCRIPT, "Range: bytes=9-1", LAST)),
    "range beyond": (416, "bad_range", request("GET", SCRIPT, "Range: bytes=999-", LAST)),
    "range unit": (416, "bad_range", request("GET", SCRIPT, "Range: lines=1-2", LAST)),
    "ranges": (416, "bad_range", request("GET", SCRIPT, "Range: bytes=0-1,3-4", LAST)),
    "match": (412, "precondition_failed", request("GET", SCRIPT, 'If-Match: "other"', LAST)),
    "weak match": (412, "precondition_failed", request("GET", SCRIPT, 'If-Match: W/"other"', LAST)),
    "malformed match": (412, "precondition_failed", request("GET", SCRIPT, "If-Match: other", LAST)),
    "unmodified": (
        412,
        "precondition_failed",
        request("GET", SCRIPT, "If-Unmodified-Since: Thu, 01 Jan 1970 00:00:00 GMT", LAST),
    ),
    "no file": (404, "unknown_path", request("GET", "/assets/none.js", LAST)),
}


@pytest.mark.parametrize("name", REFUSED)
async def test_a_refusal_is_a_problem_with_its_code(
    site: FastSite, name: str, caplog: pytest.LogCaptureFixture
) -> None:
    status, code, data = REFUSED[name]
    caplog.set_level(logging.INFO)
    [answer] = await said_to(site, data)
    check(answer, data)
    assert (answer.status, json.loads(answer.body)["code"]) == (status, code)
    assert answer.headers["connection"] == "close"
    assert caplog.messages == []


@pytest.mark.parametrize("method", METHODS)
async def test_a_method_at_each_address_is_answered_properly(site: FastSite, method: str) -> None:
    for path in dict.fromkeys((*PATHS, *TRAVERSALS, SCRIPT, "/docs/assets/a.js", "/icon.svg", "*")):
        data = request(method, path, LAST)
        for answer in await said_to(site, data):
            check(answer, data, has_body=method != "HEAD")


@pytest.mark.parametrize("path", [ONE, MANY, "/api/shipments", "/api/session", SCRIPT, "/nowhere"])
async def test_each_odd_header_is_answered_properly(site: FastSite, path: str) -> None:
    for header in ODD_HEADERS:
        for method in ("GET", "POST", "HEAD"):
            data = request(method, path, header, LAST, body=b"{}" if method == "POST" else b"")
            for answer in await said_to(site, data):
                check(answer, data, has_body=method != "HEAD")


async def test_a_thousand_hostile_requests_get_problems_and_leave_no_line_in_the_log(
    site: FastSite, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    waiting = iter(hostile_requests(SEED, REQUESTS, "trk_none"))

    async def sender() -> None:
        for data in waiting:
            for answer in await said_to(site, data):
                assert answer.status < 500 or b"recovering" in answer.body, (data[:300], answer)
                check(answer, data, has_body=not data.startswith(b"HEAD "))

    async with asyncio.TaskGroup() as group:
        for _ in range(AT_ONCE):
            group.create_task(sender())
    assert caplog.messages == []


async def test_an_error_for_head_has_the_headers_of_the_problem_and_no_body(site: FastSite) -> None:
    for path, status in (("/nowhere", 404), ("/assets/none.js", 404), ("/api/shipments?limit=x", 422)):
        reader, writer = await asyncio.open_connection("127.0.0.1", site.port)
        writer.write(request("HEAD", path, LAST))
        head, _, body = (await reader.read()).partition(b"\r\n\r\n")
        writer.close()
        assert head.startswith(b"HTTP/1.1 %d " % status)
        assert b"Content-Type: application/problem+json" in head
        assert body == b""


async def test_a_client_that_asks_before_sending_a_body_is_told_to_continue(site: FastSite) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", site.port)
    writer.write(request("POST", ONE, "Expect: 100-continue", f"Content-Length: {len(a_body())}"))
    assert await reader.readuntil(b"\r\n\r\n") == b"HTTP/1.1 100 Continue\r\n\r\n"
    writer.write(a_body())
    assert (await reader.readuntil(b"\r\n\r\n")).startswith(b"HTTP/1.1 202 ")
    writer.close()


async def test_a_file_that_still_is_as_its_conditions_say_is_sent(site: FastSite) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", site.port)
    writer.write(request("GET", SCRIPT))
    headers = (await reader.readuntil(b"\r\n\r\n")).decode().split("\r\n")
    await reader.readexactly(9)
    writer.close()
    [tag] = [line[6:] for line in headers if line.startswith("Etag: ")]
    for header, status in (
        (f"If-Match: {tag}", 200),
        ("If-Match: *", 200),
        (f"If-None-Match: {tag}", 304),
        (f"If-None-Match: {tag}\r\nRange: bytes=9-1", 304),
        ("If-Unmodified-Since: Thu, 01 Jan 2099 00:00:00 GMT", 200),
        ("If-Modified-Since: Thu, 01 Jan 2099 00:00:00 GMT\r\nRange: bytes=9-1", 304),
        ("Range: bytes=0-2", 206),
        ("Range: bytes=-3", 206),
    ):
        [answer] = await said_to(site, request("GET", SCRIPT, header, LAST))
        assert answer.status == status, header
