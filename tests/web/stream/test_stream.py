"""What a reader of /api/stream sees, over a real connection."""

import asyncio
import json
import time
from contextlib import AsyncExitStack

import pytest

from tests.waiting import eventually
from tests.web.stream.fed_stream import Reader, stream_site
from web.latest.filters import EVERYTHING
from web.latest.stream import LATEST_STREAM
from web.latest.stream_routes import STREAM_EVENTS
from web.replica.cursor import parse_cursor
from web.stream.frames import EVENTS
from web.stream.groups import SUBSCRIBERS_IN_STEP

EAST, WEST = {"longitude": 20.0, "latitude": 0.0}, {"longitude": -20.0, "latitude": 0.0}
EAST_BOX = "bbox=10,-10,30,10"


async def opened(reader: Reader) -> Reader:
    await reader.until("heartbeat")
    return reader


async def test_a_stream_opens_with_all_rows_and_then_says_so() -> None:
    async with stream_site() as site:
        rows = [site.put("A"), site.put("B")]
        async with site.open() as reader:
            snapshot, complete = await reader.next(), await reader.next()
    assert (snapshot.event, snapshot.data, snapshot.id) == ("snapshot", rows, "")
    assert (complete.event, complete.data) == ("snapshot-complete", {"shipments": 2})
    assert complete.id == site.view.store.cursor(EVERYTHING.key)


async def test_right_after_its_snapshot_a_stream_tells_the_servers_time_under_the_snapshots_id() -> None:
    async with stream_site() as site:
        site.put("A")
        async with site.open() as reader:
            complete = await reader.until("snapshot-complete")
            heartbeat = await reader.next()
    assert (heartbeat.event, heartbeat.id) == ("heartbeat", complete.id)
    assert abs(heartbeat.data["time"] - time.time()) < 60


async def test_an_empty_table_gives_an_empty_snapshot() -> None:
    async with stream_site() as site, site.open() as reader:
        assert (await reader.next()).data == []
        assert (await reader.next()).event == "snapshot-complete"


async def test_a_large_snapshot_comes_in_chunks_without_ids() -> None:
    async with stream_site(snapshot_chunk_rows=2) as site:
        for name in "ABCDE":
            site.put(name)
        async with site.open() as reader:
            chunks = [await reader.next() for _ in range(3)]
            complete = await reader.next()
    assert [len(chunk.data) for chunk in chunks] == [2, 2, 1]
    assert [chunk.id for chunk in chunks] == ["", "", ""]
    assert complete.id


async def test_the_headers_pass_through_proxies_at_once_and_forbid_buffering() -> None:
    async with stream_site() as site, site.open() as reader:
        headers = reader.response.headers
        assert headers["Content-Type"] == "text/event-stream"
        assert headers["Cache-Control"] == "no-store"
        # The server ends the connection with the stream, so no client may keep it for another request.
        assert headers["Connection"] == "close"
        assert headers["X-Accel-Buffering"] == "no"
        opening = await reader.response.content.readuntil(b"\n\n")
    assert opening.startswith(b": tracker\nretry: ")
    assert 1000 <= int(opening.split()[-1]) <= 2000


async def test_a_change_is_sent_at_once_as_the_changelogs_own_bytes() -> None:
    async with (
        stream_site(stream_frames_per_s=0.05, stream_max_frames_per_s=0.05, stream_burst_frames=1) as site,
        site.open() as reader,
    ):
        await opened(reader)
        row = site.move("A")
        # A frame that waited for its turn would come after 20 s.
        changes = await asyncio.wait_for(reader.next(), 10)
    assert (changes.event, changes.data) == ("changes", [row])


async def test_after_a_quiet_time_no_change_waits_for_the_one_before() -> None:
    async with (
        stream_site(stream_frames_per_s=0.05, stream_max_frames_per_s=0.05, stream_burst_frames=5) as site,
        site.open() as reader,
    ):
        await opened(reader)
        for number in range(5):
            row = site.move("A", timestamp=1_705_500_000.0 + number)
            assert (await asyncio.wait_for(reader.next(), 10)).data == [row]
        site.move("A", timestamp=1_705_500_010.0)
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(reader.next(), 0.2)


async def test_a_burst_is_one_event_at_once_and_then_few_with_the_newest_rows() -> None:
    async with (
        stream_site(stream_frames_per_s=5, stream_max_frames_per_s=5, stream_burst_frames=1) as site,
        site.open() as reader,
    ):
        await opened(reader)
        began = asyncio.get_running_loop().time()
        for number in range(500):
            site.move(f"S-{number % 3}", timestamp=1_705_500_000.0 + number)
            await asyncio.sleep(0)
        await reader.until("changes")
        while reader.dashboard.rows != site.table:
            await reader.until("changes")
        took_s = asyncio.get_running_loop().time() - began
        assert reader.dashboard.seen.count("changes") <= 2 + took_s * 5


async def test_a_row_that_is_not_newer_changes_nothing() -> None:
    async with stream_site() as site, site.open() as reader:
        await opened(reader)
        site.move("A", timestamp=1_705_500_010.0)
        site.move("A", timestamp=1_705_500_005.0)
        site.move("B")
        while "B" not in reader.dashboard.rows:
            await reader.next()
        assert reader.dashboard.rows["A"]["timestamp"] == 1_705_500_010.0


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("shipmentId=A", {"A"}),
        ("shipmentId=A&shipmentId=B", {"A", "B"}),
        ("driverId=D1", {"A", "C"}),
        (EAST_BOX, {"A", "B"}),
        (f"driverId=D1&{EAST_BOX}", {"A"}),
        ("bbox=170,-10,10,10", {"C"}),
        ("shipmentId=nobody", set()),
    ],
)
async def test_only_what_passes_the_filter_is_sent(query: str, expected: set[str]) -> None:
    async with stream_site(stream_frames_per_s=100) as site:

        def move_all(timestamp: float) -> None:
            site.move("A", driverId="D1", timestamp=timestamp, **EAST)
            site.move("B", driverId="D2", timestamp=timestamp, **EAST)
            site.move("C", driverId="D1", timestamp=timestamp, **WEST)

        move_all(1_705_500_001.0)
        async with site.open(query) as reader:
            await opened(reader)
            assert set(reader.dashboard.rows) == expected
            move_all(1_705_500_002.0)
            wanted = {name: row for name, row in site.table.items() if name in expected}
            while reader.dashboard.rows != wanted:
                await reader.next()


async def test_a_shipment_that_drives_out_of_the_box_is_removed() -> None:
    async with stream_site() as site:
        site.put("A", **EAST)
        async with site.open(EAST_BOX) as reader:
            await opened(reader)
            site.move("A", **WEST)
            removed = await reader.next()
    assert (removed.event, removed.data) == ("removed", ["A"])
    assert removed.id == str(parse_cursor(removed.id))


async def test_a_shipment_that_changes_its_driver_is_removed_from_the_old_drivers_stream() -> None:
    async with stream_site() as site:
        site.put("A", driverId="D1")
        async with site.open("driverId=D1") as reader:
            await opened(reader)
            site.move("A", driverId="D2")
            assert (await reader.next()).data == ["A"]


async def test_out_and_in_again_within_one_event_is_a_change_and_in_and_out_is_nothing() -> None:
    async with stream_site() as site:
        site.put("A", **EAST)
        site.put("B", **WEST)
        async with site.open(EAST_BOX) as reader:
            await opened(reader)
            for name, places in (("A", (WEST, EAST)), ("B", (EAST, WEST)), ("C", (EAST,))):
                for place in places:
                    site.put(name, **place)
            site.hub.on_changes()
            changes = await reader.next()
            assert sorted(row["shipmentId"] for row in changes.data) == ["A", "C"]
            site.move("C", **WEST)
            assert (await reader.next()).data == ["C"]


async def test_only_the_last_event_of_an_update_moves_the_id() -> None:
    async with stream_site() as site:
        site.put("A", **EAST)
        async with site.open(EAST_BOX) as reader:
            first_id = (await reader.until("heartbeat")).id
            site.put("A", **WEST)
            site.put("B", **EAST)
            site.hub.on_changes()
            removed, changes = await reader.next(), await reader.next()
    assert (removed.event, changes.event) == ("removed", "changes")
    assert removed.id == first_id
    assert changes.id not in ("", first_id)


async def test_a_reader_that_comes_after_all_others_have_left_a_quiet_system_gets_heartbeats() -> None:
    async with stream_site(heartbeat_s=0.05) as site:
        for _ in range(3):
            async with asyncio.timeout(10), site.open() as reader:
                await opened(reader)
                await reader.until("heartbeat")
            await eventually(lambda: site.value("tracker_stream_clients") == 0)


async def test_heartbeats_carry_the_clock_and_an_id_that_does_not_age() -> None:
    async with stream_site(heartbeat_s=0.05) as site, site.open("shipmentId=quiet") as reader:
        complete = await reader.until("snapshot-complete")
        await reader.until("heartbeat")
        site.move("other")
        site.move("another")
        heartbeat = await reader.until("heartbeat")
    assert heartbeat.data["time"] > 1_705_500_000
    cursor, before = parse_cursor(heartbeat.id), parse_cursor(complete.id)
    assert cursor is not None
    assert before is not None
    assert sum(cursor.next_offsets) == sum(before.next_offsets) + 2


async def test_before_the_view_has_caught_up_the_answer_is_recovering() -> None:
    async with stream_site() as site:
        site.view.store.is_complete = False
        async with site.open() as reader:
            assert reader.response.status == 503
            assert reader.response.headers["Retry-After"]
            assert (await reader.response.json())["code"] == "recovering"


async def test_one_stream_too_many_is_refused() -> None:
    async with stream_site(stream_max_clients=1) as site, site.open() as first:
        await opened(first)
        async with site.open() as second:
            assert second.response.status == 503
            assert (await second.response.json())["code"] == "overloaded"
        assert site.value("tracker_stream_clients") == 1


@pytest.mark.parametrize(
    ("query", "field"),
    [("bbox=1,2,3", "bbox"), ("bbox=a,b,c,d", "bbox"), ("shipmentId=", "shipmentId"), ("shipmentID=A", "shipmentID")],
)
async def test_an_invalid_filter_is_refused_by_name(query: str, field: str) -> None:
    async with stream_site() as site, site.open(query) as reader:
        problem = await reader.response.json()
        assert (reader.response.status, problem["code"], problem["field"]) == (422, "bad_filter", field)


async def test_a_reader_that_leaves_is_forgotten() -> None:
    async with stream_site(heartbeat_s=0.2) as site:
        async with site.open() as reader:
            await opened(reader)
            assert site.value("tracker_stream_clients") == 1
            reader.response.close()
        await eventually(lambda: site.value("tracker_stream_clients") == 0)
        assert site.value("tracker_stream_clients") == 0


async def test_closing_says_bye_to_all_and_ends_their_streams() -> None:
    async with stream_site() as site, site.open() as one, site.open("shipmentId=A") as other:
        await opened(one)
        await opened(other)
        await site.hub.close()
        assert (await one.next()).event == "bye"
        assert (await other.next()).event == "bye"
        with pytest.raises(StopAsyncIteration):
            await one.next()
        assert site.value("tracker_stream_clients") == 0
        async with site.open() as late:
            assert late.response.status == 503


async def test_a_replaced_changelog_resets_every_stream() -> None:
    async with stream_site() as site:
        site.put("old")
        async with site.open() as reader:
            await opened(reader)
            site.view.store.reset([0, 0])
            site.hub.on_reset()
            assert (await reader.next()).event == "reset"
            row = site.put("new")
            site.complete("e2")
            site.hub.on_changes()
            await reader.until("snapshot-complete")
            assert reader.dashboard.rows == {"new": row}
            assert reader.dashboard.last_id.startswith("e2.")


async def test_streams_of_one_filter_share_their_rows_and_their_ids() -> None:
    async with stream_site() as site, site.open() as one, site.open() as other:
        await opened(one)
        await opened(other)
        site.move("A")
        assert await one.next() == await other.next()


async def test_more_streams_of_one_filter_than_go_in_step_all_get_every_change() -> None:
    async with stream_site() as site, AsyncExitStack() as stack:
        readers = [await stack.enter_async_context(site.open()) for _ in range(SUBSCRIBERS_IN_STEP + 2)]
        for number in range(3):
            row = site.move("A", timestamp=1_705_500_000.0 + number)
            for reader in readers:
                while reader.dashboard.rows.get("A") != row:
                    await reader.next()
        assert all(reader.dashboard.seen.count("reset") == 0 for reader in readers)
        assert len({reader.dashboard.last_id for reader in readers}) == 1


async def test_while_few_streams_are_busy_changes_follow_each_other_quickly() -> None:
    async with (
        stream_site(stream_frames_per_s=0.05, stream_max_frames_per_s=500, stream_burst_frames=1) as site,
        site.open() as reader,
    ):
        await opened(reader)
        for number in range(20):
            row = site.move("A", timestamp=1_705_500_000.0 + number)
            # At the least pace each would come after 20 s.
            assert (await asyncio.wait_for(reader.next(), 10)).data == [row]


async def test_an_http_1_0_reader_gets_events_too() -> None:
    async with stream_site() as site:
        row = site.put("A")
        host, port = site.url.removeprefix("http://").split("/")[0].split(":")
        reader, writer = await asyncio.open_connection(host, int(port))
        writer.write(b"GET /api/stream HTTP/1.0\r\n\r\n")
        head = await reader.readuntil(b"\r\n\r\n")
        assert b"Transfer-Encoding" not in head
        body = await reader.readuntil(b"snapshot-complete")
        writer.close()
    assert json.dumps([row], separators=(",", ":")).encode() in body


def test_the_document_of_the_api_names_every_event() -> None:
    assert {event.name for event in STREAM_EVENTS} == {*EVENTS, *LATEST_STREAM.removed}
