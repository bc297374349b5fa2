"""What lists must know of their table."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from web.lists.formats import TableForms
from web.lists.table_query import TableQuery
from web.replica.column import Vector
from web.replica.replica import AnyReplica

Q = TypeVar("Q", bound=TableQuery)
V = TypeVar("V", bound=AnyReplica)


@dataclass(frozen=True, slots=True)
class ListSpec(Generic[Q, V]):
    """The lists of one table; Q is what may be asked, V its replica."""

    noun: str
    """What the rows are; a file has this name."""
    part: str
    """The part of readiness that waits for the table."""
    contents: str
    """What the table holds, for a reader who comes too early."""
    forms: TableForms
    select: Callable[[V, Q, int], Sequence[int]]
    """Return the slots of the first rows that a query asks for, up to a limit."""
    timestamps_of: Callable[[V, Sequence[int]], Vector] | None = None
    """When rows were measured, Unix seconds; None where they have no age."""
