"""How right the foretold arrivals were, from the rows of fleets."""

from collections.abc import Iterator
from typing import Any

from aiohttp import web

from app.deliveries.codec import UNREADABLE, decode_fleet_row
from app.domain.arrays import Floats
from app.domain.arrivals.milestones import MILESTONES_S, STOP_BUCKETS
from app.domain.arrivals.quality import Quality
from app.domain.arrivals.ranges import CONFIDENCE
from app.domain.deliveries.kept_rows import FLEET_PREFIX, FleetRow
from app.messages.eta_quality import EtaQuality, ForecastQuality, QualityByRest, QualityByStops
from web.access.sender import fleet_of
from web.deliveries.filters import DeliveryFilters
from web.deliveries.handlers import HasDeliveries
from web.deliveries.replica import DeliveriesReplica
from web.http.json_answer import json_response
from web.http.parameters import reject_unknown
from web.latest.filter_parameters import FLEET
from web.lists.filter_values import parse_fleet, within_fleet

PARAMETERS = (FLEET,)
OTHER_VERSION = (KeyError, ValueError, TypeError, IndexError)
"""What the sums of a row raise that another version wrote."""


async def show_quality(services: HasDeliveries, request: web.Request) -> web.StreamResponse:
    """Answer with errors and coverage by stops before and by foretold rest."""
    reject_unknown(request.query, PARAMETERS)
    table = services.deliveries
    table.require_caught_up()
    fleet = within_fleet(parse_fleet(request.query.getall("fleet", [])), fleet_of(request))
    freshness = table.freshness(DeliveryFilters(fleet=fleet))
    rows = [row for row in _fleet_rows(table.replica) if fleet in (None, row.fleet)]
    quality = sum(map(_quality_of, rows), Quality())
    answer = EtaQuality(
        **freshness.model_dump(),
        since=min((row.since for row in rows), default=None),
        confidence=CONFIDENCE,
        total=ForecastQuality(**_sums(quality)),
        byStopsBefore=[
            QualityByStops(stopsBefore=least, stopsBeforeTo=_most(bucket), **_sums(quality, (bucket, slice(None))))
            for bucket, least in enumerate(STOP_BUCKETS)
        ],
        byRest=[
            QualityByRest(restSeconds=rest_s, **_sums(quality, (slice(None), milestone)))
            for milestone, rest_s in enumerate(MILESTONES_S)
        ],
    )
    return json_response(answer)


def _fleet_rows(replica: DeliveriesReplica) -> Iterator[FleetRow]:
    for row_id in replica.store.beside:
        raw = replica.store.last_of(row_id)
        if row_id.startswith(FLEET_PREFIX) and raw is not None:
            try:
                yield decode_fleet_row(raw)
            except UNREADABLE:
                continue


def _quality_of(row: FleetRow) -> Quality:
    try:
        return Quality.from_plain(row.quality)
    except OTHER_VERSION:
        return Quality()


def _most(bucket: int) -> int | None:
    return STOP_BUCKETS[bucket + 1] - 1 if bucket + 1 < len(STOP_BUCKETS) else None


def _sums(quality: Quality, part: tuple[int | slice, int | slice] = (slice(None), slice(None))) -> dict[str, Any]:
    def total(values: Floats) -> float:
        return float(values[part].sum())

    count = total(quality.count)
    known = {
        "meanAbsoluteError": total(quality.error_s),
        "meanError": total(quality.late_s),
        "coverage": total(quality.covered),
    }
    means = {name: round(value / count, 4) if count else None for name, value in known.items()}
    return {"forecasts": int(count), **means}
