"""What streams say of shipments that were deleted."""

import pytest

from tests.builders import NOON
from tests.web.stream.fed_stream import StreamSite, stream_site

QUERIES = ("", "shipmentId=A", "driverId=Dave-007", "bbox=-90,30,-70,50", "shipmentId=A&driverId=Dave-007")


async def removed_by(site: StreamSite, query: str, cursor: str) -> list[str]:
    """Return which shipments a reader that comes back with a cursor is told to remove."""
    async with site.open(query, cursor) as reader:
        event = await reader.next()
        assert event.event in ("removed", "heartbeat")
        return event.data if event.event == "removed" else []


@pytest.mark.parametrize("query", QUERIES)
async def test_every_stream_that_showed_a_deleted_shipment_names_it(query: str) -> None:
    async with stream_site() as site:
        site.put("A")
        async with site.open(query) as reader:
            await reader.until("snapshot-complete")
            site.delete("A")
            site.hub.on_changes()
            assert (await reader.until("removed")).data == ["A"]
            assert reader.dashboard.rows == {}
            row = site.move("A", timestamp=NOON + 1)
            assert (await reader.until("changes")).data == [row]


@pytest.mark.parametrize("query", ["shipmentId=B", "driverId=D-unknown", "bbox=0,0,1,1"])
async def test_a_stream_that_did_not_show_it_says_nothing(query: str) -> None:
    async with stream_site(heartbeat_s=0.1) as site:
        site.put("A")
        async with site.open(query) as reader:
            await reader.until("snapshot-complete")
            site.delete("A")
            site.hub.on_changes()
            assert (await reader.next()).event == "heartbeat"


@pytest.mark.parametrize("query", QUERIES)
@pytest.mark.parametrize("is_forgotten", [False, True])
async def test_a_reader_that_comes_back_learns_of_a_deletion_also_after_its_tombstone(
    query: str, *, is_forgotten: bool
) -> None:
    async with stream_site() as site:
        site.put("A")
        async with site.open(query) as reader:
            cursor = (await reader.until("snapshot-complete")).id
        site.delete("A")
        if is_forgotten:
            site.forget("A")
        assert await removed_by(site, query, cursor or "") == ["A"]


async def test_a_reader_that_comes_back_learns_of_a_deletion_of_which_the_process_saw_no_row() -> None:
    async with stream_site() as site:
        site.put("B")
        async with site.open() as reader:
            cursor = (await reader.until("snapshot-complete")).id
        site.delete("A")
        assert await removed_by(site, "", cursor or "") == ["A"]


async def test_a_cursor_from_before_what_the_ring_holds_starts_over_without_the_deleted_shipment() -> None:
    async with stream_site(ring_size=2) as site:
        site.put("A")
        async with site.open() as reader:
            cursor = (await reader.until("snapshot-complete")).id
        site.delete("A")
        site.forget("A")
        for number in range(10):
            site.put(f"S-{number}")
        async with site.open("", cursor or "") as reader:
            event = await reader.next()
            assert (event.event, event.data) == ("reset", {"reason": "too_old"})
            await reader.until("snapshot-complete")
            assert set(reader.dashboard.rows) == {f"S-{number}" for number in range(10)}


async def test_a_snapshot_whose_slots_went_to_other_shipments_starts_over() -> None:
    async with stream_site(ring_size=1, snapshot_chunk_rows=1) as site:
        for number in range(300):
            site.put(f"S-{number}", driverId="Dave-007" * 2)
        async with site.open("driverId=" + "Dave-007" * 2) as reader:
            assert (await reader.next()).event == "snapshot"
            for number in range(290, 300):
                site.delete(f"S-{number}")
                site.forget(f"S-{number}")
            for number in range(20):
                site.put(f"other-{number}", driverId="another")
            site.hub.on_changes()
            assert (await reader.until("reset")).data == {"reason": "too_old"}
            assert "snapshot-complete" not in reader.dashboard.seen
            await reader.until("snapshot-complete")
            assert set(reader.dashboard.rows) == {f"S-{number}" for number in range(290)}
