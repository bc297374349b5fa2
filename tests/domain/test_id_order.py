"""Natural order, compared with a second implementation of the rule in docs/api.md."""

import re
from functools import cmp_to_key
from itertools import pairwise, zip_longest

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.id_order import order_key

odd_ids = st.text(st.sampled_from("0019aZ-/:~é٣²é") | st.characters(exclude_characters="\0"), max_size=12)


def compared(one: str, other: str) -> int:
    """Return less than, equal to or more than 0 as `one` comes before, is, or follows `other`."""
    zeros = 0
    for left, right in zip_longest(re.findall("[0-9]+|[^0-9]", one), re.findall("[0-9]+|[^0-9]", other), fillvalue=""):
        if left[:1] in DIGITS and right[:1] in DIGITS and left and right:
            if int(left) != int(right):
                return int(left) - int(right)
            zeros = zeros or len(left) - len(right)
        elif left != right:
            return -1 if left < right else 1
    return zeros


DIGITS = "0123456789"


@pytest.mark.parametrize(
    "ids",
    [
        ["T-9", "T-10", "T-11"],
        ["T-999999999999", "T-1000000000000"],
        ["T-99999999999999999999", "T-100000000000000000000"],
        ["1", "2", "10", "a"],
        ["a", "a1", "a01", "a001", "a1b", "a2", "a02"],
        ["PKG-1-10", "PKG-2-9", "PKG-10-1"],
        ["/1", "1", ":1"],
        ["0", "00", "1", "01"],
        ["1a1", "01a1", "1a01b"],
        ["T-9", "T-٣", "T-٤"],
        ["B", "a", "é"],
    ],
)
def test_ids_come_in_natural_order(ids: list[str]) -> None:
    assert all(order_key(one) < order_key(other) for one, other in pairwise(ids))


@given(st.lists(odd_ids, max_size=8))
def test_keys_order_ids_as_the_comparison_does(ids: list[str]) -> None:
    assert sorted(ids, key=order_key) == sorted(ids, key=cmp_to_key(compared))


@given(odd_ids, odd_ids)
def test_only_equal_ids_have_equal_keys(one: str, other: str) -> None:
    assert (order_key(one) == order_key(other)) == (one == other)


@given(st.text(max_size=20))
def test_text_without_ascii_digits_is_its_own_key(text: str) -> None:
    assert order_key(re.sub("[0-9]", "", text)) == re.sub("[0-9]", "", text)


def test_very_long_numbers_are_compared_by_value() -> None:
    ids = ["1" + "0" * length for length in (0, 1, 127, 128, 254, 255, 256, 300)]
    assert all(order_key(one) < order_key(other) for one, other in pairwise(ids))
