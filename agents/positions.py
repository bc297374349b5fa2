"""The agent `positions`: it hands what Kafka delivers to the keeper, and waits while too much is pending."""

import asyncio
from typing import Any

import faust

from agents.keeper import PositionKeeper, RowSink

AGENT_NAME = "positions"


def register(app: faust.App, topic: Any, sink: RowSink, keeper: PositionKeeper) -> None:
    """Put the agent on `app`: it reads the topic `positions` and keeps the table `latest`."""

    async def positions(stream: Any) -> None:
        async for event in stream.events():
            message = event.message
            keeper.apply(message.partition, message.value)
            await sink.wait_for_room()
            # A stream with a backlog never waits, and requests would.
            await asyncio.sleep(0)

    app.agent(topic, name=AGENT_NAME)(positions)
