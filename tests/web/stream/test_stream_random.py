"""Any changes, any reconnects, any pace of reading: every reader ends with exactly its part of the table."""

import asyncio
from random import Random
from typing import Any
from urllib.parse import parse_qsl

import pytest
from aiohttp import ClientError
from multidict import MultiDict

from tests.sse import Dashboard
from tests.web.latest.filter_oracle import lets_through
from tests.web.stream.fed_stream import PARTITIONS, StreamSite, stream_site
from web.latest.filters import parse_filters

QUERIES = (
    "",
    "bbox=-10,-10,10,10",
    "bbox=170,-45,-170,45",
    "bbox=-90,-90,90,0",
    "driverId=D1&driverId=D2",
    "driverId=D0&bbox=-180,-90,0,90",
    "shipmentId=S-1&shipmentId=S-2&shipmentId=S-30",
    "shipmentId=S-1&shipmentId=S-3&bbox=-90,-45,90,45",
    "shipmentId=S-2&driverId=D1",
)


class RandomReader:
    """Opens, reads for a while at its own pace, breaks off, and comes back with what it last knew."""

    def __init__(self, site: StreamSite, query: str, random: Random) -> None:
        self._site, self._query, self._random = site, query, random
        self.dashboard = Dashboard()
        filters = parse_filters(MultiDict(parse_qsl(query)))
        self._filters = filters

    def expected(self) -> dict[str, Any]:
        """Return the rows that its filter lets through."""
        return {
            name: row
            for name, row in self._site.table.items()
            if lets_through(self._filters, name, row["driverId"], row["latitude"], row["longitude"])
        }

    async def read_until(self, has_ended: asyncio.Event) -> None:
        """Read until the changes have ended and it shows what it must."""
        while not self._is_done(has_ended):
            self.dashboard.begin()
            # A reader that always leaves early may never see the end of a snapshot on a busy machine.
            patience_s, visits = (5.0, 10_000) if has_ended.is_set() else (0.3, self._random.choice([1, 3, 10, 50]))
            async with self._site.open(self._query, self.dashboard.last_id) as reader:
                reader.dashboard = self.dashboard
                for _ in range(visits):
                    if self._is_done(has_ended):
                        break
                    try:
                        async with asyncio.timeout(patience_s):
                            event = await reader.next()
                    except (TimeoutError, StopAsyncIteration, ClientError):
                        break
                    if event.event == "snapshot-complete" or event.id:
                        self.dashboard.is_current = True
                    if self._random.random() < 0.1:
                        await asyncio.sleep(self._random.random() / 20)

    def _is_done(self, has_ended: asyncio.Event) -> bool:
        return has_ended.is_set() and self.dashboard.is_current and self.dashboard.rows == self.expected()


def random_fields(random: Random, step: int) -> dict[str, Any]:
    return {
        "timestamp": 1_705_500_000.0 + step + random.choice([0, 0, 0, -5, 3]),
        "driverId": f"D{random.randrange(4)}",
        "latitude": random.choice([0.0, random.uniform(-90, 90)]),
        "longitude": random.choice([0.0, random.uniform(-180, 180)]),
    }


async def drive(site: StreamSite, random: Random, steps: int) -> None:
    """Change and delete rows at random; now and then the changelog is replaced by one with the same rows."""
    for step in range(steps):
        name = f"S-{random.randrange(40)}"
        site.put(name, **random_fields(random, step))
        if random.random() < 0.2:
            site.delete(name, 1_705_500_000.0 + step + random.choice([0, 5]))
            if random.random() < 0.5:
                site.forget(name)
        if random.random() < 0.7:
            site.hub.on_changes()
        if random.random() < 0.002:
            await replace_changelog(site, f"e{step}")
        if random.random() < 0.2:
            await asyncio.sleep(random.choice([0, 0, 0.001, 0.01]))


async def replace_changelog(site: StreamSite, epoch: str) -> None:
    rows = dict(site.table)
    site.view.store.reset([0] * PARTITIONS)
    site.hub.on_reset()
    await asyncio.sleep(0.01)
    for name, row in rows.items():
        # Another log has other offsets, so the source is left to it.
        site.put(name, **{field: value for field, value in row.items() if field not in ("shipmentId", "source")})
    site.complete(epoch)
    site.hub.on_changes()


@pytest.mark.timeout(180)
@pytest.mark.parametrize("seed", range(4))
async def test_every_reader_ends_with_exactly_its_part_of_the_table(seed: int) -> None:
    random = Random(seed)
    async with stream_site(
        ring_size=random.choice([5, 50, 1000]),
        snapshot_chunk_rows=random.choice([1, 7, 1000]),
        stream_frames_per_s=random.choice([20, 500]),
        heartbeat_s=0.1,
        cursor_wait_s=0.05,
    ) as site:
        readers = [RandomReader(site, query, Random(f"{seed}{query}")) for query in QUERIES for _ in range(2)]
        has_ended = asyncio.Event()
        async with asyncio.TaskGroup() as tasks:
            for reader in readers:
                tasks.create_task(reader.read_until(has_ended))
            await drive(site, random, steps=1000)
            has_ended.set()
        for reader in readers:
            assert reader.dashboard.rows == reader.expected()
