"""Coming back with a cursor: nothing missed, nothing doubled, or an honest reset."""

import asyncio
from dataclasses import replace

import pytest

from tests.waiting import eventually
from tests.web.stream.fed_stream import Reader, StreamSite, stream_site
from web.latest.filters import EVERYTHING
from web.replica.cursor import Cursor, parse_cursor

EAST, WEST = {"longitude": 20.0, "latitude": 0.0}, {"longitude": -20.0, "latitude": 0.0}
EAST_BOX = "bbox=10,-10,30,10"


async def id_of_a_visit(site: StreamSite, query: str = "") -> str:
    async with site.open(query) as reader:
        return (await reader.until("snapshot-complete")).id


async def expect_reset(reader: Reader, reason: str) -> None:
    first = await reader.next()
    assert (first.event, first.data) == ("reset", {"reason": reason})
    await reader.until("heartbeat")


def cursor_of(site: StreamSite) -> Cursor:
    cursor = parse_cursor(site.view.store.cursor(EVERYTHING.key))
    assert cursor is not None
    return cursor


@pytest.mark.parametrize(
    "way",
    [
        "header",
        "cursor={}",
        "lastEventId={}",  # event-source-polyfill
        "lastEventId={}&r=8812634&padding=true",  # its older versions
        "evs_last_event_id={}&evs_buffer_size_limit=262144&evs_preamble=2056",  # eventsource-polyfill
        "lastEventID={}",  # Mercure
        "Last-Event-ID={}",
        "last-event-id={}",
        "last_event_id={}",
        "cursor={}&lastEventId=",  # before the first event
        "lastEventId={}&_=1705500000",
    ],
)
async def test_a_reader_gets_exactly_what_it_missed(way: str) -> None:
    async with stream_site() as site:
        site.put("A")
        seen = await id_of_a_visit(site)
        missed = [site.put("B"), site.put("C")]
        opened = site.open(last_event_id=seen) if way == "header" else site.open(way.format(seen))
        async with opened as reader:
            changes = await reader.next()
            assert (changes.event, changes.data) == ("changes", missed)
            assert changes.id == site.view.store.cursor(EVERYTHING.key)
            heartbeat = await reader.next()
            assert (heartbeat.event, heartbeat.id) == ("heartbeat", changes.id)
            later = site.move("D")
            assert (await reader.next()).data == [later]


async def test_the_header_wins_over_the_query_as_it_is_the_newer() -> None:
    async with stream_site() as site:
        old = site.view.store.cursor(EVERYTHING.key)
        site.put("A")
        new = site.view.store.cursor(EVERYTHING.key)
        missed = site.put("B")
        for query in (f"cursor={old}", f"lastEventId={old}"):
            async with site.open(query, last_event_id=new) as reader:
                assert (await reader.next()).data == [missed]


@pytest.mark.parametrize("query", ["cursor={old}&lastEventId={new}", "lastEventId={old}&lastEventId={new}"])
async def test_what_a_polyfill_adds_to_the_address_is_the_newer(query: str) -> None:
    async with stream_site() as site:
        old = site.view.store.cursor(EVERYTHING.key)
        site.put("A")
        new = site.view.store.cursor(EVERYTHING.key)
        missed = site.put("B")
        async with site.open(query.format(old=old, new=new)) as reader:
            assert (await reader.next()).data == [missed]


@pytest.mark.parametrize("query", ["lastEventId=", "cursor=", "lastEventId=&cursor=", "evs_last_event_id="])
async def test_an_empty_cursor_is_none(query: str) -> None:
    async with stream_site() as site:
        row = site.put("A")
        async with site.open(query) as reader:
            snapshot = await reader.next()
    assert (snapshot.event, snapshot.data) == ("snapshot", [row])


async def test_a_name_that_is_nearly_the_last_event_id_is_refused() -> None:
    async with stream_site() as site, site.open("lastEvent=1") as reader:
        assert reader.response.status == 422


async def test_a_reader_that_missed_nothing_is_told_that_its_cursor_was_taken() -> None:
    async with stream_site() as site:
        site.put("A")
        seen = await id_of_a_visit(site)
        async with site.open(last_event_id=seen) as reader:
            heartbeat = await reader.next()
    assert (heartbeat.event, heartbeat.id) == ("heartbeat", seen)
    assert site.value("tracker_stream_resumes_total", outcome="resumed") == 1


async def test_several_changes_of_a_shipment_come_back_as_its_newest_row() -> None:
    async with stream_site() as site:
        seen = await id_of_a_visit(site)
        for number in range(5):
            newest = site.put("A", timestamp=1_705_500_000.0 + number)
        async with site.open(last_event_id=seen) as reader:
            assert (await reader.next()).data == [newest]


async def test_what_left_the_box_meanwhile_is_removed() -> None:
    async with stream_site() as site:
        site.put("A", **EAST)
        seen = await id_of_a_visit(site, EAST_BOX)
        site.put("A", **WEST)
        inside = site.put("B", **EAST)
        async with site.open(EAST_BOX, last_event_id=seen) as reader:
            removed, changes = await reader.next(), await reader.next()
    assert (removed.event, removed.data, removed.id) == ("removed", ["A"], seen)
    assert (changes.data, changes.id.split(".")[0]) == ([inside], seen.split(".")[0])


async def test_a_cursor_of_a_table_view_opens_the_stream_without_a_gap() -> None:
    async with stream_site() as site:
        site.put("A")
        cursor = site.view.store.cursor(EVERYTHING.key)
        missed = site.put("B")
        async with site.open(f"cursor={cursor}") as reader:
            assert (await reader.next()).data == [missed]


async def test_a_cursor_older_than_the_ring_is_reset() -> None:
    async with stream_site(ring_size=2) as site:
        seen = await id_of_a_visit(site)
        for number in range(10):
            site.put(f"S-{number}")
        async with site.open(last_event_id=seen) as reader:
            await expect_reset(reader, "too_old")
            assert reader.dashboard.rows == site.table


async def test_a_cursor_from_before_this_process_is_reset() -> None:
    async with stream_site() as site:
        site.view.store.changes.clear([5, 5])
        for partition in (0, 1):
            site.view.store.advance(partition, 5)
        old = str(replace(cursor_of(site), next_offsets=(5, 4)))
        async with site.open(last_event_id=old) as reader:
            await expect_reset(reader, "too_old")


async def test_a_cursor_of_another_life_of_the_changelog_is_reset() -> None:
    async with stream_site() as site:
        other = str(replace(cursor_of(site), epoch="e0"))
        async with site.open(last_event_id=other) as reader:
            await expect_reset(reader, "other_epoch")


async def test_a_cursor_of_another_filter_is_reset() -> None:
    async with stream_site() as site:
        seen = await id_of_a_visit(site, EAST_BOX)
        async with site.open(last_event_id=seen) as reader:
            await expect_reset(reader, "other_filter")


@pytest.mark.parametrize(
    "text", ["garbage", "e1.AAAA.AAA", "e1.gA.AAA", "e1..", "\x7f", "e1.AAAA.x" * 10, "e1.////.AAAA", "0"]
)
async def test_garbage_for_a_cursor_is_reset(text: str) -> None:
    text = text.replace("\x7f", "~")
    async with stream_site() as site:
        async with site.open(last_event_id=text) as reader:
            await expect_reset(reader, "malformed")
        async with site.open(f"lastEventId={text}") as reader:
            await expect_reset(reader, "malformed")


async def test_a_cursor_of_a_process_that_is_ahead_is_waited_for() -> None:
    async with stream_site() as site:
        ahead = str(replace(cursor_of(site), next_offsets=tuple(n + 1 for n in site.view.store.next_offsets)))
        async with site.open(last_event_id=ahead) as reader:
            event = asyncio.create_task(reader.next())
            for name in "ABCDEFG":
                site.move(name)
            assert (await event).event in {"changes", "heartbeat"}


async def test_a_cursor_that_stays_ahead_is_reset_in_the_end() -> None:
    async with stream_site(cursor_wait_s=0.05) as site:
        ahead = str(replace(cursor_of(site), next_offsets=(7, 7)))
        async with site.open(last_event_id=ahead) as reader:
            await expect_reset(reader, "ahead")
    assert site.value("tracker_stream_resumes_total", outcome="ahead") == 1


async def test_a_reader_lost_in_mid_snapshot_has_no_cursor_to_come_back_with() -> None:
    async with stream_site(snapshot_chunk_rows=1) as site:
        for name in "ABC":
            site.put(name)
        async with site.open() as reader:
            await reader.next()
            await reader.next()
            assert reader.dashboard.last_id == ""
        await eventually(lambda: site.value("tracker_stream_clients") == 0)


async def test_changes_during_a_snapshot_follow_it() -> None:
    async with stream_site(snapshot_chunk_rows=1, stream_frames_per_s=100) as site:
        for number in range(50):
            site.put(f"S-{number}", timestamp=1_705_500_000.0)
        async with site.open() as reader:
            await reader.next()
            for number in range(60):
                site.move(f"S-{number}", timestamp=1_705_500_001.0)
            while reader.dashboard.rows != site.table:
                await reader.next()


async def test_what_came_in_and_left_again_meanwhile_is_removed_since_it_may_have_been_seen() -> None:
    async with stream_site() as site:
        site.put("A", **WEST)
        seen = await id_of_a_visit(site, EAST_BOX)
        site.put("A", **EAST)
        site.put("A", **WEST)
        async with site.open(EAST_BOX, last_event_id=seen) as reader:
            removed = await reader.next()
    assert (removed.event, removed.data) == ("removed", ["A"])
