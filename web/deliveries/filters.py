"""Which deliveries a reader wants: OR within a kind, AND between kinds."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from functools import cached_property, reduce

import numpy as np

from app.domain.geo import BBox
from web.deliveries.indexes import DeliveryIndexes
from web.deliveries.words import ALERTS, RISKS, STATUSES
from web.http.problem import ProblemError
from web.lists.filter_values import Query, parse_bbox, parse_fleet, parse_ids, short_hash, within_fleet
from web.replica.column import Vector
from web.replica.current_values import IndexValues

Times = tuple[float, float]
"""The first and the last moment, Unix seconds."""


@dataclass(frozen=True)
class DeliveryFilters:
    """A reader's choice of deliveries; what is empty lets everything through."""

    shipment_ids: frozenset[str] = frozenset()
    driver_ids: frozenset[str] = frozenset()
    statuses: frozenset[str] = frozenset()
    alerts: frozenset[str] = frozenset()
    risks: frozenset[str] = frozenset()
    bbox: BBox | None = None
    fleet: str | None = None
    """None: deliveries of every fleet and of none."""
    words: tuple[str, ...] = ()
    """Of the text searched for; lists only."""
    during: Times | None = None
    """The time that windows must overlap; lists only."""

    @property
    def can_lose_rows(self) -> bool:
        """Tell whether a change can make a delivery leave the filter; it never changes its id."""
        return self != DeliveryFilters(shipment_ids=self.shipment_ids)

    @property
    def is_only_a_box(self) -> bool:
        """Tell whether the bounding box alone decides."""
        return self.bbox is not None and self == DeliveryFilters(bbox=self.bbox)

    @cached_property
    def key(self) -> str:
        """Return a short hash of the choice, the same however it was written; cursors carry it."""
        sets = (self.shipment_ids, self.driver_ids, self.statuses, self.alerts, self.risks)
        # Ids and words cannot hold control characters, so these separators cannot be forged.
        texts = ("\x1f".join(sorted(each)) for each in sets)
        text = "\x1e".join((*texts, repr(self.bbox), repr(self.fleet), "\x1f".join(self.words), repr(self.during)))
        return short_hash(text)

    def within(self, fleet: str | None) -> "DeliveryFilters":
        """Return the choice among the rows of a fleet; raises ProblemError `forbidden` where it asks for another fleet."""
        chosen = within_fleet(self.fleet, fleet)
        return self if chosen == self.fleet else replace(self, fleet=chosen)

    def narrowed(self, indexes: DeliveryIndexes) -> Vector | None:
        """Return slots that hold all matching rows, where there is a quick way to them."""
        if self.shipment_ids:
            return indexes.rows.slots_of(self.shipment_ids)
        return None if self.bbox is None else indexes.destinations.slots_around(self.bbox)

    def could_match(self, indexes: DeliveryIndexes, slots: Vector, before: IndexValues | None) -> Vector | None:
        """Tell for each of these slots whether it is of a wanted shipment and fleet, and of a delivery; None: all."""
        masks = []
        if self.shipment_ids:
            masks.append(indexes.rows.is_any_of(self.shipment_ids, slots))
        if self.fleet is not None:  # else the ids of other fleets are told where they are gone
            masks.append(indexes.fleets.is_or_was_of(self.fleet, slots, before))
        if beside := indexes.rows.beside:
            masks.append(~np.isin(slots, list(beside.values())))
        return reduce(np.bitwise_and, masks) if masks else None

    def matches(self, indexes: DeliveryIndexes, slots: Vector | None, values: IndexValues) -> Vector:
        """Tell for each of these slots (None: all) whether its row would pass with these values."""
        count = indexes.rows.slot_count if slots is None else len(slots)
        masks = list(self._masks(indexes, slots, values))
        if self.words:  # searching texts costs most, so it is done among the rows that the others leave
            masks.append(self._has_words(indexes, slots, masks, count))
        return reduce(np.bitwise_and, masks) if masks else np.ones(count, np.bool_)

    def _masks(self, indexes: DeliveryIndexes, slots: Vector | None, values: IndexValues) -> Iterator[Vector]:
        if self.shipment_ids:
            yield indexes.rows.is_any_of(self.shipment_ids, slots)
        if self.driver_ids:
            yield indexes.drivers.is_any_of(self.driver_ids, values)
        if self.statuses:
            yield indexes.states.has_status(self.statuses, values)
        if self.risks:
            yield indexes.states.has_risk(self.risks, values)
        if self.alerts:
            yield indexes.states.has_alert(self.alerts, values)
        if self.bbox is not None:
            yield indexes.destinations.is_in(self.bbox, values)
        if self.fleet is not None:
            yield indexes.fleets.is_of(self.fleet, values)
        if self.during is not None:
            yield indexes.windows.overlaps(*self.during, slots)

    def _has_words(self, indexes: DeliveryIndexes, slots: Vector | None, masks: list[Vector], count: int) -> Vector:
        if not masks:
            return indexes.texts.contains(self.words, slots)
        left = np.flatnonzero(reduce(np.bitwise_and, masks))
        mask = np.zeros(count, np.bool_)
        mask[left] = indexes.texts.contains(self.words, left if slots is None else slots[left])
        return mask


EVERY_DELIVERY = DeliveryFilters()
"""No filter."""


def parse_filters(query: Query) -> DeliveryFilters:
    """Return the filters that lists and streams share; raises ProblemError `bad_filter` with the parameter's name."""
    return DeliveryFilters(
        shipment_ids=parse_ids(query, "shipmentId"),
        driver_ids=parse_ids(query, "driverId"),
        statuses=_parse_words(query, "status", STATUSES),
        alerts=_parse_words(query, "alert", ALERTS),
        risks=_parse_words(query, "risk", RISKS),
        bbox=parse_bbox(query.getall("bbox", [])),
        fleet=parse_fleet(query.getall("fleet", [])),
    )


def _parse_words(query: Query, parameter: str, known: Collection[str]) -> frozenset[str]:
    chosen = frozenset(query.getall(parameter, []))
    for word in chosen:
        if word not in known:
            detail = f"{parameter} is one of {', '.join(known)}, not {word[:64]!r}."
            raise ProblemError("bad_filter", detail, field=parameter)
    return chosen
