"""What a sweep writes into a row, and what it reads there again after a restart."""

from math import nan
from typing import Any

import msgspec
import numpy as np

from app.domain.arrivals.learn import Forecast
from app.domain.arrivals.ranges import CONFIDENCE
from app.domain.deliveries.row import DeliveryRow, Eta, EtaBasis, Progress, Risk, Signal
from app.domain.routes.columns import Deliveries
from app.domain.sweep.memory import delivery_memory
from app.sweep.swept_row import SweptRow

RISKS: tuple[Risk, ...] = ("none", "at_risk", "late")
SIGNALS: tuple[Signal, ...] = ("live", "late", "silent")
BASES: tuple[EtaBasis, ...] = ("default", "learned", "router")
NONE = Progress()
ALERT_ORDINAL = "alertOrdinal"
FORECASTS = "forecasts"
_SHOWN = frozenset({"eta_at", "eta_earliest", "eta_latest", "eta_as_of", "published_stops", "risk"})
"""Parts of the memory that readers see under other names."""


class Found(msgspec.Struct, frozen=True):
    """What a sweep says of one delivery."""

    eta: Eta | None
    stops_before: int | None
    risk: Risk
    signal: Signal | None
    memory: dict[str, Any]


def found_of(deliveries: Deliveries, row: int, basis: EtaBasis, signal: Signal | None, *, is_planned: bool) -> Found:
    """Return it from the columns, after the sweep was recorded."""
    at = float(deliveries.eta_at[row])
    eta = None
    if np.isfinite(at):
        ends = (float(deliveries.eta_earliest[row]), float(deliveries.eta_latest[row]))
        as_of = float(deliveries.eta_as_of[row])
        eta = Eta(
            at=at, earliest=ends[0], latest=ends[1], asOf=as_of, basis=basis, confidence=CONFIDENCE, planned=is_planned
        )
    stops = int(deliveries.published_stops[row])
    memory = {name: value for name, value in delivery_memory(deliveries, row).items() if name not in _SHOWN}
    return Found(eta, None if stops < 0 else stops, RISKS[deliveries.risk[row]], signal, memory)


def merged(row: DeliveryRow, found: Found, now: float) -> DeliveryRow:
    """Return the newest row with what the sweep says; what was observed stays as the row has it."""
    before = row.progress or NONE
    since = before.riskSince if found.risk == before.risk else now
    progress = msgspec.structs.replace(
        before,
        eta=found.eta,
        publishedAt=None if found.eta is None else found.eta.asOf,
        stopsBefore=found.stops_before,
        risk=found.risk,
        riskSince=None if found.risk == "none" else since,
        signal=found.signal,
    )
    revision = max(row.revision + 1, int(now * 1000))
    return msgspec.structs.replace(row, progress=progress, memory=found.memory or None, revision=revision)


def memory_of(row: SweptRow) -> dict[str, Any]:
    """Return the whole memory of a row."""
    memory, progress = dict(row.memory or {}), row.progress
    if progress is None:
        return memory
    if (eta := progress.eta) is not None:
        memory |= {"eta_at": eta.at, "eta_earliest": eta.earliest, "eta_latest": eta.latest, "eta_as_of": eta.asOf}
    if progress.stopsBefore is not None:
        memory["published_stops"] = progress.stopsBefore
    memory["risk"] = RISKS.index(progress.risk)
    return memory


def forecasts_of(row: SweptRow) -> tuple[Forecast, ...]:
    """Return the forecasts that were kept of a delivery, to be compared with its arrival."""
    kept = (row.memory or {}).get(FORECASTS, ())
    return tuple(Forecast(*each) for each in kept)


def router_leg_of(row: SweptRow) -> tuple[float, float]:
    """Return what a router foretold for the leg to the delivery from the stop before, in seconds, and its metres."""
    memory = row.memory or {}
    return memory.get("router_between_s", nan), memory.get("router_between_m", nan)
