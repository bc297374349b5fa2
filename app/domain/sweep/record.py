"""Writing what a sweep found into the columns, so that the next sweep starts from it."""

import numpy as np

from app.domain.alerts.states import record_changes
from app.domain.arrivals.learn import Forecast
from app.domain.routes.columns import Deliveries, Drivers
from app.domain.sweep.swept import Swept


def record(swept: Swept, deliveries: Deliveries, drivers: Drivers) -> None:
    """Write everything that a sweep found; arrivals and departures come back through their commands."""
    published, risks, presence = swept.published, swept.risks, swept.presence
    rows = published.rows
    deliveries.eta_at[rows], deliveries.eta_raw[rows] = published.at, published.raw_at
    deliveries.eta_earliest[rows], deliveries.eta_latest[rows] = published.earliest, published.latest
    deliveries.eta_as_of[rows], deliveries.published_stops[rows] = swept.now, published.stops_before
    deliveries.published_risk[rows] = published.risk
    deliveries.risk[risks.rows] = risks.risk[risks.rows]
    deliveries.risk_leans_since[risks.rows] = risks.leans_since
    deliveries.foretold[swept.milestones.rows] = swept.milestones.foretold
    deliveries.inside_since[presence.rows] = presence.inside_since
    deliveries.outside_since[presence.rows] = presence.outside_since
    deliveries.approached[swept.approaching] = deliveries.attempt[swept.approaching]
    record_changes(
        swept.delivery_alerts,
        deliveries.alert_open,
        deliveries.alert_leans_since,
        deliveries.alert_resolved_at,
        swept.now,
    )
    _record_drivers(swept, drivers)


def _record_drivers(swept: Swept, drivers: Drivers) -> None:
    record_changes(
        swept.driver_alerts, drivers.alert_open, drivers.alert_leans_since, drivers.alert_resolved_at, swept.now
    )
    moved, begun, ended = swept.anchors.moved, swept.starts.begun, swept.starts.ended
    drivers.anchor_latitude[moved], drivers.anchor_longitude[moved] = drivers.latitude[moved], drivers.longitude[moved]
    drivers.anchor_since[moved], drivers.anchor_written[moved] = drivers.fix_at[moved], False
    drivers.anchor_written[swept.anchors.to_write] = True
    drivers.start_latitude[begun], drivers.start_longitude[begun] = drivers.latitude[begun], drivers.longitude[begun]
    drivers.started_at[swept.starts.left] = swept.now
    for column in (drivers.start_latitude, drivers.start_longitude, drivers.started_at):
        column[ended] = np.nan
    drivers.seen_fix_at[:] = drivers.fix_at
    drivers.changed[:] = False


def forecasts_of(swept: Swept, deliveries: Deliveries) -> dict[int, Forecast]:
    """Return what to keep of deliveries that reached a milestone, after the sweep was recorded, by row."""
    milestones, found = swept.milestones, {}
    for row, number in zip(milestones.rows.tolist(), milestones.number.tolist(), strict=True):
        if number >= 0:
            found[row] = Forecast(
                number,
                float(deliveries.eta_as_of[row]),
                float(deliveries.eta_raw[row]),
                float(deliveries.eta_at[row]),
                float(deliveries.eta_earliest[row]),
                float(deliveries.eta_latest[row]),
                int(deliveries.published_stops[row]),
            )
    return found
