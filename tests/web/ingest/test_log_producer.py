"""The edge's producer comes back from whatever aiokafka does at its start, its send and its stop."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from types import SimpleNamespace
from typing import Any

import pytest

from app.observability.metrics import Metrics
from app.settings import Settings
from tests.waiting import eventually
from web.ingest.envelope_lane import NotStoredError
from web.ingest.log_producer import LogProducer

FAULTS = [asyncio.CancelledError(), RuntimeError("a fault"), ValueError("a fault"), ConnectionResetError("cut")]


class FakeClient:
    """A producer of Kafka's client: each step succeeds unless it was told to fail."""

    def __init__(self, **failures: BaseException) -> None:
        self._failures = failures

    async def start(self) -> None:
        """Connect."""
        self._check("start")

    async def flush(self) -> None:
        """Wait for nothing."""
        self._check("flush")

    async def stop(self) -> None:
        """Disconnect."""
        self._check("stop")

    async def send(self, *_: object, **__: object) -> asyncio.Future[Any]:
        """Acknowledge at once."""
        acked = asyncio.get_running_loop().create_future()
        if isinstance(error := self._failures.get("send"), asyncio.CancelledError):
            acked.cancel()
        elif error is not None:
            acked.set_exception(error)
        else:
            acked.set_result(SimpleNamespace(offset=7))
        return acked

    def _check(self, step: str) -> None:
        if step in self._failures:
            raise self._failures[step]


class Producer(LogProducer):
    """The product's, with clients of the test's."""

    def __init__(self, *clients: FakeClient) -> None:
        super().__init__(Settings(kafka_backoff_s=0.01, kafka_backoff_max_s=0.02, ingest_deadline_s=1), Metrics())
        self._clients = list(clients)

    def _create_producer(self) -> Any:
        return self._clients.pop(0) if self._clients else FakeClient()


@asynccontextmanager
async def started(producer: LogProducer) -> AsyncIterator[LogProducer]:
    async with asyncio.timeout(5):
        await producer.start()
    try:
        yield producer
    finally:
        await producer.stop()


@pytest.mark.parametrize("error", FAULTS, ids=repr)
async def test_a_start_that_fails_is_tried_again(error: BaseException) -> None:
    async with started(Producer(FakeClient(start=error), FakeClient(start=error, stop=error))) as producer:
        await eventually(lambda: producer.is_connected)
        assert await producer.send(0, b"[]") == 7


@pytest.mark.parametrize("error", FAULTS, ids=repr)
async def test_a_send_that_fails_is_not_stored_and_the_next_one_has_another_producer(error: BaseException) -> None:
    async with started(Producer(FakeClient(send=error, stop=error))) as producer:
        with pytest.raises(NotStoredError):
            await producer.send(0, b"[]")

        async def is_stored() -> bool:
            try:
                return await producer.send(0, b"[]") == 7
            except NotStoredError:
                return False

        for _ in range(500):
            if await is_stored():
                break
            await asyncio.sleep(0.01)
        else:
            pytest.fail("the producer was not replaced")


async def test_a_send_that_its_caller_gives_up_is_cancelled() -> None:
    async with started(Producer()) as producer:
        client: Any = producer._producer
        client.send = lambda *_, **__: asyncio.Event().wait()
        sending = asyncio.create_task(producer.send(0, b"[]"))
        await asyncio.sleep(0)
        sending.cancel()
        with pytest.raises(asyncio.CancelledError):
            await sending
