"""What answers with rows of one table work with."""

from dataclasses import dataclass
from typing import Any, Generic, Protocol

from app.clock import Clock
from app.messages.freshness import Freshness
from app.readiness import Readiness
from app.settings import Settings
from web.http.problem import ProblemError
from web.http.range_copies import RangeCopies
from web.lists.list_spec import ListSpec, Q, V
from web.replica.row_filter import RowFilter


class Feed(Protocol):
    """What keeps the replica up to date, and how far it is."""

    @property
    def caught_up(self) -> bool:
        """Tell whether the replica has been complete once."""
        ...

    @property
    def as_of(self) -> float:
        """Return when Kafka was last heard from, Unix seconds."""
        ...

    @property
    def is_stale(self) -> bool:
        """Tell whether that is too long ago."""
        ...


@dataclass(frozen=True, slots=True)
class ListedTable(Generic[Q, V]):
    """A replica, how fresh it is, and how it is listed."""

    settings: Settings
    clock: Clock
    readiness: Readiness
    range_copies: RangeCopies
    spec: ListSpec[Q, V]
    replica: V
    feed: Feed

    def require_caught_up(self) -> None:
        """Raise recovering until the replica has been complete once: half an answer would look like a whole one."""
        if not self.feed.caught_up:
            reason = self.readiness.reason_of(self.spec.part) or f"{self.spec.contents} are being read"
            raise ProblemError("recovering", f"Not ready yet: {reason}.")

    def freshness(self, filters: RowFilter[Any]) -> Freshness:
        """Return where the replica stands; ask before the rows, so that a stream from the cursor misses nothing."""
        feed, cursor = self.feed, self.replica.store.cursor(filters.key)
        return Freshness(cursor=cursor, asOf=round(feed.as_of, 3), stale=feed.is_stale)
