"""The stream of the table `latest`: changes find the groups that want some shipments, then those with a box."""

from collections.abc import Collection, Sequence
from typing import Any

from web.latest.filter_parameters import FILTERS_OF_ANY
from web.latest.filters import Filters, parse_filters
from web.latest.indexes import LatestIndexes
from web.replica.replica import Replica
from web.stream.box_index import BoxFilter, BoxIndex
from web.stream.filter_index import FilterIndex, IdIndex
from web.stream.frames import REMOVED
from web.stream.stream_spec import StreamSpec

REMOVED_DRIVERS = "removed-drivers"


def _ids_of(filters: Filters) -> Collection[str]:
    return filters.shipment_ids


def _box_of(filters: Filters) -> BoxFilter | None:
    return None if filters.bbox is None else BoxFilter(filters.bbox, filters.is_only_a_box)


def _filter_indexes(replica: Replica[Any, LatestIndexes]) -> Sequence[FilterIndex]:
    return IdIndex(replica.store, _ids_of), BoxIndex(replica, replica.indexes.places, _box_of)


LATEST_STREAM: StreamSpec[LatestIndexes] = StreamSpec(
    contents="The latest positions",
    nouns=("shipments", "drivers"),
    filter_parameters=FILTERS_OF_ANY,
    parse_filters=parse_filters,
    create_filter_indexes=_filter_indexes,
    removed=(REMOVED, REMOVED_DRIVERS),
)
