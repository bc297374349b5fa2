"""What the engine is told of a table: one application reads one topic, keeps one table and writes one changelog."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, NamedTuple

RESERVED_KEYS = (b"\0", b"__faust\0")
"""Keys that begin so are never rows: the log's id and what the engine keeps beside them."""


def is_row_key(key: bytes | None) -> bool:
    """Return whether a changelog key names a row, and not the log itself or something of the engine's."""
    return key is not None and len(key) > 0 and not key.startswith(RESERVED_KEYS)


class InputRecord(NamedTuple):
    """What a row knows of a record of the input."""

    offset: int
    text: str
    """What the record holds and no other record does; empty where the row does not know it any more."""


def never_deleted(_row: bytes) -> float | None:
    """Return what a table without deletions says of each row."""
    return None


@dataclass(frozen=True, slots=True)
class TableSpec:
    """One table and the application that keeps it; names are those of Kafka, prefix included."""

    name: str
    app_id: str
    """The application's id, which is also its consumer group."""
    input_topic: str
    changelog_topic: str
    partitions: int
    """Of the input, the table and the changelog alike."""
    version_of: Callable[[bytes], Any]
    """From a row's bytes to its version, None where they are no row; of two versions of a key the greater is newer."""
    input_can_rebuild: bool = True
    """Whether the input holds all that the table follows from; if not, rows of a lost changelog are written back (refill.py)."""
    decided_by: Callable[[bytes], InputRecord | None] | None = None
    """From a row's bytes to the record of the input that decided it last; None: rows do not remember it."""
    deleted_at: Callable[[bytes], float | None] = never_deleted
    """From a row's bytes to the Unix seconds of the deletion that it is; None where it is none. Called for every row of a restore."""
