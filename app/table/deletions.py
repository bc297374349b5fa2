"""The index of a partition's deletions: reserved keys in RocksDB, in the order of their time.

A deletion is found here when its tombstone is due, so no list of them is kept in memory.
"""

from collections.abc import Iterable
from struct import Struct
from typing import Any, NamedTuple

DELETIONS_PREFIX = b"__faust\0deleted\0"
_TIME = Struct(">d")
"""Floats that are not negative sort as their big-endian bytes do."""
_KEY_AT = len(DELETIONS_PREFIX) + _TIME.size


class Deletion(NamedTuple):
    """An entry of the index: the row of `key` was a deletion of the time `at` (Unix seconds, not negative)."""

    at: float
    key: bytes

    @property
    def index_key(self) -> bytes:
        """Return the entry's key in RocksDB."""
        return DELETIONS_PREFIX + _TIME.pack(self.at) + self.key


def note_deletions(batch: Any, deletions: Iterable[Deletion]) -> None:
    """Enter deletions into the index, with the rows that `batch` holds."""
    for deletion in deletions:
        batch.put(deletion.index_key, b"")


def deletions_until(db: Any, until: float, most: int) -> list[Deletion]:
    """Return the first entries that are not newer than `until`, in order."""
    found: list[Deletion] = []
    entries = db.iter()
    entries.seek(DELETIONS_PREFIX)
    while entries.valid() and len(found) < most:
        index_key = entries.key()
        if not index_key.startswith(DELETIONS_PREFIX):
            break
        (at,) = _TIME.unpack_from(index_key, len(DELETIONS_PREFIX))
        if at > until:
            break
        found.append(Deletion(at, index_key[_KEY_AT:]))
        entries.next()
    return found
