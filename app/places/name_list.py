"""A long list of names in little memory: one run of bytes, and where each name begins."""

from bisect import bisect_left

import numpy as np

BEFORE_ALL_LETTERS, AFTER_ALL_LETTERS = b"\x00", b"\xff"
"""No byte of a name is as low or as high, so a prefix with one of them sorts before or after all longer names."""


class NameList:
    """The lines of a text, as UTF-8; a Python object for each would take five times the memory."""

    def __init__(self, text: str) -> None:
        self._bytes = text.encode()
        ends = np.flatnonzero(np.frombuffer(self._bytes, np.uint8) == ord("\n"))
        self._bounds = np.concatenate(([-1], ends, [len(self._bytes)])).astype(np.int32)

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self._bounds) - 1

    def at(self, index: int) -> bytes:
        """Return one of them."""
        return self._bytes[self._bounds[index] + 1 : self._bounds[index + 1]]

    def ranges_of(self, prefix: bytes) -> tuple[int, int, int]:
        """Return the bounds of the names that are this, and the end of those that begin with it; names are sorted."""
        indexes = range(len(self))
        first = bisect_left(indexes, prefix, key=self.at)
        end_exact = bisect_left(indexes, prefix + BEFORE_ALL_LETTERS, lo=first, key=self.at)
        return first, end_exact, bisect_left(indexes, prefix + AFTER_ALL_LETTERS, lo=end_exact, key=self.at)
