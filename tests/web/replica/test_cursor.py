"""Cursors: short, and safe to take from strangers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from web.latest.filters import EVERYTHING
from web.replica.cursor import Cursor, parse_cursor

OFFSETS = st.lists(st.integers(0, 2**63 - 1), max_size=64).map(tuple)


@given(st.from_regex(r"[0-9a-f]{1,12}", fullmatch=True), OFFSETS)
def test_a_cursor_comes_back_as_it_went(epoch: str, offsets: tuple[int, ...]) -> None:
    cursor = Cursor(epoch, offsets, EVERYTHING.key)
    assert parse_cursor(str(cursor)) == cursor


@given(st.text() | st.from_regex(r"[\w-]+\.[\w-]*\.[\w-]+", fullmatch=True))
def test_any_text_from_outside_is_a_cursor_or_none(text: str) -> None:
    cursor = parse_cursor(text)
    assert cursor is None or all(0 <= offset < 2**63 for offset in cursor.next_offsets)


@given(OFFSETS.filter(bool), st.data())
def test_a_cut_cursor_is_not_taken_for_a_shorter_one(offsets: tuple[int, ...], data: st.DataObject) -> None:
    text = str(Cursor("e", offsets, "k"))
    cut = text[: data.draw(st.integers(0, len(text) - 1))]
    assert parse_cursor(cut) is None


def test_a_cursor_of_eight_partitions_fits_a_header_easily() -> None:
    assert len(str(Cursor("0123456789ab", (10**9,) * 8, EVERYTHING.key))) < 90


@pytest.mark.parametrize("text", ["", ".", "..", "e.AA", "e.A.k", "e.gICAgICAgICAgIABAA.k", "e.AA.k\n", "x" * 20_000])
def test_garbage_is_none(text: str) -> None:
    assert parse_cursor(text) is None
