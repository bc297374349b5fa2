"""The order of ids in lists: natural, so that T-9 precedes T-10."""

import re

_digits = re.compile("[0-9]+")
_ends_in_number = re.compile(r"([^0-9]*)([1-9][0-9]*)\Z").match
_has_leading_zero = re.compile("(?<![0-9])0").search
_MARKS = [f"0{chr(length)}" for length in range(256)]


def order_key(value: str) -> str:
    """Return a text that sorts by code point as ids do: runs of ASCII digits by value, the rest by code point.

    If ids differ only in leading zeros, the one with fewer zeros in the first such run comes first.
    """
    if (most := _ends_in_number(value)) is not None:  # most ids, in half the time
        text, number = most.groups()
        return text + _marked(number)
    key = _digits.sub(lambda run: _marked(run[0].lstrip("0")), value)
    if not _has_leading_zero(value):
        return key
    zeros = "".join([chr(len(run) - len(run.lstrip("0"))) for run in _digits.findall(value)])
    # No id contains "\0", so a longer id follows an id that only has more zeros.
    return f"{key}\0{zeros}"


def _marked(number: str) -> str:
    """Return a number that compares by its length first; the "0" before it sorts it among other characters."""
    length = len(number)
    return (_MARKS[length] if length < len(_MARKS) else f"0{chr(length)}") + number
