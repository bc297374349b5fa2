"""Events from a real Kafka to readers: the list and the stream of an edge."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

from aiohttp import ClientResponse, ClientSession

from app.kafka.topic_admin import ensure_topics
from app.processes.topics import topic_specs
from app.settings import Settings
from tests.sse import SseEvent, read_events
from tests.web.commands.edges import Edge, an_edge
from tests.web.events.told import NOON, an_event, tell

MakeSettings = Callable[..., Settings]


@asynccontextmanager
async def an_edge_with_events(settings: Settings, *events: tuple[str, bytes]) -> AsyncIterator[Edge]:
    """Run an edge over a topic that holds these events."""
    await ensure_topics(settings, topic_specs(settings))
    await tell(settings, events)
    async with an_edge(settings) as edge:
        yield edge


async def ids_of(edge: Edge, query: str = "") -> list[str]:
    """Return the ids that one answer lists."""
    status, answer = await edge.ask("GET", f"/api/events{query}")
    assert status == 200, answer
    return [event["id"] for event in answer["events"]]


async def next_of(events: AsyncIterator[SseEvent], name: str) -> SseEvent:
    """Return the next event of a stream that has this name."""
    async with asyncio.timeout(10):
        async for event in events:
            if event.event == name:
                return event
    raise AssertionError(f"the stream ended without {name}")


async def test_events_are_listed_each_once_by_subject_type_and_time(make_settings: MakeSettings) -> None:
    first, second = an_event(1), an_event(2, "B", type="delivery.created", fleet="north")
    settings = make_settings()
    async with an_edge_with_events(settings, ("A", first), ("B", second), ("A", first), ("A", b"{}")) as edge:
        assert sorted(await ids_of(edge)) == ["event-1", "event-2"]
        assert await ids_of(edge, "?subject=B&subject=C") == ["event-2"]
        assert await ids_of(edge, "?type=delivery.updated&type=delivery.arrived") == ["event-1"]
        assert await ids_of(edge, f"?from={NOON + 2}") == ["event-2"]
        assert await ids_of(edge, f"?to={NOON + 2}") == ["event-1"]
        assert await ids_of(edge, "?fleet=north") == ["event-2"]
        status, answer = await edge.ask("GET", "/api/events")
        assert (answer["completeFrom"], answer["next"]) == (0.0, None)
        for query in ("type=delivery", "subject=", "after=x", "from=noon", "limit=0", "order=newest"):
            status, problem = await edge.ask("GET", f"/api/events?{query}")
            assert (status, problem["code"]) == (422, "bad_filter"), query


async def test_pages_and_new_events_follow_from_the_cursor(make_settings: MakeSettings) -> None:
    told = [(f"S{n % 7}", an_event(n, f"S{n % 7}")) for n in range(50)]
    settings = make_settings()
    async with an_edge_with_events(settings, *told) as edge, an_edge(settings) as other:
        seen, after = [], ""
        for turn in range(8):
            _, answer = await (edge, other)[turn % 2].ask("GET", f"/api/events?limit=7&after={after}")
            seen += [event["id"] for event in answer["events"]]
            after = answer["cursor"]
            assert (answer["next"] is None) == (turn == 7)
        assert sorted(seen) == sorted(f"event-{n}" for n in range(50))
        await tell(settings, [("S1", an_event(50, "S1"))])
        found: list[str] = []

        async def look() -> bool:
            found[:] = await ids_of(edge, f"?after={after}")
            return bool(found)

        async with asyncio.timeout(10):
            while not await look():
                pass
        assert found == ["event-50"]
        async with edge.session.get(f"{edge.url}/api/events?subject=S1&limit=2&format=ndjson") as lines:
            assert len((await lines.text()).splitlines()) == 2
            assert lines.headers["X-Tracker-Complete"] == "false"
            assert "after=" in lines.headers["Link"]


async def test_an_edge_is_ready_without_reading_a_long_topic_from_its_beginning(make_settings: MakeSettings) -> None:
    settings = make_settings(events_ring_bytes=1 << 20, partitions=2)
    told = [(f"S{n % 50}", an_event(n, f"S{n % 50}")) for n in range(4_000)]
    async with an_edge_with_events(settings, *told) as edge:
        _, answer = await edge.ask("GET", "/api/events?limit=10000")
        ids = {event["id"] for event in answer["events"]}
        assert 500 < len(ids) < 2_000
        assert NOON < answer["completeFrom"] < NOON + 4_000
        assert {f"event-{n}" for n in range(4_000) if NOON + n >= answer["completeFrom"]} <= ids
        async with edge.session.get(f"{edge.url}/metrics") as metrics:
            assert "tracker_events_held_bytes" in await metrics.text()


async def test_a_stream_tells_new_events_and_resumes_on_another_process(make_settings: MakeSettings) -> None:
    settings = make_settings()
    async with an_edge_with_events(settings, ("A", an_event(1))) as edge, an_edge(settings) as other:
        stream = await edge.open("/api/stream/events?subject=A")
        events = read_events(stream)
        assert (await anext(events)).event == "heartbeat"
        await tell(settings, [("B", an_event(2, "B")), ("A", an_event(3))])
        changes = await next_of(events, "changes")
        assert [event["id"] for event in changes.data] == ["event-3"]
        stream.close()
        await tell(settings, [("A", an_event(4)), ("A", an_event(3)), ("A", an_event(5))])
        resumed = await open_with(other, "/api/stream/events?subject=A", changes.id)
        told: list[Any] = []
        more = read_events(resumed)
        while len(told) < 2:
            told += (await next_of(more, "changes")).data
        assert [event["id"] for event in told] == ["event-4", "event-5"]
        resumed.close()


async def test_a_stream_whose_cursor_leads_nowhere_says_so_and_continues_with_new_events(
    make_settings: MakeSettings,
) -> None:
    settings = make_settings(cursor_wait_s=0.1)
    async with an_edge_with_events(settings, ("A", an_event(1))) as edge:
        _, answer = await edge.ask("GET", "/api/events?subject=A")
        for cursor, reason in (("x", "malformed"), (answer["cursor"], "other_filter")):
            stream = await open_with(edge, "/api/stream/events", cursor)
            events = read_events(stream)
            reset, beat = await anext(events), await anext(events)
            assert (reset.event, reset.data, beat.event) == ("reset", {"reason": reason}, "heartbeat")
            assert beat.id
            stream.close()


async def test_a_stream_that_resumes_at_evicted_events_is_told_that_they_are_missing(
    make_settings: MakeSettings,
) -> None:
    settings = make_settings(events_ring_bytes=1 << 20, partitions=1)
    async with an_edge_with_events(settings, ("A", an_event(1))) as edge:
        _, answer = await edge.ask("GET", "/api/events")
        await tell(settings, [("A", an_event(n)) for n in range(2, 2_000)])
        await eventually_lists(edge, "event-1999")
        stream = await open_with(edge, "/api/stream/events", answer["cursor"])
        assert (await anext(read_events(stream))).data == {"reason": "too_old"}
        stream.close()


async def test_a_stopping_process_says_bye_to_streams_of_events(make_settings: MakeSettings) -> None:
    async with ClientSession() as reader:  # outlives the process
        async with an_edge_with_events(make_settings()) as edge:
            events = read_events(await reader.get(f"{edge.url}/api/stream/events"))
            assert (await anext(events)).event == "heartbeat"
            ending = asyncio.create_task(next_of(events, "bye"))
        assert (await ending).data == {}


async def test_the_limit_of_open_streams_holds_for_streams_of_events(make_settings: MakeSettings) -> None:
    async with an_edge_with_events(make_settings(stream_max_clients=1)) as edge:
        stream = await edge.open("/api/stream")
        assert (await edge.ask("GET", "/api/stream/events"))[1]["code"] == "overloaded"
        stream.close()


async def open_with(edge: Edge, path: str, cursor: str) -> ClientResponse:
    """Open a stream as a browser reconnects."""
    return await edge.session.get(f"{edge.url}{path}", headers={"Last-Event-ID": cursor})


async def eventually_lists(edge: Edge, id_: str) -> None:
    """Wait until an event is listed."""
    async with asyncio.timeout(20):
        while id_ not in await ids_of(edge, "?limit=10000"):
            pass
