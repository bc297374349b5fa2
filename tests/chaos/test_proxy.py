"""The proxy in front of Kafka, with a scripted server."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from app.ports import free_port
from tests.chaos.proxy import HOST, Proxy

ANSWER_S = 20.0
SILENCE_S = 0.2


@pytest.fixture
async def proxy() -> AsyncIterator[Proxy]:
    async def echo(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while data := await reader.read(100):
            writer.write(data)
        writer.close()

    server = await asyncio.start_server(echo, HOST, 0)
    proxy = Proxy(free_port(HOST), server.sockets[0].getsockname()[1])
    await proxy.start()
    try:
        yield proxy
    finally:
        await proxy.stop()
        server.close()


@asynccontextmanager
async def client(proxy: Proxy) -> AsyncIterator[tuple[asyncio.StreamReader, asyncio.StreamWriter]]:
    reader, writer = await asyncio.open_connection(HOST, proxy.port)
    try:
        yield reader, writer
    finally:
        writer.close()
        await writer.wait_closed()


async def _answer(reader: asyncio.StreamReader, within_s: float) -> bytes:
    try:
        async with asyncio.timeout(within_s):
            return await reader.read(1)
    except TimeoutError:
        return b"silence"


async def test_held_data_arrives_later(proxy: Proxy) -> None:
    proxy.hold()
    async with client(proxy) as (reader, writer):
        writer.write(b"x")
        assert await _answer(reader, SILENCE_S) == b"silence"
        proxy.let_through()
        assert await _answer(reader, ANSWER_S) == b"x"


async def test_a_forgotten_connection_stays_silent_and_a_new_one_is_served(proxy: Proxy) -> None:
    async with client(proxy) as (old_reader, old_writer):
        old_writer.write(b"x")
        assert await _answer(old_reader, ANSWER_S) == b"x"
        proxy.forget()
        async with client(proxy) as (new_reader, new_writer):
            for each in (old_writer, new_writer):
                each.write(b"y")
            assert await _answer(new_reader, ANSWER_S) == b"y"
        proxy.let_through()
        assert await _answer(old_reader, SILENCE_S) == b"silence"
