"""How far a partition's RocksDB goes along with its changelog, and what of the changelog is not this worker's own."""

from collections.abc import Iterable
from typing import Any, NamedTuple


class OffsetRange(NamedTuple):
    """Consecutive records of a changelog: offsets `begin` to before `end`."""

    begin: int
    end: int


def next_offset(db: Any, offset_key: bytes) -> int:
    """Return the first offset of the changelog that RocksDB lacks."""
    stored = db.get(offset_key)
    return 0 if stored is None else int(stored) + 1


class LogPosition:
    """One partition's position: the end of what this worker knows of the changelog, and the gaps before it.

    A gap holds records of another worker. While there is one, RocksDB's offset stays before it, so that a recovery reads it.
    """

    __slots__ = ("_end", "_gaps")

    def __init__(self) -> None:
        self._end: int | None = None
        self._gaps: list[OffsetRange] = []

    def append(self, next_stored: int, ranges: Iterable[OffsetRange]) -> bool:
        """Take note of appended ranges; return whether another worker's records are before or between them."""
        before = len(self._gaps)
        for range_ in ranges:
            self.reach(next_stored, range_.begin)
            self._end = range_.end
        return len(self._gaps) > before

    def reach(self, next_stored: int, end: int) -> None:
        """Take note that the changelog has grown to `end` by another worker's records."""
        begin = next_stored if self._end is None else self._end
        if begin < end:
            self._gaps.append(OffsetRange(begin, end))
            self._end = end

    def close(self, gap: OffsetRange) -> None:
        """Take note that RocksDB has all of a gap, or something newer."""
        if gap in self._gaps:
            self._gaps.remove(gap)

    @property
    def gaps(self) -> tuple[OffsetRange, ...]:
        """Return the gaps, in their order."""
        return tuple(self._gaps)

    @property
    def offset(self) -> int | None:
        """Return the last offset that RocksDB has; None where it is not known to have more than it says itself."""
        return None if self._gaps or self._end is None else self._end - 1
