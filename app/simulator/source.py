"""What a source of fixes is; each kind of fleet is one file that offers this."""

from collections.abc import Iterator
from typing import NamedTuple, Protocol


class TimedFix(NamedTuple):
    """A fix of a fleet, its time not yet put on the calendar.

    `at_s` is seconds after the source's first fix; `head` is the JSON object up to and including `"timestamp":`,
    so that encoding a fix is one concatenation. A fix is sent at `at_s` and was taken `late_by_s` seconds before.
    """

    at_s: float
    driver_id: str
    head: bytes
    late_by_s: float = 0.0


class FixSource(Protocol):
    """A fleet."""

    def fixes(self) -> Iterator[TimedFix]:
        """Yield fixes with `at_s` from 0 and never going back; may be endless."""
        ...
