"""The route of a driver as a view of its open deliveries; pure."""

from base64 import urlsafe_b64encode
from collections.abc import Iterable, Mapping, Sequence
from hashlib import sha256
from math import inf
from typing import Any, NamedTuple

from app.domain.deliveries.status import Status
from app.domain.direction import distance_m

UPCOMING_S = 12 * 3600.0
"""A delivery that is planned within this time is on the route before it is out for delivery."""
SAME_STOP_M = 40.0
"""Deliveries that follow each other within this distance are one stop."""
BEFORE_THE_WAY = frozenset({Status.CREATED, Status.IN_TRANSIT})
ETAG_LENGTH = 22
Row = Mapping[str, Any]
Coordinates = tuple[float, float]


class Route(NamedTuple):
    """Deliveries by stop, in order, and those that are not on the way yet."""

    stops: Sequence[Sequence[Row]]
    later: Sequence[Row]


def route_of(rows: Iterable[Row], position: Coordinates | None, now: float) -> Route:
    """Return the route that a driver's open deliveries are at `now` (Unix seconds), from the driver's position on."""
    ordered = sorted(rows, key=lambda row: _order_of(row, position))
    is_out = any(_is_out(row) for row in ordered)
    chosen = [row for row in ordered if (_is_out(row) if is_out else _is_upcoming(row, now))]
    names = {row["shipmentId"] for row in chosen}
    return Route(_stops_of(chosen), [row for row in ordered if row["shipmentId"] not in names])


def etag_of_route(rows: Iterable[Row]) -> str:
    """Return the ETag of a route: it changes with the deliveries, their order and their plans."""
    parts = sorted((row["shipmentId"], row.get("sequence"), row["planRevision"]) for row in rows)
    digest = sha256("\x1e".join("\x1f".join(map(str, part)) for part in parts).encode()).digest()
    return f'"{urlsafe_b64encode(digest).decode("ascii")[:ETAG_LENGTH]}"'


def _is_out(row: Row) -> bool:
    has_left = (row.get("progress") or {}).get("departedAt") is not None
    return row["status"] == Status.OUT_FOR_DELIVERY and not has_left


def _is_upcoming(row: Row, now: float) -> bool:
    if row["status"] not in BEFORE_THE_WAY:
        return False
    begin = row["window"]["start"] if row.get("window") else row.get("startAt")
    return row.get("sequence") is not None if begin is None else begin <= now + UPCOMING_S


def _order_of(row: Row, position: Coordinates | None) -> tuple[float, float, float, str]:
    sequence, window = row.get("sequence"), row.get("window")
    away_m = 0.0 if position is None else distance_m(*position, *_where(row))
    return (
        inf if sequence is None else sequence,
        inf if window is None else window["start"],
        away_m,
        row["shipmentId"],
    )


def _where(row: Row) -> Coordinates:
    return row["destination"]["latitude"], row["destination"]["longitude"]


def _stops_of(rows: Sequence[Row]) -> list[list[Row]]:
    stops: list[list[Row]] = []
    for row in rows:
        if stops and distance_m(*_where(stops[-1][-1]), *_where(row)) <= SAME_STOP_M:
            stops[-1].append(row)
        else:
            stops.append([row])
    return stops
