"""What a filter of any table can tell; streams, lists and cursors know no more of it."""

from collections.abc import Hashable
from typing import Protocol, TypeVar

from web.replica.column import Vector
from web.replica.current_values import IndexValues

I_contra = TypeVar("I_contra", contravariant=True)


class RowFilter(Hashable, Protocol[I_contra]):
    """A reader's choice of rows, compared by what it chooses; I_contra is what the table's indexes are."""

    @property
    def key(self) -> str:
        """Return a short text that names the choice; cursors carry it."""
        ...

    @property
    def can_lose_rows(self) -> bool:
        """Tell whether a change other than a deletion can make a row leave the filter."""
        ...

    def narrowed(self, indexes: I_contra) -> Vector | None:
        """Return slots that hold all matching rows, where there is a quick way to them."""
        ...

    def could_match(self, indexes: I_contra, slots: Vector) -> Vector | None:
        """Tell for each of these slots whether its row may ever have matched, by its id; None where all may."""
        ...

    def matches(self, indexes: I_contra, slots: Vector | None, values: IndexValues) -> Vector:
        """Tell for each of these slots (None: all) whether its row would pass with these values; deletions aside."""
        ...
