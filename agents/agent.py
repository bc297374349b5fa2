"""An agent: it hands what Kafka delivers to a keeper, and waits while too much is pending."""

import asyncio
from collections.abc import Sequence
from typing import Any, Protocol

import faust

from agents.row_sink import RowSink
from app.engine.delivery import ConsumedRecord


class Keeper(Protocol):
    """Decides records and leaves rows for the next flush."""

    def apply(self, partition: int, records: Sequence[ConsumedRecord]) -> None:
        """Decide some records of a partition, in their order; whatever they hold, this never raises."""
        ...


def register(app: faust.App, name: str, topic: Any, sink: RowSink, keeper: Keeper) -> None:
    """Put the agent `name` on `app`: it reads `topic` and keeps a table."""

    async def agent(stream: Any) -> None:
        async for event in stream.events():
            message = event.message
            keeper.apply(message.partition, message.value)
            await sink.wait_for_room()
            # A stream with a backlog never waits, and requests would.
            await asyncio.sleep(0)

    app.agent(topic, name=name)(agent)
