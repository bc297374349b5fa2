"""The agent `deliveries`: it reads the topic `delivery-commands` and keeps the table `deliveries`."""

from typing import Any

import faust

from agents import agent
from agents.delivery_keeper import DeliveryKeeper
from agents.row_sink import RowSink

AGENT_NAME = "deliveries"


def register(app: faust.App, topic: Any, sink: RowSink, keeper: DeliveryKeeper) -> None:
    """Put the agent on `app`."""
    agent.register(app, AGENT_NAME, topic, sink, keeper)
