"""What may be attached to a row store, to find and filter its rows."""

from collections.abc import Sequence
from typing import Generic, Protocol, TypeVar

from web.replica.column import Column, Vector
from web.replica.row_kind import ChangelogEntry, R

R_contra = TypeVar("R_contra", bound=ChangelogEntry, contravariant=True)


class RowIndex(Protocol[R_contra]):
    """Columns by slot, kept as long as the store's own, and what is derived from them."""

    @property
    def columns(self) -> Sequence[Column]:
        """Return its columns; the store makes room in them."""
        ...

    @property
    def watched(self) -> Sequence[Column]:
        """Return those of them whose value before a change tells whether the row left a filter."""
        ...

    def write(self, slots: Vector, rows: Sequence[R_contra]) -> None:
        """Set what these different slots show; none is a deletion, whose slot keeps what it showed."""
        ...

    def write_one(self, slot: int, row: R_contra) -> None:
        """Set what one slot shows; for few rows quicker than `write`."""
        ...

    def settle(self) -> None:
        """Do now what the first question would else wait for."""
        ...

    def clear(self) -> None:
        """Forget everything but the columns, which the store clears."""
        ...


class ColumnIndex(Generic[R]):
    """The base of an index that is nothing but columns."""

    def clear(self) -> None:
        """Do nothing: there are only columns."""

    def settle(self) -> None:
        """Do nothing: there are only columns."""

    def write(self, slots: Vector, rows: Sequence[R]) -> None:
        """Set what these slots show, one after the other."""
        for slot, row in zip(slots.tolist(), rows, strict=True):
            self.write_one(slot, row)

    def write_one(self, slot: int, row: R) -> None:
        """Set what one slot shows."""
        raise NotImplementedError
