from collections.abc import Iterator
from pathlib import Path

import pytest

from app.deliveries import expiry
from app.deliveries.codec import decode_command, encode_row
from app.deliveries.expiry import Expiry, expiry_of
from app.domain.deliveries.command import Expire
from tests.domain.deliveries.commands import T0, Delivery, a_plan, a_status
from tests.engine.tables import Table, a_table
from tests.fakes import FixedClock

AFTER_S = 100.0


@pytest.fixture
def table(tmp_path: Path) -> Iterator[Table]:
    with a_table(tmp_path, partitions=2) as table:
        yield table


def row_of(delivery: Delivery) -> bytes:
    return encode_row(delivery.row)


def test_a_delivery_expires_after_its_end() -> None:
    ended = row_of(Delivery(a_plan(), a_status("delivered", 20)))
    assert expiry_of(ended, T0 + 20 + AFTER_S - 1, AFTER_S) is None
    assert (command := expiry_of(ended, T0 + 20 + AFTER_S, AFTER_S)) is not None
    assert decode_command(command) == Expire(id="expire-2", at=T0 + 20 + AFTER_S, by="dispatcher", expect=2)


def test_an_end_that_is_reported_late_is_readable_as_long_as_any_other() -> None:
    late = row_of(Delivery(a_plan(), a_status("delivered", 20, taken_at=500)))
    assert expiry_of(late, T0 + 599, AFTER_S) is None
    assert expiry_of(late, T0 + 600, AFTER_S) is not None


def test_an_open_delivery_never_expires() -> None:
    assert expiry_of(row_of(Delivery(a_plan(note='"endedAt":1'))), T0 * 2, AFTER_S) is None


@pytest.mark.parametrize("row", [b"", b"x", b'{"endedAt":1}', b'{"endedAt":"x"}'])
def test_what_is_no_row_never_expires(row: bytes) -> None:
    assert expiry_of(row, T0 * 2, AFTER_S) is None


def test_the_command_deletes_what_did_not_change_since() -> None:
    delivery = Delivery(a_plan(), a_status("delivered", 20))
    seen = expiry_of(row_of(delivery), T0 + 500, AFTER_S)
    assert seen is not None
    assert delivery.take(a_status("out_for_delivery", 30, corrects=True)) is None
    assert delivery.take(decode_command(seen)) == "version_mismatch"
    assert delivery.take(a_status("delivered", 40)) is None
    seen = expiry_of(row_of(delivery), T0 + 500, AFTER_S)
    assert seen is not None
    assert delivery.take(decode_command(seen)) is None
    assert delivery.deletion.deletedAt == T0 + 500


async def test_every_row_of_every_partition_is_looked_at(table: Table, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(expiry, "MOST_AT_ONCE", 2)
    ended, opened = row_of(Delivery(a_plan(), a_status("cancelled", 20))), row_of(Delivery(a_plan()))
    for partition in (0, 1):
        rows = {b"%d" % number: ended if number % 3 else opened for number in range(9)}
        table.rows.put_all(partition, rows)
    await table.rows.flush()
    table.producer.sent.clear()
    await Expiry(table.rows, "commands", FixedClock(T0 + 500), AFTER_S).look()
    await table.rows.flush()
    sent = {(s.topic, s.partition): [key for key, _ in s.records] for s in table.producer.sent}
    due = [b"%d" % number for number in range(9) if number % 3]
    assert sent == {("commands", 0): due, ("commands", 1): due}
