"""Wires a table for readers from its declarations: its feed, stream and lists."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Generic

from app.clock import Clock
from app.keys.keyring import Keyring
from app.observability.metrics import Metrics
from app.readiness import Readiness
from app.settings import Settings
from app.table.spec import TableSpec
from web.access.address_cap import AddressCap
from web.feed.change_feed import ChangeFeed, FeedListener
from web.feed.changelog_applier import LastRecordWatcher
from web.feed.feed_spec import FeedSpec
from web.feed.listeners import Listeners
from web.http.range_copies import RangeCopies
from web.lists.list_spec import ListSpec, Q, V
from web.lists.listed_table import ListedTable
from web.stream.handler import Stream
from web.stream.hub import StreamHub
from web.stream.open_streams import OpenStreams
from web.stream.stream_spec import StreamSpec


@dataclass(frozen=True, slots=True)
class TableBase:
    """What the tables of a process share, limits included."""

    settings: Settings
    clock: Clock
    metrics: Metrics
    readiness: Readiness
    keyring: Keyring
    cap: AddressCap
    range_copies: RangeCopies
    open_streams: OpenStreams


def create_table_base(
    settings: Settings, clock: Clock, metrics: Metrics, readiness: Readiness, keyring: Keyring, cap: AddressCap
) -> TableBase:
    """Return what the tables of a process share, with its own limits of streams and of copied lists."""
    copies, open_streams = RangeCopies(settings, clock, metrics), OpenStreams(settings.stream_max_clients)
    return TableBase(settings, clock, metrics, readiness, keyring, cap, copies, open_streams)


@dataclass(frozen=True, slots=True)
class ServedTable(Generic[Q, V]):
    """A table as a process serves it."""

    replica: V
    feed: ChangeFeed
    """Start it to read the table, and stop it."""
    hub: StreamHub
    """Close it before the web server stops."""
    listed: ListedTable[Q, V]
    """What handlers of lists need."""
    stream: Stream
    """The handler of its stream."""


def serve_table(
    base: TableBase,
    table: TableSpec,
    replica: V,
    feed_spec: FeedSpec,
    stream_spec: StreamSpec[Any],
    list_spec: ListSpec[Q, V],
    watcher: LastRecordWatcher | None = None,
    listeners: Sequence[FeedListener] = (),
) -> ServedTable[Q, V]:
    """Return a table's parts, none of them started; `watcher` gets the last record of each key.

    `listeners` hear of changes beside the streams.
    """
    if replica.table != table.name:
        raise ValueError(f"the replica of the table {replica.table!r} cannot follow the changelog of {table.name!r}")
    settings, clock, metrics, readiness = base.settings, base.clock, base.metrics, base.readiness
    hub = StreamHub(settings, clock, metrics, stream_spec, replica, base.open_streams)
    told = Listeners((hub, *listeners)) if listeners else hub
    feed = ChangeFeed(settings, clock, metrics, table, feed_spec, replica.store, readiness, told, watcher)
    listed = ListedTable(settings, clock, readiness, base.range_copies, list_spec, replica, feed)
    return ServedTable(replica, feed, hub, listed, Stream(settings, stream_spec, hub, base.keyring, base.cap))
