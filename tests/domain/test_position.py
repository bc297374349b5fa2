"""The model: a log of fixes of one shipment, read with any batching, repetition and crash point."""

from collections.abc import Sequence
from typing import NamedTuple

from hypothesis import given
from hypothesis import strategies as st

from app.domain.position import Decision, ForgetDecision, Version, decide_fix, decide_forget


class Row(NamedTuple):
    """A row as far as it matters here: its version and what the device said (`content`)."""

    version: Version
    content: str


def read(row: Row | None, version: Version, content: str) -> tuple[Row, Decision]:
    """Return the row after one fix, as the agent sets it."""
    decision = decide_fix(row and row.version, version, lambda: row is not None and row.content == content)
    if decision is Decision.ACCEPTED:
        return Row(version, content), decision
    assert row is not None
    return row, decision


def read_all(log: Sequence[tuple[Version, str]], row: Row | None = None) -> Row | None:
    for version, content in log:
        row, _ = read(row, version, content)
    return row


# Few times and contents, so that equal times, corrections, repeated fixes and A-B-A patterns are common.
fixes = st.lists(st.tuples(st.integers(0, 4), st.sampled_from("ABC")), min_size=1, max_size=12)


@st.composite
def logs(draw: st.DrawFn) -> list[tuple[Version, str]]:
    """Return fixes at consecutive indexes of consecutive envelopes of any size."""
    log, offset, index = [], 0, 0
    for timestamp, content in draw(fixes):
        log.append((Version(float(timestamp), offset, index), content))
        offset, index = (offset + 1, 0) if draw(st.booleans()) else (offset, index + 1)
    return log


@given(log=logs(), data=st.data())
def test_one_log_ends_in_the_same_row_with_any_repetition_and_crash_point(
    log: list[tuple[Version, str]], data: st.DataObject
) -> None:
    expected = read_all(log)
    row: Row | None = None
    seen = 0
    for _ in range(data.draw(st.integers(0, 6), label="crashes")):
        # What is committed is never ahead of what the row has seen; after a crash reading continues there.
        begin = data.draw(st.integers(0, seen), label="committed")
        seen = data.draw(st.integers(begin, len(log)), label="crash after") if begin < len(log) else len(log)
        before = row
        row = read_all(log[begin:seen], row)
        assert before is None or (row is not None and row.version >= before.version)
        seen = max(seen, begin)
    begin = data.draw(st.integers(0, seen), label="last start")
    assert read_all(log[begin:], row) == expected


@given(log=logs())
def test_a_second_reading_of_a_whole_log_changes_nothing(log: list[tuple[Version, str]]) -> None:
    row = read_all(log)
    for version, content in log:
        again, decision = read(row, version, content)
        assert again == row
        assert decision is not Decision.ACCEPTED


@given(contents=st.lists(st.text("ABC", max_size=2), min_size=1, max_size=8), data=st.data())
def test_fixes_with_distinct_timestamps_end_in_the_same_device_fields_in_any_order(
    contents: list[str], data: st.DataObject
) -> None:
    timed = list(enumerate(contents))
    shuffled = data.draw(st.permutations(timed))
    row = read_all(
        [(Version(float(timestamp), offset, 0), content) for offset, (timestamp, content) in enumerate(shuffled)]
    )
    assert row is not None
    assert (row.version.timestamp, row.content) == timed[-1]


@given(log=logs())
def test_a_row_never_goes_back_in_time(log: list[tuple[Version, str]]) -> None:
    row, newest = None, float("-inf")
    for version, content in log:
        row, _ = read(row, version, content)
        newest = max(newest, version.timestamp)
        assert row.version.timestamp == newest


def test_the_first_fix_of_a_shipment_is_accepted() -> None:
    assert decide_fix(None, Version(1.0, 0, 0), _never) is Decision.ACCEPTED


def test_a_newer_timestamp_wins_with_any_offset() -> None:
    assert decide_fix(Version(1.0, 9, 9), Version(2.0, 0, 0), _never) is Decision.ACCEPTED


def test_an_older_timestamp_is_late_even_when_it_comes_later() -> None:
    assert decide_fix(Version(2.0, 0, 0), Version(1.0, 9, 9), _never) is Decision.LATE


def test_a_later_fix_with_the_same_timestamp_corrects_the_row() -> None:
    current = Version(1.0, 4, 1)
    assert decide_fix(current, Version(1.0, 4, 2), lambda: False) is Decision.ACCEPTED
    assert decide_fix(current, Version(1.0, 5, 0), lambda: False) is Decision.ACCEPTED


def test_a_fix_that_repeats_the_row_is_a_duplicate() -> None:
    assert decide_fix(Version(1.0, 4, 1), Version(1.0, 5, 0), lambda: True) is Decision.DUPLICATE


def test_the_same_timestamp_offset_and_index_are_a_replay() -> None:
    assert decide_fix(Version(1.0, 4, 1), Version(1.0, 4, 1), _never) is Decision.REPLAY


def test_an_earlier_offset_or_index_with_the_same_timestamp_is_late() -> None:
    assert decide_fix(Version(1.0, 4, 1), Version(1.0, 4, 0), _never) is Decision.LATE


def _never() -> bool:
    raise AssertionError("the row was read without need")


def test_a_fix_is_newer_than_a_deletion_or_forgotten() -> None:
    deletion = Version(2.0, 4, 0)
    for older in (Version(1.0, 9, 0), Version(2.0, 3, 0), Version(2.0, 9, 1)):
        assert decide_fix(deletion, older, _never, is_deleted=True) is Decision.FORGOTTEN
    assert decide_fix(deletion, Version(2.5, 9, 0), _never, is_deleted=True) is Decision.ACCEPTED


def test_a_shipment_is_forgotten_up_to_a_time_also_where_it_is_not_known() -> None:
    assert decide_forget(None, Version(2.0, 4, 0)) is ForgetDecision.DELETED
    assert decide_forget(Version(2.0, 3, 7), Version(2.0, 4, 0)) is ForgetDecision.DELETED
    assert decide_forget(Version(2.1, 3, 7), Version(2.0, 4, 0)) is ForgetDecision.OUTDATED
    assert decide_forget(Version(2.0, 4, 0), Version(2.0, 4, 0)) is ForgetDecision.REPLAY
