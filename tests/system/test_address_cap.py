"""One address cannot take the connections of all: slow, silent or streaming, the others get theirs."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path

import pytest
from aiohttp import ClientSession

from app.settings import Settings
from tests.product.tracker import running

pytestmark = [pytest.mark.system, pytest.mark.timeout(120)]
MOST = 6
GREEDY, OTHER, PROXY = "127.0.0.2", "127.0.0.3", "127.0.0.4"
"""All of them this machine; Linux lets a client choose."""
WITHIN_S = 10.0
LIVE = b"GET /health/live HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"
STREAM = b"GET /api/stream HTTP/1.1\r\nHost: a\r\n%b\r\n"
Connection = tuple[asyncio.StreamReader, asyncio.StreamWriter]


@asynccontextmanager
async def connected(port: int, address: str) -> AsyncIterator[Connection]:
    reader, writer = await asyncio.open_connection("127.0.0.1", port, local_addr=(address, 0))
    try:
        yield reader, writer
    finally:
        writer.transport.abort()


async def answer_to(port: int, address: str, request: bytes = LIVE) -> bytes:
    """Return what comes back until the server closes; a refused one that has sent something may see the close alone."""
    async with connected(port, address) as (reader, writer), asyncio.timeout(WITHIN_S):
        writer.write(request)
        try:
            return await reader.read()
        except ConnectionError:
            return b""


async def test_one_address_that_holds_connections_open_leaves_room_for_others(
    make_settings: Callable[..., Settings], tmp_path: Path
) -> None:
    settings = make_settings(host="0.0.0.0", open_to_all=True, max_connections_per_address=MOST, trusted_proxies=PROXY)
    port = settings.http_port
    async with running("edge", settings, tmp_path / "said") as edge, ClientSession() as session:
        await edge.until_ready(session)
        async with AsyncExitStack() as stack:
            held = [await stack.enter_async_context(connected(port, GREEDY)) for _ in range(MOST)]
            held[0][1].write(b"GET / HT")  # half a head; the next one half a body; the rest say nothing at all
            held[1][1].write(b"POST /api/shipments/update HTTP/1.1\r\nHost: a\r\nContent-Length: 99\r\n\r\n{")
            held[2][1].write(STREAM % b"")
            assert b"200 OK" in await held[2][0].readuntil(b"\r\n\r\n")
            async with connected(port, GREEDY) as (reader, _), asyncio.timeout(WITHIN_S):
                refusal = await reader.read()
            assert refusal.startswith(b"HTTP/1.1 429 ")
            assert b'"code":"too_many_connections"' in refusal
            assert b"Retry-After: 1\r\n" in refusal
            assert b"200 OK" not in await answer_to(port, GREEDY)
            for _ in range(2 * MOST):
                assert b"200 OK" in await answer_to(port, OTHER)
            # A proxy's connections are everybody's, and its streams those of whom it brings them from.
            through = [await stack.enter_async_context(connected(port, PROXY)) for _ in range(3 * MOST)]
            heads = []
            for reader, writer in through:
                writer.write(STREAM % b"X-Forwarded-For: 198.51.100.7\r\n")
                heads.append(await reader.readuntil(b"\r\n\r\n"))
            assert [head.split()[1] for head in heads] == [b"200"] * MOST + [b"429"] * (2 * MOST)
            assert await edge.metric(session, "tracker_connections_refused_total") >= 2 + 2 * MOST

        async def has_room() -> bool:
            return b"200 OK" in await answer_to(port, GREEDY)

        async with asyncio.timeout(WITHIN_S):
            while not await has_room():
                await asyncio.sleep(0.02)
    assert "Traceback" not in edge.said


async def test_a_server_for_this_machine_alone_counts_no_addresses(
    make_settings: Callable[..., Settings], tmp_path: Path
) -> None:
    settings = make_settings(max_connections_per_address=1)
    async with running("edge", settings, tmp_path / "said") as edge, ClientSession() as session:
        await edge.until_ready(session)
        async with AsyncExitStack() as stack:
            for _ in range(5):
                await stack.enter_async_context(connected(settings.http_port, "127.0.0.1"))
            assert b"200 OK" in await answer_to(settings.http_port, "127.0.0.1")
