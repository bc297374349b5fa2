"""How records of a table's changelog become rows: the part of a table's declaration that the row store needs."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

import msgspec

from web.replica.change_ring import Values

UNREADABLE = (msgspec.MsgspecError, ValueError, RecursionError)
"""What decoding raises for bytes that are no row."""


class ChangelogEntry(Protocol):
    """What every decoded row can tell."""

    @property
    def deleted(self) -> bool:
        """Tell whether it says that the row is gone."""
        ...


R = TypeVar("R", bound=ChangelogEntry)


@dataclass(frozen=True, slots=True)
class RowKind(Generic[R]):
    """The rows of one table; of two versions of a row the greater wins, compared field by field."""

    decode: Callable[[bytes], R]
    """From a record's value to its row, a deletion included; raises one of UNREADABLE for what is none."""
    decode_lines: Callable[[bytes], Sequence[R]]
    """The same for many at once, one a line, none of them a deletion."""
    id_of: Callable[[R], str]
    """The row's id, whose UTF-8 bytes are the record's key."""
    ids_of: Callable[[Sequence[R]], list[str]]
    """The ids of many rows."""
    version_dtypes: tuple[str, ...]
    """The fields of a version as numpy's types of numbers."""
    version_of: Callable[[R], tuple[float, ...]]
    versions_of: Callable[[Sequence[R]], Values]
    """The versions of many rows, one vector a field."""
    sections: tuple[str, ...] = ("",)
    """What ids of each section begin with, where a table holds rows of several kinds; nothing in the first section."""
