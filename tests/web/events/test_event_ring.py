"""The ring of the newest events: bounded, in order, each once; pages and places that lose and double nothing."""

import random
import tracemalloc
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.web.events.told import NOON, held
from web.events.event_filters import EventFilters
from web.events.event_page import take_page
from web.events.event_ring import EventRing
from web.events.held_event import HeldEvent, read_event

PARTITIONS = 3
ALL = EventFilters()


def a_ring(max_bytes: int = 1 << 20, partitions: int = PARTITIONS) -> EventRing:
    """Return a ring that readers may use."""
    ring = EventRing(partitions, max_bytes)
    ring.complete("epoch")
    return ring


def ids_of(ring: EventRing, filters: EventFilters = ALL) -> list[str]:
    """Return the ids of what a filter lets through, in order."""
    return [event.id for _, event in filters.select(ring, ring.first, ring.end)]


def logs_of(events_per_partition: Sequence[int]) -> list[list[HeldEvent]]:
    """Return the log of each partition."""
    numbers = iter(range(10_000))
    return [
        [
            held(
                next(numbers), f"subject-{partition}-{offset % 3}", partition, offset, fleet="n" if offset % 2 else None
            )
            for offset in range(count)
        ]
        for partition, count in enumerate(events_per_partition)
    ]


def arrived(logs: Sequence[Sequence[HeldEvent]], seed: int, max_bytes: int = 1 << 20) -> EventRing:
    """Return a ring whose events arrived in some order that keeps that of each partition."""
    ring, rest = a_ring(max_bytes, len(logs)), [list(log) for log in logs]
    chosen = random.Random(seed)
    while any(rest):
        ring.add(chosen.choice([log for log in rest if log]).pop(0))
    return ring


def test_it_holds_the_newest_events_that_fit_and_says_from_when_on_they_are_whole() -> None:
    size = held().size
    ring = a_ring(3 * size + size // 2)
    for number in range(10):
        ring.add(held(number))
    assert ids_of(ring) == ["event-7", "event-8", "event-9"]
    assert ring.held_bytes <= 3 * size + size // 2
    assert ring.evicted_total == 7
    assert NOON + 6 < ring.complete_from <= NOON + 7
    assert ring.known_from == (7, 0, 0)


def test_the_memory_of_a_full_ring_is_what_it_counts() -> None:
    max_bytes = 4 << 20
    tracemalloc.start()
    try:
        ring = a_ring(max_bytes)
        for number in range(12_000):
            ring.add(held(number, f"shipment-{number}", number % PARTITIONS, number // PARTITIONS, data={"n": number}))
        assert ring.evicted_total > 1_000
        taken, _ = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert taken <= max_bytes


def test_an_event_that_the_topic_has_twice_is_held_once() -> None:
    ring = a_ring()
    assert ring.add(held(1, offset=0))
    assert not ring.add(held(1, offset=1))
    assert ids_of(ring) == ["event-1"]
    assert ring.next_offsets == (2, 0, 0)


def test_a_subject_is_found_without_the_others_and_in_order() -> None:
    ring = arrived(logs_of([9, 9, 9]), seed=1)
    wanted = EventFilters(subjects=frozenset({"subject-0-1", "subject-2-0"}))
    assert ids_of(ring, wanted) == [event.id for _, event in ring.numbered(0, 27) if wanted.admits(event)]
    assert len(ids_of(ring, wanted)) == 6


def test_what_is_read_at_the_start_is_put_in_order_of_time_and_no_partition_displaces_another() -> None:
    ring = EventRing(2, 8 * held(39).size)
    for number in range(0, 40, 2):
        ring.add(held(number, partition=0, offset=number // 2))
    for number in range(1, 40, 2):
        ring.add(held(number, partition=1, offset=number // 2))
    ring.complete("epoch")
    assert ids_of(ring) == [f"event-{number}" for number in range(32, 40)]
    assert NOON + 31 < ring.complete_from <= NOON + 32


@pytest.mark.parametrize("value", [None, b"", b"{}", b"\xff", b"[" * 5_000, b'{"id":1}'])
def test_what_is_no_event_is_passed_over(value: bytes | None) -> None:
    assert read_event(0, 0, value) is None


def test_an_event_of_a_type_that_this_process_does_not_know_is_held_on_one_line() -> None:
    text = b'{"id":"x",\n"type":"geofence.entered","subject":"A","recordedAt":1,"other":[1, 2]}'
    event = read_event(0, 0, text)
    assert event is not None
    assert event.json == b'{"id":"x","type":"geofence.entered","subject":"A","recordedAt":1,"other":[1,2]}'


logs = st.lists(st.integers(0, 20), min_size=1, max_size=4)


@given(counts=logs, seed=st.integers(0, 1_000), limit=st.integers(1, 7), fleet=st.sampled_from([None, "n"]))
def test_pages_from_processes_with_other_orders_lose_and_double_nothing(
    counts: list[int], seed: int, limit: int, fleet: str | None
) -> None:
    events, filters = logs_of(counts), EventFilters(fleet=fleet)
    rings = [arrived(events, seed + number) for number in range(3)]
    place, seen, has_more, pages = None, list[HeldEvent](), True, 0
    while has_more:
        page = take_page(rings[pages % 3], filters, limit, place)
        assert len(page.events) <= limit
        seen, place, has_more, pages = [*seen, *page.events], page.reached, page.has_more, pages + 1
    wanted = [event.id for log in events for event in log if filters.admits(event)]
    assert sorted(event.id for event in seen) == sorted(wanted)
    for partition in range(len(counts)):
        offsets = [event.offset for event in seen if event.partition == partition]
        assert offsets == sorted(offsets)


@given(counts=logs, seed=st.integers(0, 1_000), kept=st.integers(1, 20), at=st.integers(0, 80))
def test_a_place_in_the_ring_names_the_events_before_it(counts: list[int], seed: int, kept: int, at: int) -> None:
    ring = arrived(logs_of(counts), seed, kept * held(fleet="north").size)
    number = max(ring.first, min(at, ring.end))
    place = ring.offsets_at(number)
    before = {event.id for _, event in ring.numbered(ring.first, number)}
    after = {event.id for _, event in ring.numbered(number, ring.end)}
    assert {e.id for _, e in ring.numbered(ring.first, ring.end) if e.offset < place[e.partition]} == before
    assert {e.id for _, e in ring.numbered(ring.first, ring.end) if e.offset >= place[e.partition]} == after


@given(counts=logs, seed=st.integers(0, 1_000), kept=st.integers(1, 20))
def test_the_ring_is_bounded_and_whole_from_the_time_it_says(counts: list[int], seed: int, kept: int) -> None:
    events, max_bytes = logs_of(counts), kept * 1_200
    ring = arrived(events, seed, max_bytes)
    assert ring.held_bytes == sum(event.size for _, event in ring.numbered(0, ring.end)) <= max_bytes
    told = {event.id for log in events for event in log if event.recorded_at >= ring.complete_from}
    assert told <= set(ids_of(ring))
    subjects = frozenset(event.subject for log in events for event in log)
    assert not subjects or ids_of(ring, EventFilters(subjects=subjects)) == ids_of(ring)


def test_a_page_holds_what_was_told_in_a_period() -> None:
    ring = a_ring()
    for number in range(10):
        ring.add(held(number))
    page = take_page(ring, ALL, 100, told=(NOON + 2, NOON + 5))
    assert [event.id for event in page.events] == ["event-2", "event-3", "event-4"]
    assert (page.has_more, page.reached) == (False, ring.next_offsets)
