"""Two tables in one process: what they share, and what is counted for each."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import Any

import pytest

from app.clock import SystemClock
from app.fixes.latest_table import latest_table
from app.keys.keyring import Keyring
from app.observability.metrics import Metrics
from app.processes.served_table import ServedTable, TableBase, create_table_base, serve_table
from app.readiness import Readiness
from app.settings import Settings
from tests.engine.counter import counter_table
from tests.metric_values import value_of
from tests.web.counts_table import COUNTS_FEED, COUNTS_LIST, COUNTS_REPLICA, COUNTS_STREAM, CountFilter
from tests.web.stream.test_stream_faults import FakeTransport
from web.access.address_cap import AddressCap
from web.http.problem import ProblemError
from web.latest.feed import LATEST_FEED
from web.latest.filters import EVERYTHING
from web.latest.latest_view import LatestView
from web.latest.list_query import LATEST_LIST
from web.latest.stream import LATEST_STREAM
from web.replica.replica import Replica
from web.stream.subscriber import Subscriber

COUNTS = CountFilter()


def _base(settings: Settings) -> TableBase:
    clock, metrics = SystemClock(), Metrics()
    keyring, cap = Keyring(clock, settings.known_credentials), AddressCap(settings, metrics)
    return create_table_base(settings, clock, metrics, Readiness("kafka"), keyring, cap)


class TwoTables:
    """Both tables, empty and complete."""

    def __init__(self, **settings: Any) -> None:
        chosen = Settings(partitions=1, **settings)
        base = _base(chosen)
        self.metrics = base.metrics
        latest = serve_table(base, latest_table(chosen), LatestView(1), LATEST_FEED, LATEST_STREAM, LATEST_LIST)
        replica = Replica(COUNTS_REPLICA, 1)
        counts = serve_table(base, counter_table(chosen), replica, COUNTS_FEED, COUNTS_STREAM, COUNTS_LIST)
        self.latest: ServedTable[Any, Any] = latest
        self.counts: ServedTable[Any, Any] = counts
        for table in (self.latest, self.counts):
            table.replica.store.epoch, table.replica.store.is_complete = "e1", True

    def open_latest(self) -> Subscriber:
        """Open a stream of positions."""
        return self.latest.hub.join(EVERYTHING, FakeTransport())

    def open_counts(self) -> Subscriber:
        """Open a stream of counts."""
        return self.counts.hub.join(COUNTS, FakeTransport())

    def open_streams(self) -> dict[str, float]:
        """Return how many streams the metrics show by table."""
        tables = ("latest", "counts")
        return {table: value_of(self.metrics, "tracker_stream_clients", table=table) for table in tables}


@asynccontextmanager
async def two_tables(**settings: Any) -> AsyncIterator[TwoTables]:
    tables = TwoTables(stream_bye_s=0.01, **settings)
    try:
        yield tables
    finally:
        await tables.latest.hub.close()
        await tables.counts.hub.close()


async def test_the_limit_of_open_streams_holds_for_all_tables_together() -> None:
    async with two_tables(stream_max_clients=2) as tables:
        tables.open_latest()
        counts = tables.open_counts()
        for open_another in (tables.open_latest, tables.open_counts):
            with pytest.raises(ProblemError, match="2 streams are open"):
                open_another()
        tables.counts.hub.leave(counts)
        tables.open_latest()
        with pytest.raises(ProblemError, match="2 streams are open"):
            tables.open_counts()


async def test_streams_and_what_ended_them_are_counted_by_table() -> None:
    async with two_tables() as tables:
        tables.open_latest()
        tables.open_counts()
        tables.open_counts()
        assert tables.open_streams() == {"latest": 1, "counts": 2}
        await tables.counts.hub.close()
        dropped = "tracker_stream_dropped_total"
        assert value_of(tables.metrics, dropped, table="counts", reason="shutdown") == 2
        assert value_of(tables.metrics, dropped, table="latest", reason="shutdown") == 0


def test_a_replica_does_not_follow_the_changelog_of_another_table() -> None:
    settings = Settings(partitions=1)
    table = replace(counter_table(settings), name="others")
    with pytest.raises(ValueError, match="cannot follow the changelog"):
        serve_table(_base(settings), table, Replica(COUNTS_REPLICA, 1), COUNTS_FEED, COUNTS_STREAM, COUNTS_LIST)
