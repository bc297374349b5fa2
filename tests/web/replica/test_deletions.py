"""Deleted shipments: gone from every view, in whatever order rows, deletions and tombstones come."""

import tracemalloc
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.clock import SystemClock
from app.domain.geo import BBox, Circle
from app.kafka.fetched_batches import LogRecords
from app.observability.metrics import Metrics
from tests.builders import NOON, a_row
from tests.metric_values import value_of
from tests.web.replica.deletions import a_deletion, as_bytes
from web.feed.changelog_applier import ChangelogApplier
from web.latest.filters import EVERYTHING, Filters
from web.latest.latest_view import LatestView
from web.replica.driver_index import FIRST_CROWD
from web.replica.table_replica import TableReplica

Record = tuple[str, bytes | None]


class Watcher:
    """Remembers what it is told of each key."""

    def __init__(self) -> None:
        self.old: dict[bytes, bytes] = {}

    def on_old_row(self, _partition: int, key: bytes, row: bytes) -> None:
        """Remember the old row."""
        self.old[key] = row

    def on_newest_row(self, key: bytes) -> None:
        """Forget it."""
        self.old.pop(key, None)

    def on_tombstone(self, _partition: int, key: bytes) -> None:
        """Remember that the last record is a tombstone."""
        self.old[key] = b""


class Log:
    """A changelog of one partition in memory, and the view of who reads it."""

    def __init__(self, ring_size: int = 1000) -> None:
        self.view, self.watcher, self.metrics = LatestView(1, ring_size), Watcher(), Metrics()
        self.applier = ChangelogApplier(SystemClock(), self.metrics, "latest", self.view.store, None, self.watcher)
        self.view.store.epoch, self.view.store.is_complete = "e1", True
        self.end = 0

    def write(self, *records: Record) -> None:
        """Append records and read them at once."""
        offsets = list(range(self.end, self.end + len(records)))
        self.end += len(records)
        self.applier.apply(0, LogRecords(offsets, [key.encode() for key, _ in records], [raw for _, raw in records]))

    def bury(self, shipment_id: str, at: float) -> None:
        """Write the tombstone that a worker writes, which carries its deletion."""
        deletion = as_bytes(a_deletion(shipment_id, timestamp=at))
        self.applier.apply(0, LogRecords([self.end], [shipment_id.encode()], [None]), {self.end: deletion})
        self.end += 1

    def put(self, shipment_id: str, **fields: Any) -> None:
        """Write a row."""
        self.write((shipment_id, as_bytes(a_row(shipmentId=shipment_id, **fields))))

    def delete(self, shipment_id: str, at: float = NOON + 1) -> None:
        """Write a deletion."""
        self.write((shipment_id, as_bytes(a_deletion(shipment_id, timestamp=at))))

    def ids(self, filters: Filters = EVERYTHING, **choice: Any) -> list[str]:
        """Return the shipments that a list shows."""
        return [self.view.store.id_at(slot) for slot in self.view.select(filters, **choice)]


def test_a_deleted_shipment_is_shown_nowhere() -> None:
    log = Log()
    for name in "AB":
        log.put(name, driverId=f"D{name}", latitude=1.0, longitude=2.0)
    log.delete("A")
    store, everywhere = log.view.store, BBox(-180, -90, 180, 90)
    assert (store.get("A"), store.slot_of("A"), len(store)) == (None, None, 1)
    assert log.ids() == log.ids(Filters(bbox=everywhere)) == ["B"]
    assert log.ids(near=Circle(1.0, 2.0)) == log.ids(min_timestamp=0.0) == ["B"]
    assert log.ids(Filters(shipment_ids=frozenset("AB"))) == ["B"]
    assert log.view.indexes.drivers.ids(None, 10) == ["DB"]
    assert log.view.select(Filters(driver_ids=frozenset({"DA"}))) == []
    assert [store.id_at(slot) for slot in log.view.matching(EVERYTHING).tolist()] == ["B"]
    assert value_of(log.metrics, "tracker_view_rows", table="latest") == 1


def test_an_older_row_does_not_bring_a_shipment_back_and_a_newer_one_does() -> None:
    log = Log()
    log.delete("A", at=NOON + 5)
    log.put("A", timestamp=NOON)
    assert log.ids() == []
    assert set(log.watcher.old) == {b"A"}
    log.put("A", timestamp=NOON + 6)
    assert log.ids() == ["A"]
    log.delete("A", at=NOON + 3)
    assert log.ids() == ["A"]


def test_a_tombstone_after_a_live_row_is_reported_and_loses_nothing() -> None:
    log = Log()
    log.put("A")
    log.write(("A", None))
    assert log.ids() == ["A"]
    assert log.watcher.old == {b"A": b""}
    assert value_of(log.metrics, "tracker_changes_ignored_total", table="latest", reason="tombstone") == 1
    log.put("A", timestamp=NOON + 1)
    assert log.watcher.old == {}


def test_a_tombstone_after_its_deletion_frees_the_row_and_is_reported() -> None:
    log = Log()
    log.delete("A")
    log.write(("A", None), ("never seen", None))
    assert log.watcher.old == {b"A": b"", b"never seen": b""}
    assert log.view.store.last_of("A") is None


def test_a_tombstone_whose_deletion_was_compacted_away_removes_the_row_that_it_ended() -> None:
    log = Log()
    log.put("A", timestamp=NOON)
    before = log.view.store.changes.end
    log.bury("A", at=NOON + 1)
    assert log.ids() == []
    assert log.view.store.last_of("A") is None
    changed = log.view.store.changes.since(before)
    assert [log.view.store.id_at(slot) for slot in changed.slots.tolist()] == ["A"]


def test_a_tombstone_of_an_older_deletion_leaves_the_row_that_came_after_it() -> None:
    log = Log()
    log.put("A", timestamp=NOON + 2)
    log.bury("A", at=NOON + 1)
    assert log.ids() == ["A"]
    assert log.watcher.old == {b"A": b""}


def test_a_tombstone_of_a_shipment_that_is_not_known_leaves_no_trace() -> None:
    log = Log()
    log.bury("A", at=NOON)
    assert (log.view.store.slot_count, log.ids()) == (0, [])


def test_a_restore_copies_deletions_with_their_bytes_until_their_tombstone() -> None:
    log = Log()
    log.put("A")
    log.put("B")
    log.delete("B")
    rows = dict(TableReplica(log.view.store).rows(0))
    assert rows[b"B"] == as_bytes(a_deletion("B"))
    log.write(("B", None))
    assert set(dict(TableReplica(log.view.store).rows(0))) == {b"A"}


def test_a_slot_that_another_row_got_during_a_copy_is_not_taken_for_the_first() -> None:
    log = Log(ring_size=1)
    log.put("A")
    log.put("B")
    copying = TableReplica(log.view.store).rows(0)
    assert next(copying)[0] == b"A"
    log.delete("B")
    log.write(("B", None))
    log.put("C")
    assert dict(copying) == {}


def test_a_fleet_that_deletes_and_creates_for_a_year_takes_no_more_memory() -> None:
    log, slots, sizes = Log(ring_size=500), 0, []
    tracemalloc.start()
    for day in range(60):
        names = [f"{day}-{number}" for number in range(100)]
        log.write(*((name, as_bytes(a_row(shipmentId=name, driverId=f"D{name}"))) for name in names))
        log.write(*((name, as_bytes(a_deletion(name))) for name in names))
        log.write(*((name, None) for name in names))
        log.watcher.old.clear()
        log.ids()
        if day in (30, 59):
            sizes.append(tracemalloc.get_traced_memory()[0])
        slots = slots if day > 30 else log.view.store.slot_count
    tracemalloc.stop()
    assert log.view.store.slot_count == slots <= 1_000
    assert len(log.view.indexes.drivers._ids) <= 2 * FIRST_CROWD
    assert sizes[1] < 1.1 * sizes[0]


NAMES = ["A", "B", "C", "D"]
STEPS = st.lists(
    st.tuples(st.sampled_from(NAMES), st.sampled_from(["row", "row", "gone", "tombstone"]), st.integers(0, 6))
)


def oracle_of(steps: list[tuple[str, str, int]]) -> dict[str, bytes]:
    """Return the newest bytes of each live shipment, worked out record by record."""
    newest: dict[str, tuple[int, str, bytes]] = {}
    for name, kind, at in steps:
        if kind == "tombstone":
            if name in newest and newest[name][1] == "gone":
                del newest[name]
        elif name not in newest or at > newest[name][0]:
            newest[name] = (at, kind, raw_of(name, kind, at))
    return {name: raw for name, (_, kind, raw) in newest.items() if kind == "row"}


def raw_of(name: str, kind: str, at: int) -> bytes:
    if kind == "gone":
        return as_bytes(a_deletion(name, timestamp=NOON + at))
    return as_bytes(a_row(shipmentId=name, timestamp=NOON + at, latitude=at, driverId=f"D{at}"))


@given(STEPS, st.integers(1, 30), st.integers(1, 6))
@settings(deadline=None)
def test_rows_deletions_and_tombstones_in_any_order_show_what_an_oracle_shows(
    steps: list[tuple[str, str, int]], batch: int, ring_size: int
) -> None:
    log = Log(ring_size)
    records = [(name, None if kind == "tombstone" else raw_of(name, kind, at)) for name, kind, at in steps]
    for begin in range(0, len(records), batch):
        log.write(*records[begin : begin + batch])
        expected = oracle_of(steps[: begin + batch])
        store = log.view.store
        assert {store.id_at(slot): store.row_at(slot) for slot in log.view.select(EVERYTHING)} == expected
        assert log.ids() == sorted(expected)
        assert {name: store.get(name) for name in NAMES if store.get(name)} == expected
        assert len(store) == len(expected)


@pytest.mark.parametrize("odd", [("Z", None), ("Z", b"no row"), ("Z", as_bytes(a_deletion("Z")))])
def test_plain_rows_beside_odd_records_are_all_taken(odd: Record) -> None:
    log = Log()
    log.write(
        *((f"S-{n}", as_bytes(a_row(shipmentId=f"S-{n}"))) for n in range(20)),
        odd,
        ("T", as_bytes(a_row(shipmentId="T"))),
    )
    assert len(log.view.store) == 21
