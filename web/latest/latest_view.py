"""The replica of the table `latest`, and how lists of it are searched."""

from collections.abc import Sequence

import numpy as np

from app.domain.fleet import may_write
from app.domain.geo import Circle
from app.domain.id_order import order_key
from app.domain.subject import FIRST_SHIPMENT, SubjectKind, is_driver
from web.latest.changelog_row import ROWS, LatestRow
from web.latest.filters import EVERYTHING, SHIPMENTS, Filters
from web.latest.indexes import LatestIndexes, create_indexes
from web.replica.column import Vector
from web.replica.nearest import nearest
from web.replica.replica import Replica, ReplicaSpec

LATEST_REPLICA: ReplicaSpec[LatestRow, LatestIndexes] = ReplicaSpec("latest", ROWS, create_indexes)


class LatestView(Replica[LatestRow, LatestIndexes]):
    """The latest row of every shipment and driver, as this process knows it."""

    def __init__(self, partitions: int, ring_size: int = 1_000) -> None:
        super().__init__(LATEST_REPLICA, partitions, ring_size)

    def select(
        self,
        filters: Filters,
        *,
        min_timestamp: float | None = None,
        received_since: float | None = None,
        after: str | None = None,
        limit: int | None = None,
        near: Circle | None = None,
    ) -> list[int]:
        """Return the slots of matching rows in order of row id, those after the id `after`, at most `limit`.

        `min_timestamp` bounds the device's time, `received_since` the edge's (the device's where no edge took the
        fix); Unix seconds, both inclusive. With `near`, rows in that circle, nearest first, and no `after`.
        """
        if filters.kind is SubjectKind.SHIPMENT:
            filters, after = self._without_kind(filters, after, in_order=near is None)
        is_everything = filters == EVERYTHING and min_timestamp is None and received_since is None

        def is_wanted(slots: Vector | None) -> Vector:
            return self._match_since(filters, min_timestamp, received_since, slots)

        if near is not None:
            if is_everything and self.store.is_all_live:
                return nearest(self.indexes.places, near, limit, None, None)
            # Rows of few drivers are found quicker than places among all rows.
            chosen = self.matching(filters) if filters.driver_ids else filters.narrowed(self.indexes)
            return nearest(self.indexes.places, near, limit, chosen, is_wanted)
        order = self.store.order
        if is_everything:
            return list(order.after(after)[:limit].tolist())
        chosen = filters.narrowed(self.indexes)
        mask = is_wanted(chosen)
        hits = np.flatnonzero(mask) if chosen is None else chosen[mask]
        return list(order.of(hits, after)[:limit].tolist())

    def _match_since(
        self, filters: Filters, min_timestamp: float | None, received_since: float | None, slots: Vector | None
    ) -> Vector:
        mask, times = self.matches(filters, slots), self.indexes.times
        if min_timestamp is not None:
            mask &= times.is_measured_since(min_timestamp, slots)
        if received_since is not None:
            mask &= times.is_received_since(received_since, slots)
        return mask

    def _without_kind(self, filters: Filters, after: str | None, *, in_order: bool) -> tuple[Filters, str]:
        """Return the filters without their kind where the order, which puts drivers first, or their absence sees to it."""
        is_needless = filters == SHIPMENTS and (in_order or not self.store.has_sections)
        first = FIRST_SHIPMENT if after is None or order_key(after) < FIRST_SHIPMENT else after
        return (EVERYTHING if is_needless else filters), first

    def slot_of_shipment(self, shipment_id: str) -> int | None:
        """Return where a shipment's row is; None where there is none."""
        return None if is_driver(shipment_id) else self.store.slot_of(shipment_id)

    def may_write(self, row_id: str, fleet: str) -> bool:
        """Tell whether a sender of a fleet may change a row, as far as it is known here."""
        slot = self.store.slot_of(row_id)
        return slot is None or may_write(self.indexes.fleets.fleet_at(slot), fleet)

    def newest_of(self, slots: Sequence[int]) -> int:
        """Return which of these rows was measured last."""
        return max(slots, key=self.indexes.times.timestamp_at)
