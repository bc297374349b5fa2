"""Rows of drivers and fleets in the table `deliveries`: kept for restores and sweeps, and shown to no reader."""

from dataclasses import replace

import orjson
import pytest

from app.deliveries.codec import encode_row
from app.domain.deliveries.kept_rows import DeletedDriver, DriverRow, FleetRow, fleet_row_id
from app.domain.subject import driver_row_id
from app.kafka.fetched_batches import LogRecords
from tests.builders import NOON, a_delivery
from web.deliveries.changelog_row import ROWS
from web.deliveries.filters import EVERY_DELIVERY, DeliveryFilters
from web.deliveries.replica import DeliveriesReplica
from web.feed.row_batch import batch_of
from web.replica.changed_rows import ChangedRows
from web.replica.table_replica import TableReplica
from web.stream.update import find

DRIVER, FLEET = driver_row_id("Dave"), fleet_row_id("red")
DAVE = encode_row(DriverRow(driverId="Dave", planRevision=0, revision=1, offset=-1, createdAt=NOON, updatedAt=NOON))
RED = encode_row(FleetRow(fleet="red", revision=1, offset=-1, since=NOON, learned={}, quality=[]))
PLAIN = orjson.dumps(a_delivery(shipmentId="A"))


def apply(replica: DeliveriesReplica, **rows: bytes) -> None:
    names = {"driver": DRIVER, "fleet": FLEET}
    start = replica.store.next_offsets[0]
    keys: list[bytes | None] = [names.get(name, name).encode() for name in rows]
    values: list[bytes | None] = [*rows.values()]
    batch = batch_of(ROWS, LogRecords(list(range(start, start + len(rows))), keys, values))
    replica.store.apply_all(batch.ids, batch.rows, batch.raws, 0, batch.offsets)
    replica.store.advance(0, start + len(rows))


@pytest.fixture
def replica() -> DeliveriesReplica:
    replica = DeliveriesReplica(1)
    apply(replica, driver=DAVE, A=PLAIN, fleet=RED)
    return replica


def test_lists_and_filters_show_deliveries_alone(replica: DeliveriesReplica) -> None:
    store = replica.store
    assert len(store) == 1
    assert [store.id_at(slot) for slot in replica.matching(EVERY_DELIVERY).tolist()] == ["A"]
    assert [store.id_at(slot) for slot in store.order.after(None).tolist()] == ["A"]
    assert store.get(DRIVER) is None
    assert replica.matching(DeliveryFilters(shipment_ids=frozenset({DRIVER}))).tolist() == []


@pytest.mark.parametrize("is_known", [True, False])
def test_a_stream_never_names_them_also_where_it_does_not_know_what_its_reader_has(
    replica: DeliveriesReplica, *, is_known: bool
) -> None:
    changes, now = replica.changes_since(1)
    if not is_known:
        changes = replace(changes, before=None)
    found = find(replica, EVERY_DELIVERY, 1, changes, now)
    assert [replica.store.id_at(slot) for slot in (*found.changed, *found.left)] == ["A"]


def test_a_restore_gets_them_and_a_sweep_sees_them_until_they_are_deleted(replica: DeliveriesReplica) -> None:
    rows = {DRIVER.encode(): DAVE, b"A": PLAIN, FLEET.encode(): RED}
    assert dict(TableReplica(replica.store).rows(0)) == rows
    changed = ChangedRows(replica.store)
    assert {each.id.encode(): each.row for each in changed.take()} == rows
    deleted = DeletedDriver(driverId="Dave", deleted=True, deletedAt=NOON, planRevision=0, revision=2, offset=4)
    apply(replica, driver=encode_row(deleted))
    assert [(each.id, each.row) for each in changed.take()] == [(DRIVER, None)]
    assert dict(TableReplica(replica.store).rows(0))[DRIVER.encode()] == encode_row(deleted)
    replica.store.forget(DRIVER)
    assert DRIVER.encode() not in dict(TableReplica(replica.store).rows(0))
    assert list(replica.store.beside) == [FLEET]


def test_the_older_row_of_a_driver_never_wins(replica: DeliveriesReplica) -> None:
    newer = DAVE.replace(b'"revision":1', b'"revision":3')
    apply(replica, driver=newer)
    apply(replica, driver=DAVE)
    assert replica.store.last_of(DRIVER) == newer
