"""Where the deliveries and drivers of alerts are, in words."""

import asyncio
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

import msgspec

from app.domain.place_text import Units
from app.places.towns import Towns
from web.deliveries.alert_lines import Line
from web.deliveries.filters import DeliveryFilters
from web.deliveries.joined_position import (
    JoinedPosition,
    custody_begins,
    joined,
    newest_fix_of_driver,
    position_of,
)
from web.services.services import Services

MOST_PLACES = 1_000
"""Alerts of one answer that say where they are; those of each line that are the oldest come first."""
PER_TURN = 100
"""Positions joined before other work gets its turn, and places named in one call of a thread."""
Point = tuple[float, float]


class AlertPlaces(msgspec.Struct):
    """Positions and their names, by the id of the alert."""

    positions: dict[str, JoinedPosition] = {}
    names: dict[Point, str] = {}

    def of(self, alert_id: str) -> str | None:
        """Return where the alert's delivery or driver is, None where nothing tells."""
        position = self.positions.get(alert_id)
        return None if position is None else self.names[_point_of(position)]

    def of_line(self, line: Line) -> str | None:
        """Return the place of the newest position of the line's alerts."""
        found = [(at.timestamp, alert.id) for _, alert in line.alerts if (at := self.positions.get(alert.id))]
        return self.of(max(found)[1]) if found else None


async def find_places(services: Services, lines: Sequence[Line], units: Units | None) -> AlertPlaces:
    """Return the places of the alerts in these units; none where no units are wanted."""
    if units is None:
        return AlertPlaces()
    towns = await services.places.towns()
    positions: dict[str, JoinedPosition] = {}
    for turn, (line, index) in enumerate(islice(_oldest_first(lines), MOST_PLACES)):
        if (position := _position(services, line, index)) is not None:
            positions[line.alerts[index][1].id] = position
        if turn % PER_TURN == PER_TURN - 1:
            await asyncio.sleep(0)
    names: dict[Point, str] = {}
    # Deliveries in one van share its place.
    points = list({_point_of(position) for position in positions.values()})
    for start in range(0, len(points), PER_TURN):
        names |= await asyncio.to_thread(_names, towns, points[start : start + PER_TURN], units)
    return AlertPlaces(positions, names)


def _oldest_first(lines: Sequence[Line]) -> Iterator[tuple[Line, int]]:
    """Yield the oldest alert of each line, then the next of each: a long line leaves places for the others."""
    index, left = 0, list(lines)
    while left := [line for line in left if index < len(line.alerts)]:
        yield from ((line, index) for line in left)
        index += 1


def _position(services: Services, line: Line, index: int) -> JoinedPosition | None:
    shipment_id, _ = line.alerts[index]
    now, view = services.clock.now(), services.latest.replica
    if shipment_id is not None:
        row = services.deliveries.replica.store.get(shipment_id)
        return None if row is None else position_of(row, view, now)
    if line.driver_id is None:
        return None
    since = custody_begins(_deliveries_of(services, line.driver_id), line.driver_id, line.fleet)
    fix = None if since is None else newest_fix_of_driver(view, line.driver_id, line.fleet, since)
    return None if fix is None else joined("driver", fix, now)


def _deliveries_of(services: Services, driver_id: str) -> Iterable[bytes]:
    replica = services.deliveries.replica
    return replica.store.rows_at(replica.matching(DeliveryFilters(driver_ids=frozenset({driver_id}))).tolist())


def _names(towns: Towns, points: Iterable[Point], units: Units) -> dict[Point, str]:
    return {
        (latitude, longitude): towns.name_place(latitude=latitude, longitude=longitude, units=units).text
        for latitude, longitude in points
    }


def _point_of(position: JoinedPosition) -> Point:
    return position.latitude, position.longitude
