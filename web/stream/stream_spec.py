"""What a stream must know of its table."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic

from web.http.parameters import Query
from web.http.route import Parameter
from web.replica.replica import I, Replica
from web.replica.row_filter import RowFilter
from web.stream.filter_index import FilterIndex
from web.stream.frames import REMOVED


@dataclass(frozen=True, slots=True)
class StreamSpec(Generic[I]):
    """The filters of one table's stream, and how changes find the groups that they concern."""

    contents: str
    """What the table holds, for a reader who comes too early."""
    nouns: tuple[str, ...]
    """What the rows of each section are called where a snapshot counts them."""
    filter_parameters: tuple[Parameter, ...]
    parse_filters: Callable[[Query], RowFilter[I]]
    """Raises ProblemError `bad_filter`."""
    create_filter_indexes: Callable[[Replica[Any, I]], Sequence[FilterIndex]]
    """Groups that no index takes are told of every change."""
    removed: tuple[str, ...] = (REMOVED,)
    """The event that names rows of each section that are gone."""
