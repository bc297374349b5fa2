"""A second table over a real Kafka: its replica, list and stream, from declarations alone."""

import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

from aiohttp import ClientResponse, ClientSession, web
from aiohttp.test_utils import TestServer
from aiokafka import AIOKafkaProducer

from app.clock import SystemClock
from app.kafka.topic_admin import ensure_topics
from app.keys.keyring import Keyring
from app.observability.metrics import Metrics
from app.processes.served_table import create_table_base, serve_table
from app.readiness import Readiness
from app.settings import Settings
from tests.engine.counter import counter_table, counter_topics
from tests.sse import SseEvent, read_events
from tests.waiting import eventually
from tests.web.counts_table import (
    COUNTS_FEED,
    COUNTS_LIST,
    COUNTS_REPLICA,
    COUNTS_STREAM,
    CountFilter,
    CountQuery,
    CountsReplica,
)
from web.access.address_cap import AddressCap
from web.lists.table_answer import answer_table
from web.replica.replica import Replica

MakeSettings = Callable[..., Settings]


class CountsSite:
    """A server of counts, and a producer that writes them as their application does."""

    def __init__(self, settings: Settings, producer: AIOKafkaProducer) -> None:
        clock, metrics, readiness = SystemClock(), Metrics(), Readiness("kafka", "counts")
        self._producer, self._spec = producer, counter_table(settings)
        self.replica: CountsReplica = Replica(COUNTS_REPLICA, settings.partitions, settings.ring_size)
        keyring, cap = Keyring(clock, settings.known_credentials), AddressCap(settings, metrics)
        base = create_table_base(settings, clock, metrics, readiness, keyring, cap)
        self.table = serve_table(base, self._spec, self.replica, COUNTS_FEED, COUNTS_STREAM, COUNTS_LIST)
        self.url, self.session = "", ClientSession()

    async def write(self, key: str, count: int, **fields: Any) -> None:
        """Write a row; its version is its count."""
        row = {"key": key, "count": count, "offset": count, **fields}
        raw = json.dumps(row, separators=(",", ":")).encode()
        await self._producer.send_and_wait(self._spec.changelog_topic, raw, key=key.encode(), partition=0)

    async def list(self, request: web.Request) -> web.StreamResponse:
        """Answer with the counts."""
        filters = CountFilter(int(request.query.get("least", "0")))
        return await answer_table(
            self.table.listed, request, CountQuery(filters, after=request.query.get("after"), limit=2)
        )

    async def counts(self, query: str = "") -> dict[str, Any]:
        """Return a page of the list."""
        async with self.session.get(f"{self.url}/counts{query}") as response:
            page: dict[str, Any] = await response.json()
            return page

    @asynccontextmanager
    async def open(self, query: str = "", cursor: str = "") -> AsyncIterator["CountReader"]:
        """Open the stream."""
        headers = {"Last-Event-ID": cursor} if cursor else {}
        async with self.session.get(f"{self.url}/stream{query}", headers=headers) as response:
            yield CountReader(response)


class CountReader:
    """A reader that takes events one by one."""

    def __init__(self, response: ClientResponse) -> None:
        self._events = read_events(response)

    async def next(self) -> SseEvent:
        """Return the next event."""
        return await anext(self._events)

    async def until(self, name: str) -> SseEvent:
        """Return the next event of that name, skipping others."""
        while (event := await self.next()).event != name:
            pass
        return event


@asynccontextmanager
async def counts_site(settings: Settings) -> AsyncIterator[CountsSite]:
    await ensure_topics(settings, counter_topics(settings))
    producer = AIOKafkaProducer(bootstrap_servers=settings.bootstrap, acks="all")
    await producer.start()
    site = CountsSite(settings, producer)
    app = web.Application()
    app.router.add_get("/counts", site.list)
    app.router.add_get("/stream", site.table.stream.stream)
    async with TestServer(app) as server, site.session:
        site.url = str(server.make_url("")).rstrip("/")
        await site.table.feed.start()
        try:
            yield site
        finally:
            await site.table.hub.close()
            await site.table.feed.stop()
            await producer.stop()


async def test_a_second_table_is_listed_and_streamed_from_its_declaration_alone(make_settings: MakeSettings) -> None:
    async with counts_site(make_settings()) as site:
        for number in range(1, 4):
            await site.write(f"key-{number}", number)
        await eventually(lambda: site.table.feed.caught_up and len(site.replica.store) == 3)
        page = await site.counts()
        assert page["counts"] == [{"key": f"key-{n}", "count": n, "offset": n} for n in (1, 2)]
        assert page["next"] == "key-2"
        assert [row["key"] for row in (await site.counts("?after=key-2"))["counts"]] == ["key-3"]
        async with site.open("?least=2") as reader:
            snapshot = await reader.next()
            assert {row["key"] for row in snapshot.data} == {"key-2", "key-3"}
            complete = await reader.next()
            assert complete.data == {"counts": 2}
            await site.write("key-1", 9)
            assert [row["count"] for row in (await reader.until("changes")).data] == [9]
            await site.write("key-2", 10, deleted=True)
            assert (await reader.until("removed")).data == ["key-2"]
        assert {row["key"] for row in (await site.counts())["counts"]} == {"key-1", "key-3"}
        async with site.open("?least=2", complete.id) as reader:
            assert (await reader.until("removed")).data == ["key-2"]
            assert [row["key"] for row in (await reader.until("changes")).data] == ["key-1"]
