"""From changes to the groups that they may concern, through the filter indexes of the table."""

from collections.abc import Iterator, Sequence

from web.replica.column import Vector
from web.stream.filter_index import BroadIndex, FilterIndex, Hit
from web.stream.subscription_group import SubscriptionGroup


class Dispatcher:
    """Knows each group's index: the first that takes it; what none takes is told of every change."""

    def __init__(self, indexes: Sequence[FilterIndex]) -> None:
        self._indexes: tuple[FilterIndex, ...] = (*indexes, BroadIndex())
        self._index_of: dict[SubscriptionGroup, FilterIndex] = {}

    def add(self, group: SubscriptionGroup) -> None:
        """Look for the group from the next change on."""
        self._index_of[group] = next(index for index in self._indexes if index.add(group))

    def remove(self, group: SubscriptionGroup) -> None:
        """Look for the group no more."""
        self._index_of.pop(group).remove(group)

    def concerned(self, since: int) -> Iterator[SubscriptionGroup]:
        """Return the groups that the changes from `since` on may concern; others are found when they are due."""
        for index in self._indexes:
            yield from index.concerned(since)

    @property
    def due_at(self) -> float:
        """Return when the next of those others is due; infinity for none."""
        return min(index.due_at for index in self._indexes)

    def due_blocks(self, now: float) -> Iterator[tuple[FilterIndex, Vector]]:
        """Return the groups that are due by index, as many at once as are looked at in a moment."""
        for index in self._indexes:
            for block in index.due_blocks(now):
                yield index, block

    def look_for(self, group: SubscriptionGroup) -> list[Hit]:
        """Look whether changes concern one group."""
        return self._index_of[group].look_for(group)

    def put_off(self, group: SubscriptionGroup) -> None:
        """Take note that a group was flushed."""
        self._index_of[group].put_off(group)
