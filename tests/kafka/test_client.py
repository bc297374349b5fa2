import asyncio
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from typing import Any

import pytest
from aiokafka.conn import AIOKafkaConnection
from aiokafka.protocol.metadata import MetadataRequest

import app.kafka.client as client_module
from app.kafka.client import connected_admin, connected_consumer, connected_producer


class Hanging:
    """A consumer whose start never ends."""

    made: "list[Hanging]" = []  # emptied by each test

    def __init__(self, **_options: Any) -> None:
        self.is_closed = False
        Hanging.made.append(self)

    async def start(self) -> None:
        await asyncio.Event().wait()

    async def stop(self) -> None:
        self.is_closed = True


async def test_a_consumer_whose_start_is_cancelled_is_closed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(client_module, "AIOKafkaConsumer", Hanging)
    Hanging.made.clear()
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.01), connected_consumer("127.0.0.1:1"):
            raise AssertionError("it never started")
    assert [consumer.is_closed for consumer in Hanging.made] == [True]


async def test_a_consumer_that_fetches_again_and_again_is_closed_with_all_its_connections(kafka: str) -> None:
    async with connected_consumer(kafka) as consumer:
        await consumer.topics()
        backoffs = [asyncio.create_task(asyncio.Event().wait()) for _ in range(2)]
        consumer._fetcher._pending_tasks.update(backoffs)
        connections = list(consumer._client._conns.values())
        assert connections
    assert [task.cancelled() for task in backoffs] == [True, True]
    assert [connection.connected() for connection in connections] == [False] * len(connections)


@pytest.mark.parametrize("connected", [connected_admin, connected_consumer, connected_producer])
async def test_a_start_that_is_cancelled_while_it_waits_for_the_first_metadata_leaves_no_connection_open(
    kafka: str, monkeypatch: pytest.MonkeyPatch, connected: Callable[[str], AbstractAsyncContextManager[Any]]
) -> None:
    waiting: list[AIOKafkaConnection] = []
    has_asked = asyncio.Event()
    send = AIOKafkaConnection.send

    def send_unless_metadata(connection: AIOKafkaConnection, request: Any, *args: Any, **options: Any) -> Any:
        if not isinstance(request, MetadataRequest):
            return send(connection, request, *args, **options)
        waiting.append(connection)
        has_asked.set()
        return asyncio.Event().wait()

    async def connect() -> None:
        async with connected(kafka):
            raise AssertionError("it never started")

    monkeypatch.setattr(AIOKafkaConnection, "send", send_unless_metadata)
    connecting = asyncio.create_task(connect())
    await has_asked.wait()
    assert [connection.connected() for connection in waiting] == [True]
    connecting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await connecting
    assert [connection.connected() for connection in waiting] == [False]
