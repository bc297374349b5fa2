import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.fix_rules import (
    FUTURE_TOLERANCE_S,
    ID_MAX_LENGTH,
    MILLISECONDS_FROM,
    OLDEST_TIMESTAMP_S,
    RejectCode,
    check_id,
    check_timestamp,
)
from tests.builders import NOON


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ("", RejectCode.ID_EMPTY),
        ("x" * ID_MAX_LENGTH, None),
        ("x" * (ID_MAX_LENGTH + 1), RejectCode.ID_TOO_LONG),
        ("PKG-1", None),
        ("Пакет 7 📦", None),
        ("a\xa0b", None),
        ("\0epoch", RejectCode.ID_CONTROL_CHARACTER),
        ("a\nb", RejectCode.ID_CONTROL_CHARACTER),
        ("a\x7fb", RejectCode.ID_CONTROL_CHARACTER),
        ("a\x9fb", RejectCode.ID_CONTROL_CHARACTER),
        ("a\u2028b", RejectCode.ID_CONTROL_CHARACTER),
        ("a\ud800b", RejectCode.ID_CONTROL_CHARACTER),
    ],
)
def test_an_id_is_1_to_128_characters_none_of_which_ends_a_line(value: str, code: RejectCode | None) -> None:
    assert check_id(value) is code


@given(value=st.text(max_size=140))
def test_an_id_that_passes_fits_an_sse_line_a_csv_row_and_a_kafka_key(value: str) -> None:
    if check_id(value) is None:
        assert len(value.splitlines()) == 1
        assert 0 < len(value.encode()) <= 4 * ID_MAX_LENGTH
        assert not value.startswith("\0")


@given(value=st.text(st.characters(), min_size=1, max_size=ID_MAX_LENGTH))
def test_a_printable_id_always_passes(value: str) -> None:
    if value.isprintable():
        assert check_id(value) is None


@pytest.mark.parametrize(
    ("timestamp", "code"),
    [
        (NOON, None),
        (NOON + FUTURE_TOLERANCE_S, None),
        (NOON + FUTURE_TOLERANCE_S + 0.001, RejectCode.TIMESTAMP_IN_FUTURE),
        (OLDEST_TIMESTAMP_S, None),
        (OLDEST_TIMESTAMP_S - 0.001, RejectCode.TIMESTAMP_TOO_OLD),
        (0.0, RejectCode.TIMESTAMP_TOO_OLD),
        (-NOON, RejectCode.TIMESTAMP_TOO_OLD),
        (NOON * 1000, RejectCode.TIMESTAMP_IN_MILLISECONDS),
        (MILLISECONDS_FROM, RejectCode.TIMESTAMP_IN_MILLISECONDS),
        (float("nan"), RejectCode.NOT_FINITE),
        (float("inf"), RejectCode.NOT_FINITE),
        (float("-inf"), RejectCode.NOT_FINITE),
    ],
)
def test_a_timestamp_lies_between_2000_and_five_minutes_ahead(timestamp: float, code: RejectCode | None) -> None:
    assert check_timestamp(timestamp, NOON) is code


@given(timestamp=st.floats(), reference=st.floats(1e9, 4e9))
def test_every_timestamp_that_passes_is_usable(timestamp: float, reference: float) -> None:
    if check_timestamp(timestamp, reference) is None:
        assert OLDEST_TIMESTAMP_S <= timestamp <= reference + FUTURE_TOLERANCE_S
