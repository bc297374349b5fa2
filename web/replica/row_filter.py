"""What a filter of any table can tell; streams, lists and cursors know no more of it."""

from collections.abc import Hashable
from typing import Protocol, Self, TypeVar

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

    def within(self, fleet: str | None) -> Self:
        """Return the choice among the rows of a fleet, None for all; raises ProblemError `forbidden` for another fleet's."""
        ...

    def narrowed(self, indexes: I_contra) -> Vector | None:
        """Return slots that hold all matching rows, where there is a quick way to them."""
        ...

    def could_match(self, indexes: I_contra, slots: Vector, before: IndexValues | None) -> Vector | None:
        """Tell for each of these slots whether its row may have matched in the meantime, by what seldom changes.

        `before` is what the watched columns said when the meantime began, None where that is unknown. None: all may.
        """
        ...

    def matches(self, indexes: I_contra, slots: Vector | None, values: IndexValues) -> Vector:
        """Tell for each of these slots (None: all) whether its row would pass with these values; deletions aside."""
        ...
