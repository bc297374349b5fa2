import pytest

from app.domain.arrivals.quality import Quality
from tests.domain.days.buses import buses
from tests.domain.days.rehearsal import Fleet, Rehearsal, rehearse, simulated, towns
from tests.domain.days.shapes import HARD

LONG_ENOUGH = slice(1, 5)
"""The milestones of 15, 30, 60 and 120 minutes."""


def summed(fleets: list[Fleet], name: str) -> Quality:
    return sum((getattr(fleet, name) for fleet in fleets), Quality())


def ratio_and_coverage(fleets: list[Fleet]) -> tuple[float, float]:
    """Return the error ÷ that of straight legs at 30 km/h, and the share of arrivals within their range."""
    ours, straight = summed(fleets, "quality"), summed(fleets, "straight")
    error_s, count = ours.error_s[:, LONG_ENOUGH].sum(), ours.count[:, LONG_ENOUGH].sum()
    assert count > 500
    return error_s / straight.error_s[:, LONG_ENOUGH].sum(), ours.covered[:, LONG_ENOUGH].sum() / count


@pytest.mark.parametrize("has_router", [False, True])
def test_two_days_of_three_fleets_are_foretold_better_than_by_straight_lines(has_router: bool) -> None:
    fleets = towns(seeds=1, drivers=4)
    rehearse(fleets, 2, has_router=has_router)
    ratio, coverage = ratio_and_coverage(fleets)
    assert ratio < 0.45
    assert 0.7 < coverage < 0.9


def test_the_arrivals_of_a_recorded_day_lie_in_their_ranges() -> None:
    fleet, lived = buses()
    Rehearsal([fleet], lived, 0).run()
    ratio, coverage = ratio_and_coverage([fleet])
    assert ratio < 1
    assert 0.7 < coverage < 0.9


def test_a_simulated_day_has_waiting_shared_stops_and_stops_out_of_order() -> None:
    fleets = towns(seeds=1, drivers=6)
    days = [each.day for each in simulated(fleets, 0, HARD)]
    orders = [[visit.stop for visit in day.visits] for day in days]
    assert any(visit.idle_s > 0 for day in days for visit in day.visits)
    assert any(len(day.plan.stop) > len(day.visits) for day in days)
    assert any(order != sorted(order) for order in orders)
    assert all(sorted(order) == list(range(len(order))) for order in orders)
