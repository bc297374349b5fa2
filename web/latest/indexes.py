"""The indexes of the table `latest`."""

from operator import attrgetter
from typing import NamedTuple

from web.latest.changelog_row import LatestRow
from web.latest.device_index import DeviceIndex
from web.latest.time_index import TimeIndex
from web.replica.driver_index import DriverIndex
from web.replica.fleet_index import FleetIndex
from web.replica.place_index import PlaceIndex
from web.replica.row_store import RowStore


class LatestIndexes(NamedTuple):
    """What filters of `latest` ask."""

    rows: RowStore[LatestRow]
    times: TimeIndex
    places: PlaceIndex[LatestRow]
    drivers: DriverIndex[LatestRow]
    fleets: FleetIndex[LatestRow]
    devices: DeviceIndex


def create_indexes(store: RowStore[LatestRow]) -> LatestIndexes:
    """Attach them to a store."""
    return LatestIndexes(
        rows=store,
        times=TimeIndex(store),
        places=PlaceIndex(store, attrgetter("latitude"), attrgetter("longitude")),
        drivers=DriverIndex(store, attrgetter("driverId")),
        fleets=FleetIndex(store, attrgetter("fleet")),
        devices=DeviceIndex(store),
    )
