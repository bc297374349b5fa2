"""Which groups of subscribers the newest changes may concern: parts from which each table's stream chooses."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator
from math import inf
from typing import Any, NamedTuple

from web.replica.column import Vector
from web.replica.row_filter import RowFilter
from web.replica.row_store import RowStore
from web.stream.subscription_group import SubscriptionGroup
from web.stream.update import Found


class Hit(NamedTuple):
    """A group that is concerned by changes since the number `start`."""

    group: SubscriptionGroup
    start: int
    found: Found | None
    """Which ones; None where the index alone does not tell."""


class FilterIndex:
    """The groups whose filters an index understands; some indexes name groups at once, others when a group is due."""

    def add(self, group: SubscriptionGroup) -> bool:
        """Take a group in, for the changes from now on; False where its filter is of another kind."""
        raise NotImplementedError

    def remove(self, group: SubscriptionGroup) -> None:
        """Forget a group."""
        raise NotImplementedError

    def concerned(self, since: int) -> Iterable[SubscriptionGroup]:  # noqa: ARG002  # others name groups when due
        """Return the groups that the changes from `since` on may concern, but for those that `look` names."""
        return ()

    @property
    def due_at(self) -> float:
        """Return when the next group is due of those that have changes to be looked at; infinity for none."""
        return inf

    def due_blocks(self, now: float) -> Iterator[Vector]:  # noqa: ARG002  # as above
        """Return the groups that are due, by their rows in the index, as many at once as are looked at in a moment."""
        return iter(())

    def look(self, block: Vector) -> list[Hit]:  # noqa: ARG002  # as above
        """Return which of these groups are concerned by changes not looked at yet, which now they are."""
        return []

    def look_for(self, group: SubscriptionGroup) -> list[Hit]:  # noqa: ARG002  # as above
        """Do the same for one group, due or not."""
        return []

    def put_off(self, group: SubscriptionGroup) -> None:
        """Take note that a group was flushed: its changes wait until `due_at`."""


class BroadIndex(FilterIndex):
    """Groups that every change may concern."""

    def __init__(self) -> None:
        self._groups: dict[SubscriptionGroup, None] = {}

    def add(self, group: SubscriptionGroup) -> bool:
        """Take any group in."""
        self._groups[group] = None
        return True

    def remove(self, group: SubscriptionGroup) -> None:
        """Forget a group."""
        del self._groups[group]

    def concerned(self, since: int) -> Iterable[SubscriptionGroup]:  # noqa: ARG002  # all changes are alike
        """Return every group."""
        return self._groups


class IdIndex(FilterIndex):
    """Groups that ask for some ids."""

    def __init__(self, store: RowStore[Any], ids_of: Callable[[Any], Collection[str]]) -> None:
        self._store, self._ids_of = store, ids_of
        self._groups: defaultdict[str, set[SubscriptionGroup]] = defaultdict(set)

    def add(self, group: SubscriptionGroup) -> bool:
        """Take a group in that asks for ids."""
        ids = self._ids(group.filters)
        for row_id in ids:
            self._groups[row_id].add(group)
        return bool(ids)

    def remove(self, group: SubscriptionGroup) -> None:
        """Forget a group."""
        for row_id in self._ids(group.filters):
            self._groups[row_id].discard(group)
            if not self._groups[row_id]:
                del self._groups[row_id]

    def concerned(self, since: int) -> Iterable[SubscriptionGroup]:
        """Return the groups that ask for one of the rows that changed."""
        if not self._groups:
            return
        if since < self._store.changes.start:
            yield from {group for groups in self._groups.values() for group in groups}
            return
        for slot in self._store.changes.slots_since(since):
            yield from self._groups.get(self._store.id_at(slot), ())

    def _ids(self, filters: RowFilter[Any]) -> Collection[str]:
        return self._ids_of(filters)
