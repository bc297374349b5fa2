"""Rows 16 and 20: what a sweep over all active deliveries costs, and how right the arrivals are that it foretells."""

import time

import numpy as np

from app.domain.arrivals.milestones import MILESTONES_S, STOP_BUCKETS
from app.domain.arrivals.quality import Quality
from app.domain.sweep.record import record
from app.domain.sweep.sweep import Cache, sweep
from tests.bench.bench import Bench
from tests.bench.figures import Figure, at_most, figure
from tests.domain.days.big_fleet import NOW, big_fleet, drive
from tests.domain.days.buses import buses
from tests.domain.days.rehearsal import Fleet, Rehearsal, rehearse, towns

FLEETS = (("sweep.100k", 100_000, 8_000, 40), ("sweep.million", 1_000_000, 80_000, 400))
SWEEPS, EVERY_S = 10, 2
CHANGED = 1_000
"""One route of this many changes between two sweeps."""
SEEDS, DRIVERS, DAYS = 10, 6, 5
QUICK_SEEDS, QUICK_DAYS = 1, 2
JUDGED = slice(1, 5)
"""The milestones of 15, 30, 60 and 120 minutes."""
ENOUGH_ARRIVALS = 2_000
CONFIDENCE, TOLERANCE = 80, 4


async def measure(bench: Bench) -> list[Figure]:
    """Measure the cost of sweeps, then the accuracy on simulated days and on the recorded one."""
    found = []
    for name, deliveries, drivers, most_ms in FLEETS:
        if bench.wants(name):
            costs = [_sweep_ms(bench.scaled(deliveries), bench.scaled(drivers)) for _ in range(bench.rounds)]
            bench.say(f"{name}: {costs[0]:.1f} ms of CPU a sweep")
            bar = None if bench.is_quick else at_most(most_ms)
            found.append(figure("16", f"{name} CPU", costs, "ms/sweep", bar, f"{bench.scaled(deliveries)} deliveries"))
    for name, has_router, most in (("arrivals.straight", False, 0.6), ("arrivals.router", True, 0.45)):
        if bench.wants(name):
            fleets = towns(QUICK_SEEDS if bench.is_quick else SEEDS, DRIVERS)
            rehearse(fleets, QUICK_DAYS if bench.is_quick else DAYS, has_router=has_router)
            found += accuracy(name, fleets, most)
            bench.say(f"{name}: {found[-1].measure} {found[-1].value:.2f}")
    if bench.wants("arrivals.recorded"):
        fleet, lived = buses()
        Rehearsal([fleet], lived, 0).run()
        found += accuracy("arrivals.recorded", [fleet], 0.6)
    return found


def _sweep_ms(deliveries: int, drivers: int) -> float:
    """Return the median CPU milliseconds of a sweep in the middle of a day, with what it writes into the columns."""
    columns, vans, estimates = big_fleet(deliveries, drivers)
    cache, rng, costs = Cache(), np.random.default_rng(2), []
    record(sweep(columns, vans, estimates, NOW, cache), columns, vans)
    for turn in range(1, SWEEPS + 1):
        now = NOW + EVERY_S * turn
        drive(vans, now, rng)
        vans.changed[rng.integers(0, drivers, drivers // CHANGED + 1)] = True
        begin = time.process_time()
        record(sweep(columns, vans, estimates, now, cache), columns, vans)
        costs.append((time.process_time() - begin) * 1000)
    return float(np.median(costs))


def accuracy(name: str, fleets: list[Fleet], bar: float) -> list[Figure]:
    """Return coverage and error by stops before and by foretold rest, and the error ÷ that of plain rules."""
    ours = _summed(fleets, "quality")
    rows: list[tuple[str, tuple[int | slice, int | slice]]] = [
        *((f"{stops}+ stops before", (bucket, JUDGED)) for bucket, stops in enumerate(STOP_BUCKETS)),
        *((f"{MILESTONES_S[m] / 60:.0f} min before", (slice(None), m)) for m in range(len(MILESTONES_S))[JUDGED]),
    ]
    found = []
    for label, cells in rows:
        count = int(ours.count[cells].sum())
        if count:
            coverage = 100 * ours.covered[cells].sum() / count
            error_min = ours.error_s[cells].sum() / count / 60
            limit = at_most(TOLERANCE) if count >= ENOUGH_ARRIVALS and "stops" in label else None
            note = f"{count} forecasts"
            found.append(figure("20", f"{name} {label}: coverage", coverage, "%", None, note))
            found.append(figure("20", f"{name} {label}: off 80 %", abs(coverage - CONFIDENCE), "points", limit))
            found.append(figure("20", f"{name} {label}: mean error", error_min, "min"))
    for rule, limit in (("straight", at_most(bar)), ("direct", None), ("served", None)):
        plain = _summed(fleets, rule)
        ratio = ours.error_s[:, JUDGED].sum() / plain.error_s[:, JUDGED].sum()
        found.append(figure("20", f"{name} error ÷ {rule}", ratio, "×", limit))
    return found


def _summed(fleets: list[Fleet], name: str) -> Quality:
    return sum((getattr(fleet, name) for fleet in fleets), Quality())
