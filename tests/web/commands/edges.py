"""Edges over a real Kafka with a small dispatcher, and a client of theirs."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

from aiohttp import ClientResponse, ClientSession

from app.kafka.topic_admin import ensure_topics
from app.ports import free_port
from app.processes.edge import create_edge
from app.processes.topics import topic_specs
from app.settings import Settings
from tests.waiting import eventually
from tests.web.commands.small_dispatcher import SmallDispatcher, dispatching


@dataclass(slots=True)
class Edge:
    """One edge and its client."""

    url: str
    session: ClientSession

    async def ask(self, method: str, path: str, **options: Any) -> tuple[int, Any]:
        """Return status and JSON of an answer."""
        async with self.session.request(method, f"{self.url}{path}", **options) as answer:
            return answer.status, await answer.json(content_type=None)

    async def put(self, shipment_id: str, **fields: Any) -> tuple[int, Any]:
        """Create a delivery or replace its plan."""
        plan = {"destination": {"latitude": 40.7, "longitude": -74.0}, **fields}
        return await self.ask("PUT", f"/api/deliveries/{shipment_id}", json=plan)

    async def open(self, path: str) -> ClientResponse:
        """Open a stream."""
        return await self.session.get(f"{self.url}{path}")


@asynccontextmanager
async def an_edge(settings: Settings) -> AsyncIterator[Edge]:
    """Run an edge on a port of its own until the block ends."""
    settings = settings.model_copy(update={"http_port": free_port()})
    process = create_edge(settings)
    await process.start()
    try:
        async with ClientSession() as session:
            edge = Edge(f"http://127.0.0.1:{settings.http_port}", session)
            await eventually(lambda: process.readiness.reason is None, within_s=30)
            yield edge
    finally:
        await process.stop()


@asynccontextmanager
async def an_edge_with_dispatcher(settings: Settings) -> AsyncIterator[tuple[Edge, SmallDispatcher]]:
    """Run an edge whose commands are decided."""
    await ensure_topics(settings, topic_specs(settings))
    async with dispatching(settings) as dispatcher, an_edge(settings) as edge:
        yield edge, dispatcher
