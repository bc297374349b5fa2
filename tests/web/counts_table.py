"""Counts by key as a second table: its rows, filter, list and stream, declared as a feature would."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import msgspec
import numpy as np

from web.feed.feed_spec import FeedSpec
from web.http.parameters import Query
from web.http.route import Parameter
from web.lists.formats import NDJSON, TableFormat, TableForms, json_form
from web.lists.list_spec import ListSpec
from web.lists.table_query import TableQuery
from web.replica.change_ring import Values
from web.replica.column import Column, Vector
from web.replica.current_values import IndexValues
from web.replica.replica import Replica, ReplicaSpec
from web.replica.row_kind import RowKind
from web.replica.row_store import RowStore
from web.stream.filter_index import FilterIndex
from web.stream.stream_spec import StreamSpec


class CountRow(msgspec.Struct, gc=False):
    """A count as its changelog holds it, with its key; versioned by the offset of the last record counted."""

    key: str
    count: int
    offset: int
    deleted: bool = False


_decoder = msgspec.json.Decoder(CountRow)


def _versions_of(rows: Sequence[CountRow]) -> Values:
    return (np.array([row.offset for row in rows], np.int64),)


ROWS: RowKind[CountRow] = RowKind(
    decode=_decoder.decode,
    decode_lines=_decoder.decode_lines,
    id_of=lambda row: row.key,
    ids_of=lambda rows: [row.key for row in rows],
    version_dtypes=("i8",),
    version_of=lambda row: (row.offset,),
    versions_of=_versions_of,
)


class CountIndex:
    """The counts by slot."""

    def __init__(self, store: RowStore[CountRow]) -> None:
        self._count = Column("i8")
        self.columns: Sequence[Column] = (self._count,)
        self.watched: Sequence[Column] = self.columns
        self.value = store.attach(self)

    def clear(self) -> None:
        """Do nothing: there is only the column."""

    def settle(self) -> None:
        """Do nothing, either."""

    def write(self, slots: Vector, rows: Sequence[CountRow]) -> None:
        """Set the counts of these rows."""
        self._count.vector[slots] = [row.count for row in rows]

    def write_one(self, slot: int, row: CountRow) -> None:
        """Set one count."""
        self._count.cells[slot] = row.count


@dataclass(frozen=True)
class CountFilter:
    """Counts of at least so many."""

    least: int = 0

    @property
    def key(self) -> str:
        """Name the choice."""
        return f"least-{self.least}"

    @property
    def can_lose_rows(self) -> bool:
        """Tell that counts only grow."""
        return False

    def within(self, fleet: str | None) -> "CountFilter":  # counts are of no fleet
        """Return the same choice."""
        return self

    def narrowed(self, indexes: CountIndex) -> Vector | None:  # no quick way
        """Return None: every row has to be looked at."""
        return None

    def could_match(self, indexes: CountIndex, slots: Vector, before: IndexValues | None) -> Vector | None:  # no ids
        """Return None: any row may have matched."""
        return None

    def matches(self, indexes: CountIndex, slots: Vector | None, values: IndexValues) -> Vector:
        """Tell which rows count enough."""
        return np.asarray(values[indexes.value] >= self.least)


def parse_count_filter(query: Query) -> CountFilter:
    """Return the filter of a query string."""
    return CountFilter(int(query.get("least", "0")))


def _no_filter_indexes(_replica: Replica[Any, CountIndex]) -> Sequence[FilterIndex]:
    return ()


LEAST = Parameter("least", {"type": "integer"}, "Only counts of at least so many.")
COUNTS_REPLICA: ReplicaSpec[CountRow, CountIndex] = ReplicaSpec("counts", ROWS, CountIndex)
COUNTS_FEED = FeedSpec(
    part="counts", contents="the counts", reading=lambda done, total: f"{done} of {total}", noun="counts"
)
COUNTS_STREAM: StreamSpec[CountIndex] = StreamSpec(
    contents="The counts",
    nouns=("counts",),
    filter_parameters=(LEAST,),
    parse_filters=parse_count_filter,
    create_filter_indexes=_no_filter_indexes,
)
FORMS = TableForms((json_form("counts"), NDJSON))
CountsReplica = Replica[CountRow, CountIndex]


@dataclass(frozen=True, slots=True)
class CountQuery(TableQuery):
    """Which counts."""

    form: TableFormat = FORMS.default


def _select(replica: CountsReplica, query: CountQuery, limit: int) -> Sequence[int]:
    slots: list[int] = replica.store.order.of(replica.matching(query.filters), query.after)[:limit].tolist()
    return slots


COUNTS_LIST: ListSpec[CountQuery, CountsReplica] = ListSpec(
    noun="counts", part="counts", contents="the counts", forms=FORMS, select=_select
)
