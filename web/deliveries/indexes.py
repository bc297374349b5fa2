"""The indexes of the table `deliveries`."""

from operator import attrgetter
from typing import NamedTuple

from web.deliveries.changelog_row import DeliveryEntry
from web.deliveries.state_index import StateIndex
from web.deliveries.text_index import TextIndex
from web.deliveries.window_index import WindowIndex
from web.replica.driver_index import DriverIndex
from web.replica.fleet_index import FleetIndex
from web.replica.place_index import PlaceIndex
from web.replica.row_store import RowStore


class DeliveryIndexes(NamedTuple):
    """What filters of `deliveries` ask."""

    rows: RowStore[DeliveryEntry]
    states: StateIndex
    windows: WindowIndex
    texts: TextIndex
    destinations: PlaceIndex[DeliveryEntry]
    drivers: DriverIndex[DeliveryEntry]
    fleets: FleetIndex[DeliveryEntry]


def _driver_of(row: DeliveryEntry) -> str:
    return row.driverId or ""  # type: ignore[union-attr]  # no deletion


def create_indexes(store: RowStore[DeliveryEntry]) -> DeliveryIndexes:
    """Attach them to a store."""
    return DeliveryIndexes(
        rows=store,
        states=StateIndex(store),
        windows=WindowIndex(store),
        texts=TextIndex(store),
        destinations=PlaceIndex(store, attrgetter("destination.latitude"), attrgetter("destination.longitude")),
        drivers=DriverIndex(store, _driver_of),
        fleets=FleetIndex(store, attrgetter("fleet")),
    )
