"""How records of a table's changelog become rows: the part of a table's declaration that the row store needs."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Generic, Protocol, TypeVar

import msgspec

UNREADABLE = (msgspec.MsgspecError, ValueError, RecursionError)
"""What decoding raises for bytes that are no row."""


DELETED = b'"deleted":true'
"""Stands in the bytes of every deletion and of no other row."""


class ChangelogEntry(Protocol):
    """What every decoded row can tell."""

    @property
    def deleted(self) -> bool:
        """Tell whether it says that the row is gone."""
        ...


R = TypeVar("R", bound=ChangelogEntry)


@dataclass(frozen=True)
class RowKind(Generic[R]):
    """The rows of one table: their ids are the texts of the records' keys; of two versions of a row the greater wins."""

    decode: Callable[[bytes], R]
    """From a record's value to its row, a deletion included; raises one of UNREADABLE for what is none."""
    decode_lines: Callable[[bytes], list[R]]
    """The same for many at once, one a line, none of them a deletion."""
    version_of: Callable[[R], tuple[float, ...]]
    """The version of a row; the first number that differs decides."""
    leading_of: Callable[[R], float]
    """The first number of the version, which the store keeps: it nearly always decides."""
    leading_dtype: str
    """Numpy's type of that number."""
    sections: tuple[str, ...] = ("",)
    """What ids of each section begin with, where a table holds rows of several kinds; nothing in the first section."""
    beside: tuple[str, ...] = ()
    """What ids of rows begin with that are kept and never shown; they decode as deleted, so that no reader finds them."""

    hidden: bytes = b""
    """How the last member of a row begins, comma included, that readers are not shown; empty: they are shown all."""

    def shown(self, row: bytes) -> bytes:
        """Return what of a row readers are shown."""
        end = row.rfind(self.hidden) if self.hidden else -1  # it is near the end
        return row if end < 0 else row[:end] + b"}"

    @cached_property
    def keys_beside(self) -> tuple[bytes, ...]:
        """Return the same as the keys of records have it."""
        return tuple(prefix.encode() for prefix in self.beside)
