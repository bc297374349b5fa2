"""The changes of a table as a reader in this process takes them from its replica."""

from collections.abc import Iterator
from typing import NamedTuple, Protocol


class ChangedRow(NamedTuple):
    """The newest row of an id, None where it was deleted."""

    id: str
    row: bytes | None
    partition: int


class ChangedRows(Protocol):
    """Where a reader takes them."""

    @property
    def is_complete(self) -> bool:
        """Tell whether the replica has caught up."""
        ...

    def was_reset(self) -> bool:
        """Tell, once, whether the table was emptied."""
        ...

    def take(self) -> Iterator[ChangedRow]:
        """Yield the newest row of each id that changed since the last call."""
        ...

    def row_of(self, row_id: str) -> bytes | None:
        """Return the newest row of an id."""
        ...
