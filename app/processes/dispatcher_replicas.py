"""The replicas that a dispatcher follows: the rows of the served tables, without indexes, streams and lists."""

from dataclasses import dataclass

from app.clock import Clock
from app.deliveries.deliveries_table import deliveries_table
from app.fixes.latest_table import latest_table
from app.observability.metrics import Metrics
from app.process import Part
from app.readiness import Readiness
from app.settings import Settings
from web.deliveries.changelog_row import ROWS as DELIVERY_ROWS
from web.deliveries.changelog_row import DeliveryEntry
from web.deliveries.feed import DELIVERIES_FEED
from web.feed.change_feed import ChangeFeed
from web.feed.changelog_applier import LastRecordWatcher
from web.feed.listeners import Listeners
from web.latest.changelog_row import ROWS as LATEST_ROWS
from web.latest.changelog_row import LatestRow
from web.latest.feed import LATEST_FEED
from web.replica.row_store import RowStore

PARTS = (LATEST_FEED.part, DELIVERIES_FEED.part)
"""What readiness waits for."""


@dataclass(frozen=True, slots=True)
class Replicas:
    """Both tables in memory."""

    latest: RowStore[LatestRow]
    deliveries: RowStore[DeliveryEntry]


def create_replicas(settings: Settings) -> Replicas:
    """Return both, empty."""
    partitions = settings.partitions
    return Replicas(
        RowStore(LATEST_ROWS, partitions, settings.ring_size),
        RowStore(DELIVERY_ROWS, partitions, settings.deliveries_ring_size),
    )


def feeds_of(
    replicas: Replicas,
    settings: Settings,
    clock: Clock,
    metrics: Metrics,
    readiness: Readiness,
    watcher: LastRecordWatcher,
) -> list[Part]:
    """Return their feeds; `watcher` gets the last record of each delivery."""
    heard = Listeners(())
    latest, deliveries = replicas.latest, replicas.deliveries
    of_latest, of_deliveries = latest_table(settings), deliveries_table(settings)
    return [
        ChangeFeed(settings, clock, metrics, of_latest, LATEST_FEED, latest, readiness, heard),
        ChangeFeed(settings, clock, metrics, of_deliveries, DELIVERIES_FEED, deliveries, readiness, heard, watcher),
    ]
