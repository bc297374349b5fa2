"""What the change feed must know of a table beyond its rows."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

ReceivedAt = Callable[[Any], float | None]
"""Tells when the edge took what a row came from, Unix seconds; None where no edge did."""


@dataclass(frozen=True, slots=True)
class FeedSpec:
    """How a process speaks of a table while it reads it."""

    part: str
    """The part of readiness that waits for the table."""
    contents: str
    """What is being read, for a person who waits."""
    reading: Callable[[int, int], str]
    """How far reading is, for the same person, from the records read and those to read."""
    noun: str
    """What its rows are."""
    received_at_of: ReceivedAt | None = None
    """Where there is one, the time from there to the replica is measured."""
