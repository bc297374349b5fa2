"""The interface of a source of fixes; each kind of fleet implements it in one file."""

from collections.abc import Iterator
from typing import NamedTuple, Protocol


class TimedFix(NamedTuple):
    """A fix of a fleet with a relative time.

    `at_s` is seconds after the source's first fix; `head` is the JSON object up to and including `"timestamp":`,
    so that encoding a fix is one concatenation. A fix is sent at `at_s`; its device took it `late_by_s` seconds earlier.
    """

    at_s: float
    driver_id: str
    head: bytes
    late_by_s: float = 0.0


class FixSource(Protocol):
    """A fleet."""

    def fixes(self) -> Iterator[TimedFix]:
        """Yield fixes with `at_s` from 0 that never decreases; may be endless."""
        ...
