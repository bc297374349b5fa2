"""Which rows a reader wants: OR within a kind, AND between kinds."""

from dataclasses import dataclass, replace
from functools import cached_property, reduce

import numpy as np

from app.domain.geo import BBox
from app.domain.subject import SubjectKind
from web.http.problem import ProblemError
from web.latest.indexes import LatestIndexes
from web.lists.filter_values import Query, parse_bbox, parse_fleet, parse_ids, short_hash, within_fleet
from web.replica.column import Vector
from web.replica.current_values import IndexValues


@dataclass(frozen=True)
class Filters:
    """A reader's choice of rows; what is empty lets everything through."""

    shipment_ids: frozenset[str] = frozenset()
    driver_ids: frozenset[str] = frozenset()
    bbox: BBox | None = None
    kind: SubjectKind | None = None
    fleet: str | None = None
    """None: rows of every fleet and of none."""

    @property
    def can_lose_rows(self) -> bool:
        """Tell whether a new position can make a row leave the filter; a row never changes its id or kind.

        A row changes its fleet only where it was deleted in between, of which a slow reader may not know.
        """
        return bool(self.driver_ids) or self.bbox is not None or self.fleet is not None

    @property
    def is_only_a_box(self) -> bool:
        """Tell whether the bounding box alone decides."""
        return self == Filters(bbox=self.bbox) and self.bbox is not None

    @cached_property
    def key(self) -> str:
        """Return a short hash of the choice, the same however it was written; cursors carry it."""
        box = self.bbox
        edges = () if box is None else (float(box.west), float(box.south), float(box.east), float(box.north))
        # Ids cannot hold control characters, so these separators cannot be forged by an id.
        ids = ("\x1f".join(sorted(self.shipment_ids)), "\x1f".join(sorted(self.driver_ids)))
        kind = [] if self.kind is None else [self.kind]
        fleet = [] if self.fleet is None else [f"\x1d{self.fleet}"]
        return short_hash("\x1e".join((*ids, repr(edges), *kind, *fleet)))

    def within(self, fleet: str | None) -> "Filters":
        """Return the choice among the rows of a fleet; raises ProblemError `forbidden` where it asks for another fleet."""
        chosen = within_fleet(self.fleet, fleet)
        return self if chosen == self.fleet else replace(self, fleet=chosen)

    def narrowed(self, indexes: LatestIndexes) -> Vector | None:
        """Return slots that hold all matching rows, where there is a quick way to them."""
        if self.shipment_ids:
            return indexes.rows.slots_of(self.shipment_ids)
        return None if self.bbox is None else indexes.places.slots_around(self.bbox)

    def could_match(self, indexes: LatestIndexes, slots: Vector, before: IndexValues | None) -> Vector | None:
        """Tell for each of these slots whether it is of a wanted shipment, kind and fleet; None where all are."""
        masks = []
        if self.shipment_ids:
            masks.append(indexes.rows.is_any_of(self.shipment_ids, slots))
        if self.kind is not None:
            masks.append(self._is_of_kind(self.kind, indexes, slots))
        if self.fleet is not None:  # else the ids of other fleets are told where they are gone
            masks.append(indexes.fleets.is_or_was_of(self.fleet, slots, before))
        return reduce(np.bitwise_and, masks) if masks else None

    def _is_of_kind(self, kind: SubjectKind, indexes: LatestIndexes, slots: Vector | None) -> Vector:
        section = indexes.rows.section.vector
        known = section[: indexes.rows.slot_count] if slots is None else section[slots]
        return np.asarray(known == list(SubjectKind).index(kind))

    def matches(self, indexes: LatestIndexes, slots: Vector | None, values: IndexValues) -> Vector:
        """Tell for each of these slots (None: all) whether its row would pass with these values."""
        count = indexes.rows.slot_count if slots is None else len(slots)
        masks = []
        if self.shipment_ids:
            masks.append(indexes.rows.is_any_of(self.shipment_ids, slots))
        if self.driver_ids:
            masks.append(indexes.drivers.is_any_of(self.driver_ids, values))
        if self.bbox is not None:
            masks.append(indexes.places.is_in(self.bbox, values))
        if self.kind is not None:
            masks.append(self._is_of_kind(self.kind, indexes, slots))
        if self.fleet is not None:
            masks.append(indexes.fleets.is_of(self.fleet, values))
        return reduce(np.bitwise_and, masks) if masks else np.ones(count, np.bool_)


EVERYTHING = Filters()
"""No filter."""
SHIPMENTS = Filters(kind=SubjectKind.SHIPMENT)


def parse_filters(query: Query) -> Filters:
    """Return the filters of a query string; raises ProblemError `bad_filter` with the parameter's name."""
    return Filters(
        shipment_ids=parse_ids(query, "shipmentId"),
        driver_ids=parse_ids(query, "driverId"),
        bbox=parse_bbox(query.getall("bbox", [])),
        kind=_parse_kind(query.getall("kind", [])),
        fleet=parse_fleet(query.getall("fleet", [])),
    )


def _parse_kind(values: list[str]) -> SubjectKind | None:
    if not values:
        return None
    if len(values) > 1 or values[0] not in set(SubjectKind):
        raise ProblemError("bad_filter", "kind is one of shipment and driver, given once.", field="kind")
    return SubjectKind(values[0])
