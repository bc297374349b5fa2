import json
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.fixes.latest_row import version_of
from app.kafka.fetched_batches import LogRecords
from app.table.restore import MissingRange, newest_rows, range_to_restore
from app.table.spec import is_row_key
from tests.builders import NOON, a_deletion, a_row

EPOCH, OTHER = b"epoch", b"other"


def records_of(*records: tuple[bytes | None, bytes | None]) -> LogRecords:
    return LogRecords(list(range(len(records))), [key for key, _ in records], [value for _, value in records])


def row(**fields: Any) -> bytes:
    return json.dumps(a_row(**fields)).encode()


@pytest.mark.parametrize(
    ("stored", "stored_epoch", "end", "span", "reason"),
    [
        (None, None, 9, MissingRange(0, 9), None),
        (None, EPOCH, 9, MissingRange(0, 9), None),
        (-1, EPOCH, 0, MissingRange(0, 0), None),
        (4, EPOCH, 9, MissingRange(5, 9), None),
        (8, EPOCH, 9, MissingRange(9, 9), None),
        (9, EPOCH, 9, MissingRange(0, 9), "beyond_end"),
        (4, OTHER, 9, MissingRange(0, 9), "epoch"),
        (4, None, 9, MissingRange(0, 9), "epoch"),
        (None, OTHER, 9, MissingRange(0, 9), "epoch"),
    ],
)
def test_what_is_read_and_whether_the_state_can_stay(
    stored: int | None, stored_epoch: bytes | None, end: int, span: MissingRange, reason: str | None
) -> None:
    assert range_to_restore(stored, stored_epoch, EPOCH, end, is_too_old=False) == (span, reason)


def test_of_several_rows_of_a_shipment_the_newest_version_wins_wherever_it_stands() -> None:
    old, new = row(timestamp=NOON), row(timestamp=NOON + 1)
    for rows in ([old, new], [new, old]):
        assert newest_rows(records_of(*[(b"a", row) for row in rows]), [None, None], version_of) == {b"a": new}


def test_a_row_replaces_a_stored_one_only_where_it_is_newer() -> None:
    records = records_of((b"a", row(source=[0, 5, 0])), (b"b", row(source=[0, 6, 0])))
    stored = [row(source=[0, 5, 0], latitude=1), row(source=[0, 5, 0])]
    assert newest_rows(records, stored, version_of) == {b"b": row(source=[0, 6, 0])}


def test_a_stored_row_that_cannot_be_read_is_replaced() -> None:
    assert newest_rows(records_of((b"a", row())), [b"rubbish"], version_of) == {b"a": row()}


@pytest.mark.parametrize("key", [None, b"", b"\0epoch", b"__faust\0offset__"])
def test_records_of_the_log_itself_are_no_rows(key: bytes | None) -> None:
    assert not is_row_key(key)
    assert newest_rows(records_of((key, row())), [None], version_of) == {}


@pytest.mark.parametrize("value", [None, b"", b"rubbish", b"{}", b'{"timestamp":"x","source":[0,0,0]}', b"\xff"])
def test_records_that_hold_no_row_are_passed_over(value: bytes | None) -> None:
    assert newest_rows(records_of((b"a", value), (b"b", row())), [None, None], version_of) == {b"b": row()}


def test_state_that_may_have_missed_a_tombstone_is_dropped() -> None:
    assert range_to_restore(4, EPOCH, EPOCH, 9, is_too_old=True) == (MissingRange(0, 9), "too_old")
    assert range_to_restore(None, None, EPOCH, 9, is_too_old=True) == (MissingRange(0, 9), None), "there is no state"


def ended(*records: tuple[bytes, bytes | None], stored: bytes | None, ends: bytes) -> dict[bytes, bytes | None]:
    """Return what becomes of some records whose nulls are tombstones of the deletion `ends`."""
    log = records_of(*records)
    tombstones = {offset: ends for offset, value in zip(log.offsets, log.values, strict=True) if value is None}
    return newest_rows(log, [stored] * len(records), version_of, tombstones)


def test_a_tombstone_removes_its_deletion_and_what_is_older_also_where_compaction_left_it_alone() -> None:
    deletion, older, newer = a_deletion(at=NOON), row(timestamp=NOON - 1), row(timestamp=NOON + 1)
    assert ended((b"a", deletion), (b"a", None), stored=None, ends=deletion) == {b"a": None}
    assert ended((b"a", None), stored=deletion, ends=deletion) == {b"a": None}
    assert ended((b"a", None), stored=older, ends=deletion) == {b"a": None}
    assert ended((b"a", None), (b"a", newer), stored=deletion, ends=deletion) == {b"a": newer}


def test_a_tombstone_that_is_too_late_leaves_a_newer_row_alone() -> None:
    deletion, newer = a_deletion(at=NOON), row(timestamp=NOON + 1)
    assert ended((b"a", None), stored=newer, ends=deletion) == {}
    assert ended((b"a", newer), (b"a", None), stored=None, ends=deletion) == {b"a": newer}


def test_an_old_row_after_a_tombstone_of_the_same_batch_stays_away() -> None:
    deletion, older = a_deletion(at=NOON), row(timestamp=NOON - 1)
    assert ended((b"a", None), (b"a", older), stored=None, ends=deletion) == {b"a": None}


def test_a_null_that_names_no_deletion_removes_nothing() -> None:
    assert newest_rows(records_of((b"a", None)), [row()], version_of) == {}


def test_the_version_of_a_row_is_its_timestamp_offset_and_index_and_the_contact_since() -> None:
    assert version_of(row(timestamp=NOON, source=[3, 7, 2])) == (NOON, 7, 2, 0)
    assert version_of(row(timestamp=NOON, source=[3, 7, 2], contactAt=NOON + 9)) == (NOON, 7, 2, NOON + 9)


rows = st.builds(
    lambda timestamp, offset: row(timestamp=timestamp, source=[0, offset, 0]),
    st.sampled_from([NOON, NOON + 1, NOON + 2]),
    st.integers(0, 5),
)
logs = st.lists(st.tuples(st.sampled_from([b"a", b"b"]), rows), max_size=10)


@given(log=logs, cuts=st.lists(st.integers(0, 10), max_size=3), again=st.integers(0, 10))
@settings(max_examples=50)
def test_batches_and_repetition_of_a_restore_do_not_matter(
    log: list[tuple[bytes, bytes]], cuts: list[int], again: int
) -> None:
    expected: dict[bytes, bytes] = {}
    for key, value in log:
        if key not in expected or (version_of(value) or ()) > (version_of(expected[key]) or ()):
            expected[key] = value
    state: dict[bytes, bytes] = {}
    edges = sorted({0, *cuts, len(log)})
    for begin, end in [*pairwise(edges), (again, len(log))]:
        newest = newest_rows(records_of(*log[begin:end]), [state.get(key) for key, _ in log[begin:end]], version_of)
        state |= {key: value for key, value in newest.items() if value is not None}
    assert {key: version_of(value) for key, value in state.items()} == {
        key: version_of(value) for key, value in expected.items()
    }
