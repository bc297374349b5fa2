import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import faust

from agents.keeper import PositionKeeper
from agents.positions import AGENT_NAME, register
from app.engine.delivery import ConsumedRecord
from app.observability.metrics import Metrics
from tests.agents.test_keeper import CONTACTS
from tests.builders import NOON, a_fix, an_envelope
from tests.fakes import FakeRows
from tests.waiting import eventually


class BrokenRows(FakeRows):
    """Rows of which one cannot be read, as if our own code had a fault."""

    def get(self, partition: int, key: bytes) -> bytes | None:
        if key == b"broken":
            raise KeyError(key)
        return super().get(partition, key)


@asynccontextmanager
async def running_agent(rows: FakeRows) -> AsyncIterator[Any]:
    app = faust.App("test", broker="kafka://127.0.0.1:1", value_serializer="raw", key_serializer="raw")
    app.loop = asyncio.get_running_loop()
    keeper = PositionKeeper(
        rows, partitions=1, rejected_topic="rejected", cache_size=100, contacts=CONTACTS, metrics=Metrics()
    )
    register(app, app.topic("positions"), rows, keeper)
    app.finalize()
    app.flow_control.resume()
    (agent,) = app.agents.values()
    assert agent.name == AGENT_NAME
    try:
        async with agent.test_context() as running:
            yield running
    finally:
        consumer: Any = app.consumer
        consumer._thread.thread_loop.close()  # made with the first event, and never started


async def put(agent: Any, *values: bytes | None) -> None:
    """Deliver records in one message; their offsets count from 0."""
    await agent.put(tuple(ConsumedRecord(offset, NOON, value) for offset, value in enumerate(values)), wait=False)


async def test_the_agent_keeps_the_place_and_the_time_of_each_record() -> None:
    rows = FakeRows(1)
    async with running_agent(rows) as agent:
        await put(agent, b"7", an_envelope(a_fix(), a_fix(timestamp=NOON + 301)))
        await eventually(lambda: rows.pending[0])
    assert json.loads(rows.pending[0][b"PKG-998877"])["source"] == [0, 1, 0]
    assert dict(rows.emitted[1][1].headers)["source"] == b"0/1/1"


async def test_a_record_on_which_our_own_code_fails_is_kept_with_the_reason_and_the_agent_continues() -> None:
    rows = BrokenRows(1)
    envelope = an_envelope(a_fix(shipmentId="broken"))
    async with running_agent(rows) as agent:
        await put(agent, envelope, None)
        await put(agent, an_envelope(a_fix()))
        await eventually(lambda: rows.pending[0])
    (_, failed), (_, empty) = rows.emitted
    assert failed.value == envelope
    assert dict(failed.headers) == {"code": b"internal", "detail": b"KeyError(b'broken')", "source": b"0/0/0"}
    assert dict(empty.headers)["code"] == b"not_json"
