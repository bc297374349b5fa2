"""The stream of the table `deliveries`: changes find the groups that want some deliveries, then those with a box."""

from collections.abc import Collection, Sequence
from typing import Any

from web.deliveries.filter_parameters import FILTERS
from web.deliveries.filters import DeliveryFilters, parse_filters
from web.deliveries.indexes import DeliveryIndexes
from web.replica.replica import Replica
from web.stream.box_index import BoxFilter, BoxIndex
from web.stream.filter_index import FilterIndex, IdIndex
from web.stream.stream_spec import StreamSpec


def _ids_of(filters: DeliveryFilters) -> Collection[str]:
    return filters.shipment_ids


def _box_of(filters: DeliveryFilters) -> BoxFilter | None:
    return None if filters.bbox is None else BoxFilter(filters.bbox, filters.is_only_a_box)


def _filter_indexes(replica: Replica[Any, DeliveryIndexes]) -> Sequence[FilterIndex]:
    return IdIndex(replica.store, _ids_of), BoxIndex(replica, replica.indexes.destinations, _box_of)


DELIVERIES_STREAM: StreamSpec[DeliveryIndexes] = StreamSpec(
    contents="The deliveries",
    nouns=("deliveries",),
    filter_parameters=FILTERS,
    parse_filters=parse_filters,
    create_filter_indexes=_filter_indexes,
)
