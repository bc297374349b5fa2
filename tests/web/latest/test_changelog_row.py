"""Many records at once are decoded as each by itself would be, or not at all; a row has the id that its key spells."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.kafka.fetched_batches import LogRecords
from tests.builders import a_row
from web.feed.row_batch import batch_of, decode_rows
from web.latest.changelog_row import ROWS, LatestRow, decode_row
from web.replica.row_kind import UNREADABLE

A, B, AB = (json.dumps(a_row(shipmentId=name)).encode() for name in ("A", "B", "A\nB"))
HEAD, REST = A[: A.index(b",") + 1], A[A.index(b",") + 1 :]
VALUES = [
    A,
    B,
    AB,
    A + b"\n" + B,
    HEAD,
    REST,
    HEAD + b"\n" + REST,
    A + b"\r",
    A + b",",
    b"",
    b" ",
    b"\xff",
    b"{}",
    None,
]
KEYS = [b"A", b"B", b"A\nB", b"", b"\0epoch", b"\xff", None]


def each(records: LogRecords) -> list[LatestRow] | None:
    """Decode one by one; None unless every one is a row on one line."""
    rows = []
    for key, value in zip(records.keys, records.values, strict=True):
        if not key or not value or b"\n" in value or b"\r" in value or b"\n" in key or b"\0" in key:
            return None
        try:
            key.decode()
            rows.append(decode_row(value))
        except UNREADABLE:
            return None
    return rows


@given(st.lists(st.tuples(st.sampled_from(KEYS), st.sampled_from(VALUES)), min_size=1, max_size=4))
@settings(deadline=None)
def test_a_batch_is_taken_only_where_each_record_is_a_row_under_a_key_that_is_text(
    pairs: list[tuple[bytes | None, bytes | None]],
) -> None:
    records = LogRecords(list(range(len(pairs))), [key for key, _ in pairs], [value for _, value in pairs])
    batch, expected = decode_rows(ROWS, records), each(records)
    assert (None if batch is None else batch.rows) == expected
    if batch is not None:
        assert [row_id.encode() for row_id in batch.ids] == records.keys
        assert (batch.raws, batch.offsets) == (records.values, records.offsets)


@pytest.mark.parametrize("odd", [[], [(b"Z", b"no row")]])
def test_a_row_has_the_id_of_its_key_also_where_its_value_names_another(odd: list[tuple[bytes, bytes]]) -> None:
    pairs = [(b"B", A), ("\x01Ω".encode(), B), *odd]
    records = LogRecords(list(range(len(pairs))), [key for key, _ in pairs], [value for _, value in pairs])
    assert batch_of(ROWS, records).ids == ["B", "\x01Ω"]


def test_a_row_under_a_key_that_is_no_text_is_undecodable() -> None:
    batch = batch_of(ROWS, LogRecords([0, 1], [b"\xff", b"A"], [A, A]))
    assert (batch.ids, batch.ignored) == (["A"], {"undecodable": 1})


def test_rows_that_only_together_are_as_many_as_their_values_are_not_mixed_up() -> None:
    keys: list[bytes | None] = [b"A", b"A", b"A"]
    assert decode_rows(ROWS, LogRecords([0, 1, 2], keys, [HEAD, REST, A + b" " + A])) is None
    assert decode_rows(ROWS, LogRecords([0, 1, 2], keys, [A, A, A])) is not None
