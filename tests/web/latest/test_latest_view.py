"""The latest view: newest rows only, found by any filter, in order."""

import json
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.geo import BBox
from app.domain.id_order import order_key
from tests.builders import NOON, a_row
from tests.web.latest.applied import apply_row, apply_rows
from tests.web.latest.filter_oracle import lets_through
from tests.web.stream.fed_stream import FedView
from web.latest.filters import EVERYTHING, Filters
from web.latest.latest_view import LatestView
from web.replica.change_ring import IS_LIVE, ChangeRing, Values
from web.replica.column import Column
from web.replica.ordered_ids import OrderedIds

VERSIONS = st.tuples(st.sampled_from([NOON, NOON + 1, NOON + 2.5]), st.integers(0, 3), st.integers(0, 2))


def a_random_view(seed: int, shipments: int = 300, changes: int = 1000) -> FedView:
    random, fed = Random(seed), FedView()
    for step in range(changes):
        fed.put(
            f"S-{random.randrange(shipments)}",
            driverId=f"D-{random.randrange(20)}",
            latitude=random.uniform(-90, 90),
            longitude=random.uniform(-180, 180),
            timestamp=NOON + step,
            receivedAt=None if random.random() < 0.2 else NOON + step + random.uniform(-5, 5),
        )
    return fed


def ids(view: LatestView, slots: list[int]) -> list[str]:
    return [view.store.id_at(slot) for slot in slots]


@given(st.lists(VERSIONS, min_size=1))
def test_the_greatest_version_stays_in_any_order_of_arrival(versions: list[tuple[float, int, int]]) -> None:
    view = LatestView(1)
    shown: tuple[float, int, int] | None = None
    for place, (timestamp, offset, index) in enumerate(versions):
        row = a_row(timestamp=timestamp, source=[0, offset, index])
        is_newer = shown is None or (timestamp, offset, index) > shown
        assert apply_row(view.store, row, 0, place) == is_newer
        if is_newer:
            shown = (timestamp, offset, index)
            assert json.loads(view.store.get("PKG-998877") or b"") == row
    assert len(view.store) == 1


NUMBERS = st.lists(st.integers(0, 60), max_size=60) | st.lists(st.integers(0, 60), min_size=40, unique=True)


@given(st.lists(NUMBERS, max_size=4), st.integers(1, 40), st.integers(0, 30), st.randoms(use_true_random=False))
@settings(deadline=None, max_examples=50)
def test_rows_applied_by_the_batch_leave_what_rows_applied_one_by_one_leave(
    batches: list[list[int]], ring_size: int, known_from: int, random: Random
) -> None:
    one, many = LatestView(1, ring_size), LatestView(1, ring_size)
    for view in (one, many):
        view.store.changes.clear([known_from])
    taken, taken_by_batch, end = [], [], 0
    for numbers in batches:
        rows = [a_versioned_row(number, end + at, random) for at, number in enumerate(numbers)]
        offsets = range(end, end := end + len(rows))
        taken += [apply_row(one.store, row, 0, offset) for row, offset in zip(rows, offsets, strict=True)]
        taken_by_batch += apply_rows(many.store, rows, 0, offsets)
    assert taken_by_batch == taken
    assert everything_of(many) == everything_of(one)


def a_versioned_row(number: int, place: int, random: Random) -> dict[str, Any]:
    """Return a row whose version is often equal to another's, in part or as a whole."""
    return a_row(
        shipmentId=f"S-{number}",
        driverId=f"D-{place % 7}",
        latitude=place / 2,
        timestamp=NOON + random.choice([0, 1, 2.5]),
        source=[0, random.randrange(4), random.randrange(3)],
        receivedAt=random.choice([None, NOON + place]),
    )


def everything_of(view: LatestView) -> list[Any]:
    """Return all that a reader can find out of a view."""
    rows = {
        view.store.id_at(slot): (view.store.row_at(slot), view.indexes.drivers.id_at(slot))
        for slot in range(len(view.store))
    }
    since = view.store.changes.since(view.store.changes.start)
    befores = [befores_of(view, since.before)] if since.before is not None else []
    return [
        rows,
        {view.store.id_at(slot): view.indexes.times.timestamp_at(slot) for slot in range(len(view.store))},
        ids(view, view.select(EVERYTHING)),
        sorted(ids(view, view.select(EVERYTHING, received_since=NOON + 20))),
        sorted(ids(view, view.select(Filters(bbox=BBox(-180, 5, 180, 20))))),
        (view.store.changes.start, view.store.changes.end, view.store.changes.first_offsets, since.conflated),
        [(ids(view, since.slots.tolist()), before) for before in befores],
    ]


def befores_of(view: LatestView, values: Values) -> list[Any]:
    """Return for each change what was there before it: nothing, or the place and the driver."""
    drivers = view.indexes.drivers._ids
    latitudes, longitudes = view.indexes.places.coordinates_in(values)
    columns = zip(values[IS_LIVE].tolist(), latitudes.tolist(), longitudes.tolist(), values[-1].tolist(), strict=True)
    return [
        (latitude, longitude, drivers[number]) if is_live else None for is_live, latitude, longitude, number in columns
    ]


CHOICES: list[dict[str, Any]] = [
    {},
    {"shipment_ids": frozenset({"S-1", "S-17", "unknown"})},
    {"driver_ids": frozenset({"D-3"})},
    {"driver_ids": frozenset({"D-3", "D-4", "unknown"})},
    {"bbox": BBox(-30, -30, 30, 30)},
    {"bbox": BBox(150, -90, -150, 90)},
    {"bbox": BBox(0, 0, 0.5, 0.5)},
    {"driver_ids": frozenset({"D-3", "D-5"}), "bbox": BBox(-90, -45, 90, 45)},
    {"shipment_ids": frozenset({"S-1", "S-2"}), "driver_ids": frozenset({"D-1"})},
]


@pytest.mark.parametrize("choice", CHOICES)
@pytest.mark.parametrize("after", [None, "S-15", "S-151", "T", ""])
@pytest.mark.parametrize("limit", [None, 1, 7])
def test_select_finds_what_the_filter_lets_through_in_order(
    choice: dict[str, Any], after: str | None, limit: int | None
) -> None:
    fed, filters = a_random_view(seed=1), Filters(**choice)
    matching = sorted(
        name
        for name, row in fed.table.items()
        if lets_through(filters, name, row["driverId"], row["latitude"], row["longitude"])
    )
    assert sorted(ids(fed.view, fed.view.matching(filters).tolist())) == matching
    matching.sort(key=order_key)
    expected = [name for name in matching if after is None or order_key(name) > order_key(after)]
    assert ids(fed.view, fed.view.select(filters, after=after, limit=limit)) == expected[:limit]


def test_select_bounds_the_devices_time_and_the_edges() -> None:
    fed = a_random_view(seed=2)
    since = NOON + 700
    by_device = {name for name, row in fed.table.items() if row["timestamp"] >= since}
    by_edge = {name for name, row in fed.table.items() if row.get("receivedAt", row["timestamp"]) >= since}
    assert set(ids(fed.view, fed.view.select(EVERYTHING, min_timestamp=since))) == by_device
    assert set(ids(fed.view, fed.view.select(EVERYTHING, received_since=since))) == by_edge
    assert by_device != by_edge


def test_rows_are_the_changelogs_own_bytes() -> None:
    fed = a_random_view(seed=3)
    for slot in fed.view.select(EVERYTHING):
        row = fed.table[fed.view.store.id_at(slot)]
        assert json.loads(fed.view.store.row_at(slot)) == row
        assert fed.view.indexes.times.timestamp_at(slot) == row["timestamp"]
        assert fed.view.indexes.drivers.id_at(slot) == row["driverId"]


def test_drivers_are_those_that_have_a_shipment_now() -> None:
    fed = FedView()
    fed.put("A", driverId="D2", timestamp=NOON)
    fed.put("C", driverId="D1", timestamp=NOON)
    fed.put("B", driverId="D1", timestamp=NOON)
    fed.put("A", driverId="D3", timestamp=NOON + 1)
    assert fed.view.indexes.drivers.ids(None, 10) == ["D1", "D3"]
    assert fed.view.indexes.drivers.ids("D1", 10) == ["D3"]
    assert fed.view.indexes.drivers.ids(None, 1) == ["D1"]
    assert ids(fed.view, fed.view.select(Filters(driver_ids=frozenset({"D1"})))) == ["B", "C"]
    assert fed.view.select(Filters(driver_ids=frozenset({"D2"}))) == []
    assert fed.view.select(Filters(driver_ids=frozenset({"unknown"}))) == []


def test_an_empty_view_answers_every_question() -> None:
    view = LatestView(2)
    assert (len(view.store), view.store.get("A"), view.store.slot_of("A")) == (0, None, None)
    for choice in CHOICES:
        assert view.select(Filters(**choice), after="A", limit=3) == []
    assert view.indexes.drivers.ids(None, 5) == []


def test_a_reset_forgets_all_but_that_there_was_a_reset() -> None:
    fed = a_random_view(seed=4)
    fed.view.store.reset([3, 4])
    assert (len(fed.view.store), fed.view.store.generation, fed.view.store.is_complete, fed.view.store.epoch) == (
        0,
        1,
        False,
        None,
    )
    assert fed.view.store.changes.first_offsets == (3, 4)
    assert fed.view.select(EVERYTHING) == []
    with pytest.raises(ValueError, match="epoch"):
        fed.view.store.cursor(EVERYTHING.key)


odd_ids = st.text(st.sampled_from("0019S-") | st.characters(exclude_characters="\0"), min_size=1)


@given(st.lists(st.lists(odd_ids, max_size=40), max_size=6), odd_ids, st.data())
@settings(deadline=None)
def test_ids_are_in_order_on_request_and_continue_after_any_id(
    chunks: list[list[str]], after: str, data: st.DataObject
) -> None:
    ordered = OrderedIds()
    names: list[str] = []
    for chunk in chunks:
        new = [name for name in dict.fromkeys(chunk) if name not in names]
        ordered.add_all(new, range(len(names), len(names) + len(new)))
        names += new
        if data.draw(st.booleans()):
            assert [names[slot] for slot in ordered.slots_after(None)] == sorted(names, key=order_key)
    behind = [name for name in names if order_key(name) > order_key(after)]
    assert [names[slot] for slot in ordered.slots_after(after)] == sorted(behind, key=order_key)


def test_very_many_ids_stay_in_order_however_few_come_at_once() -> None:
    numbers = list(range(20_000))
    Random(5).shuffle(numbers)
    ordered = OrderedIds()
    for slot, number in enumerate(numbers):
        ordered.add_all([f"S-{number}"], [slot])
        if slot % 50 == 0:
            ordered.settle()
    assert [numbers[slot] for slot in ordered.slots_after(None)] == sorted(numbers)
    assert [numbers[slot] for slot in ordered.slots_after("S-5")] == list(range(6, 20_000))


@pytest.mark.parametrize("count", [3, 5_000])
def test_ids_with_numbers_come_by_their_value_whether_few_or_many_match(count: int) -> None:
    fed = FedView()
    for number in range(count):
        fed.put(f"V-{number}", driverId="D")
    fed.put("T-1000000000000", driverId="E")
    fed.put("T-999999999999", driverId="E")
    fed.put("T-08", driverId="E")
    few = Filters(driver_ids=frozenset({"E"}))
    assert ids(fed.view, fed.view.select(few)) == ["T-08", "T-999999999999", "T-1000000000000"]
    assert ids(fed.view, fed.view.select(few, after="T-999999999999")) == ["T-1000000000000"]
    assert ids(fed.view, fed.view.select(EVERYTHING, after="T-1000000000000")) == [f"V-{n}" for n in range(count)]


# The ring


@given(st.lists(st.tuples(st.integers(0, 1), st.integers(0, 5)), max_size=60), st.integers(1, 12), st.data())
def test_the_ring_tells_each_changed_slot_once_with_where_it_was_first(
    changes: list[tuple[int, int]], size: int, data: st.DataObject
) -> None:
    ring, log, offsets, watched = ChangeRing(2, size), [], [0, 0], Column("i4")
    ring.watch([watched])
    for number, (partition, slot) in enumerate(changes):
        watched.cells[slot] = number
        ring.append(partition, offsets[partition], slot)
        log.append((partition, offsets[partition], slot, number))
        offsets[partition] += 1
    assert (ring.end - ring.start, ring.end) == (min(len(log), 2 * size), len(log) + 1)

    sequence = data.draw(st.integers(1, ring.end))
    expected: dict[int, int] = {}
    for _, _, slot, number in log[sequence - 1 :]:
        expected.setdefault(slot, number)
    told = ring.since(sequence)
    assert set(told.slots.tolist()) == set(expected)
    assert len(told.slots) == len(expected)
    if told.before is not None:
        assert dict(zip(told.slots.tolist(), told.before[0].tolist(), strict=True)) == expected
    assert told.conflated == len(log) - (sequence - 1) - len(expected)
    assert (told.before is None) == (sequence < ring.start)

    cursor = tuple(data.draw(st.integers(0, end)) for end in offsets)
    missed = ring.since_offsets(cursor)
    known = {slot for partition, offset, slot, _ in log if offset >= cursor[partition]}
    if missed is None:
        assert any(offset < first for offset, first in zip(cursor, ring.first_offsets, strict=True))
    else:
        assert set(missed.slots.tolist()) == known


def test_a_moment_after_which_no_partition_had_more_changes_than_the_size_is_always_known() -> None:
    ring, random = ChangeRing(3, 500), Random(6)
    moments = [(0, 0, 0)]
    for slot in range(6000):
        partition = random.choice([0, 0, 0, 1, 2])
        offsets = list(moments[-1])
        ring.append(partition, offsets[partition], slot)
        offsets[partition] += 1
        moments.append((offsets[0], offsets[1], offsets[2]))
    end = moments[-1]
    for number, moment in enumerate(moments):
        missed = ring.since_offsets(moment)
        if missed is not None:
            assert missed.slots.tolist() == list(range(number, 6000))
        else:
            assert any(now - then > 500 for now, then in zip(end, moment, strict=True))


def test_changes_from_before_the_start_are_not_in_the_ring() -> None:
    ring = ChangeRing(1, 10)
    ring.clear([5])
    ring.append(0, 4, 1)
    ring.append(0, 5, 2)
    assert ring.slots_since(1) == [2]
    assert ring.since_offsets([4]) is None
