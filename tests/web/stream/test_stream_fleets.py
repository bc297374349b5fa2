"""Streams and fleets: what a reader of one fleet is told when rows of it, and of others, come and go."""

import asyncio

from tests.builders import NOON
from tests.sse import SseEvent
from tests.waiting import eventually
from tests.web.stream.fed_stream import stream_site
from tests.web.stream.test_stream_deletions import removed_by
from tests.web.stream.test_stream_slow_readers import PADDING, SMALL, slow_reader
from web.latest.filters import Filters

NORTH = Filters(fleet="north")


async def test_a_deletion_is_told_to_the_readers_of_its_fleet_alone() -> None:
    async with stream_site() as site:
        site.put("A", fleet="north")
        site.put("B", fleet="south")
        cursor = site.view.store.cursor(NORTH.key)
        site.delete("B", NOON + 1)
        site.delete("A", NOON + 1)
        assert await removed_by(site, "fleet=north", cursor) == ["A"]


async def test_a_shipment_that_comes_back_in_another_fleet_left_the_first_one() -> None:
    async with stream_site() as site:
        site.put("A", fleet="north")
        cursor = site.view.store.cursor(NORTH.key)
        site.delete("A", NOON + 1)
        site.put("A", fleet="south", timestamp=NOON + 2)
        assert await removed_by(site, "fleet=north", cursor) == ["A"]
        assert await removed_by(site, "fleet=west", site.view.store.cursor(Filters(fleet="west").key)) == []


async def test_a_slow_reader_behind_the_ring_is_told_no_id_of_another_fleet() -> None:
    async with stream_site(ring_size=10, **SMALL) as site, slow_reader(site, "fleet=north") as slow:
        await eventually(lambda: site.value("tracker_stream_clients") == 1)
        told: list[SseEvent] = []
        for number in range(50):
            for shipment in range(40):
                fleet = "north" if shipment % 2 else "south"
                row = {"timestamp": NOON + number, "deviceId": PADDING, "fleet": fleet}
                site.move(f"{fleet}-{shipment}", **row)
            await asyncio.sleep(0)
        newest = NOON + 49
        shown: dict[str, float] = {}
        while len(shown) < 20 or set(shown.values()) != {newest}:
            assert await slow.read_some(told)
            rows = [row for event in told if event.event in {"snapshot", "changes"} for row in event.data]
            shown = {row["shipmentId"]: row["timestamp"] for row in rows}
        assert "south" not in str(told)
