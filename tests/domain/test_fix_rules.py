from unicodedata import category

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.fix_rules import (
    FUTURE_TOLERANCE_S,
    GPS_ROLLOVER_S,
    GPS_ROLLOVER_WINDOW_S,
    ID_MAX_LENGTH,
    MILLISECONDS_FROM,
    OLDEST_TIMESTAMP_S,
    RejectCode,
    are_sound_ids,
    certain_times,
    check_id,
    check_timestamp,
)
from tests.builders import NOON

SEEN_FORMAT_CHARACTERS = "\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u070f\u0890\u0891\u08e2\U000110bd\U000110cd"
"""Unicode's Prepended_Concatenation_Mark: these characters enclose a number and are visible."""


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ("", RejectCode.ID_EMPTY),
        ("x" * ID_MAX_LENGTH, None),
        ("x" * (ID_MAX_LENGTH + 1), RejectCode.ID_TOO_LONG),
        ("PKG-1", None),
        ("Пакет 7 📦", None),
        ("a\xa0b", None),
        (" PKG-1 ", None),
        ("\u202ePKG-1", None),
        ("\u200b\u0301", None),
        (" ", RejectCode.ID_EMPTY),
        ("   ", RejectCode.ID_EMPTY),
        ("\xa0\u3000", RejectCode.ID_EMPTY),
        ("\u200b\u2060\ufeff", RejectCode.ID_EMPTY),
        ("\xad", RejectCode.ID_EMPTY),
        ("\u202e", RejectCode.ID_EMPTY),
        ("\u2800", RejectCode.ID_EMPTY),
        ("\u3164\uffa0", RejectCode.ID_EMPTY),
        ("\ufe0f", RejectCode.ID_EMPTY),
        ("\U000e0041", RejectCode.ID_EMPTY),
        ("\0epoch", RejectCode.ID_CONTROL_CHARACTER),
        ("a\nb", RejectCode.ID_CONTROL_CHARACTER),
        ("a\x7fb", RejectCode.ID_CONTROL_CHARACTER),
        ("a\x9fb", RejectCode.ID_CONTROL_CHARACTER),
        ("a\u2028b", RejectCode.ID_CONTROL_CHARACTER),
        ("a\ud800b", RejectCode.ID_CONTROL_CHARACTER),
    ],
)
def test_an_id_is_1_to_128_characters_of_which_none_ends_a_line_and_one_can_be_seen(
    value: str, code: RejectCode | None
) -> None:
    assert check_id(value) is code


@given(value=st.text(max_size=140))
def test_an_id_that_passes_fits_an_sse_line_a_csv_row_and_a_kafka_key(value: str) -> None:
    if check_id(value) is None:
        assert len(value.splitlines()) == 1
        assert 0 < len(value.encode()) <= 4 * ID_MAX_LENGTH
        assert not value.startswith("\0")


@given(value=st.text(st.characters(), max_size=ID_MAX_LENGTH))
def test_an_id_of_only_white_space_and_format_characters_is_empty(value: str) -> None:
    unseen = "".join(ch for ch in value if category(ch) in ("Zs", "Cf") and ch not in SEEN_FORMAT_CHARACTERS)
    assert check_id(unseen) is RejectCode.ID_EMPTY


@given(value=st.text(st.characters(categories=("L", "N", "P", "S", "Zs")), min_size=1, max_size=ID_MAX_LENGTH))
def test_an_id_with_a_letter_or_a_digit_of_any_script_passes(value: str) -> None:
    assert check_id(f"{value[1:]}7") is None
    assert check_id(f"{value[1:]}ش") is None


odd_text = st.text(st.sampled_from(" a\xa0\u200b\u2800\u3164\x7f\u2028é") | st.characters(), min_size=1, max_size=5)


@given(ids=st.lists(odd_text, min_size=1, max_size=6))
def test_many_ids_are_sound_if_each_is(ids: list[str]) -> None:
    assert are_sound_ids(ids) == all(check_id(value) is None for value in ids)


@pytest.mark.parametrize(
    ("timestamp", "code"),
    [
        (NOON, None),
        (NOON + FUTURE_TOLERANCE_S, None),
        (NOON + FUTURE_TOLERANCE_S + 0.001, RejectCode.TIMESTAMP_IN_FUTURE),
        (OLDEST_TIMESTAMP_S, None),
        (OLDEST_TIMESTAMP_S - 0.001, RejectCode.CLOCK_NOT_SET),
        (0.0, RejectCode.CLOCK_NOT_SET),
        (-NOON, RejectCode.CLOCK_NOT_SET),
        (315_964_800.0, RejectCode.CLOCK_NOT_SET),  # 1980-01-06: the GPS epoch
        (946_684_800.0, RejectCode.CLOCK_NOT_SET),  # 2000-01-01: a real-time clock without a battery
        (2_085_978_496.0, RejectCode.TIMESTAMP_IN_FUTURE),  # 2036: NTP's overflow
        (NOON - GPS_ROLLOVER_S, RejectCode.CLOCK_GPS_ROLLOVER),
        (NOON - GPS_ROLLOVER_S - 3600, RejectCode.CLOCK_GPS_ROLLOVER),
        (NOON - GPS_ROLLOVER_S - GPS_ROLLOVER_WINDOW_S - 1, RejectCode.CLOCK_NOT_SET),
        (NOON - 2 * GPS_ROLLOVER_S, RejectCode.CLOCK_NOT_SET),
        (NOON * 1000, RejectCode.TIMESTAMP_IN_MILLISECONDS),
        (MILLISECONDS_FROM, RejectCode.TIMESTAMP_IN_MILLISECONDS),
        (float("nan"), RejectCode.NOT_FINITE),
        (float("inf"), RejectCode.NOT_FINITE),
        (float("-inf"), RejectCode.NOT_FINITE),
    ],
)
def test_a_timestamp_lies_between_2013_and_five_minutes_ahead(timestamp: float, code: RejectCode | None) -> None:
    assert check_timestamp(timestamp, NOON) is code


@given(timestamp=st.floats(), reference=st.floats(1e9, 4e9))
def test_every_timestamp_that_passes_is_usable(timestamp: float, reference: float) -> None:
    if check_timestamp(timestamp, reference) is None:
        assert OLDEST_TIMESTAMP_S <= timestamp <= reference + FUTURE_TOLERANCE_S


def test_a_gps_rollover_is_found_when_it_no_longer_leads_before_2013() -> None:
    in_2040 = 2_208_988_800.0
    assert check_timestamp(in_2040 - GPS_ROLLOVER_S, in_2040) is RejectCode.CLOCK_GPS_ROLLOVER
    assert check_timestamp(in_2040 - GPS_ROLLOVER_S - 2 * GPS_ROLLOVER_WINDOW_S, in_2040) is None
    assert check_timestamp(in_2040 - GPS_ROLLOVER_S + 2 * GPS_ROLLOVER_WINDOW_S, in_2040) is None


@given(share=st.floats(0, 1), reference=st.floats(1.5e9, 4e9))
def test_a_time_between_the_certain_times_passes(share: float, reference: float) -> None:
    oldest, newest = certain_times(reference)
    for timestamp in (oldest, newest, oldest + share * (newest - oldest)):
        assert check_timestamp(min(timestamp, newest), reference) is None
