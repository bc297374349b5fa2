"""The agent `positions`: it reads the topic `positions` and keeps the table `latest`."""

from typing import Any

import faust

from agents import agent
from agents.keeper import PositionKeeper
from agents.row_sink import RowSink

AGENT_NAME = "positions"


def register(app: faust.App, topic: Any, sink: RowSink, keeper: PositionKeeper) -> None:
    """Put the agent on `app`."""
    agent.register(app, AGENT_NAME, topic, sink, keeper)
