"""The model: a log of fixes and deletions of one shipment, read with any repetition and crash point."""

from collections.abc import Sequence
from typing import NamedTuple

from hypothesis import given
from hypothesis import strategies as st

from app.domain.position import Decision, ForgetDecision, Version, decide_fix, decide_forget


class Item(NamedTuple):
    """A fix that says `place`, or a deletion (None)."""

    version: Version
    place: str | None


def read(row: Item | None, item: Item) -> Item | None:
    """Return the row after one item, as the agent sets it."""
    current = None if row is None else row.version
    if item.place is None:
        return item if decide_forget(current, item.version) is ForgetDecision.DELETED else row
    decision = decide_fix(
        current,
        item.version,
        lambda: row is not None and row.place == item.place,
        is_deleted=row is not None and row.place is None,
    )
    return item if decision is Decision.ACCEPTED else row


def read_all(log: Sequence[Item], row: Item | None = None) -> Item | None:
    for item in log:
        row = read(row, item)
    return row


@st.composite
def logs(draw: st.DrawFn) -> list[Item]:
    """Return fixes in envelopes of any size, and deletions as records of their own; few times, so that equal ones are common."""
    log, offset, index = list[Item](), 0, 0
    for timestamp, place in draw(
        st.lists(st.tuples(st.integers(0, 4), st.sampled_from(["A", "B", None])), min_size=1, max_size=12)
    ):
        if place is None or draw(st.booleans()):
            offset, index = offset + 1, 0
        log.append(Item(Version(float(timestamp), offset, index), place))
        offset, index = (offset + 1, 0) if place is None else (offset, index + 1)
    return log


@given(log=logs(), data=st.data())
def test_fixes_and_deletions_end_in_the_same_row_with_any_repetition_and_crash_point(
    log: list[Item], data: st.DataObject
) -> None:
    row: Item | None = None
    seen = 0
    for _ in range(data.draw(st.integers(0, 6), label="crashes")):
        begin = data.draw(st.integers(0, seen), label="committed")
        end = data.draw(st.integers(begin, len(log)), label="crash after")
        row = read_all(log[begin:end], row)
        seen = max(seen, end)
    assert read_all(log[data.draw(st.integers(0, seen), label="last start") :], row) == read_all(log)


@given(log=logs())
def test_the_row_is_the_greatest_version_that_readers_and_restores_compare(log: list[Item]) -> None:
    row: Item | None = None
    for item in log:
        before, row = row, read(row, item)
        assert before is None or (row is not None and row.version >= before.version)


@given(log=logs())
def test_what_a_deletion_forgot_never_comes_back(log: list[Item]) -> None:
    row, forgotten = None, float("-inf")
    for item in log:
        row = read(row, item)
        if item.place is None:
            forgotten = max(forgotten, item.version.timestamp)
        assert row is not None
        assert row.place is None or row.version.timestamp > forgotten


@given(log=logs(), data=st.data())
def test_items_with_distinct_timestamps_end_in_the_same_row_in_any_order(log: list[Item], data: st.DataObject) -> None:
    timed = [
        Item(Version(float(number), offset, 0), item.place)
        for offset, (number, item) in enumerate(data.draw(st.permutations(list(enumerate(log)))))
    ]
    row = read_all(timed)
    assert row == max(timed)
