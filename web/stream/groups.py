"""The subscription groups of one table's stream, by their filter."""

from collections import defaultdict
from typing import Any

from web.replica.row_filter import RowFilter
from web.stream.dispatcher import Dispatcher
from web.stream.parts import StreamParts
from web.stream.rate_limiter import FairRate
from web.stream.subscription_group import SubscriptionGroup

SUBSCRIBERS_IN_STEP = 100
"""More subscribers of one filter make another group, so that they are written to at another moment."""
GOLDEN_RATIO = 0.618
"""Multiples of it, without their whole part, spread evenly however many there are."""


class Groups:
    """Finds or creates the group that a subscriber joins."""

    def __init__(self, parts: StreamParts, dispatcher: Dispatcher) -> None:
        self._parts, self._dispatcher = parts, dispatcher
        self._rate = FairRate(parts.settings)
        self._groups: defaultdict[RowFilter[Any], list[SubscriptionGroup]] = defaultdict(list)
        self._created = 0

    def group_for(self, filters: RowFilter[Any]) -> SubscriptionGroup:
        """Return a group of this filter with room for another subscriber."""
        for group in self._groups[filters]:
            if len(group.subscribers) < SUBSCRIBERS_IN_STEP:
                return group
        group = SubscriptionGroup(self._parts, self._rate, filters, phase=self._created * GOLDEN_RATIO % 1)
        self._created += 1
        self._groups[filters].append(group)
        self._dispatcher.add(group)
        return group

    def drop(self, group: SubscriptionGroup) -> None:
        """Forget a group that has no subscribers any more."""
        groups = self._groups[group.filters]
        groups.remove(group)
        if not groups:
            del self._groups[group.filters]
        self._dispatcher.remove(group)
