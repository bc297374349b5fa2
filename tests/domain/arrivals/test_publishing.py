import numpy as np
import pytest

from app.domain.arrays import Floats
from app.domain.arrivals.estimates import FleetEstimates, stacked
from app.domain.arrivals.publish import DEFAULT, LEARNED, ROUTED, Arrivals, to_publish
from app.domain.arrivals.risk import AT_RISK, LATE, NONE, probability_late, risks_of
from app.domain.arrivals.signal import DELAYED, LIVE, SILENT, signal_of
from app.domain.routes.columns import Deliveries
from app.domain.sweep.sweep import Cache, sweep
from tests.domain.days.one_route import NOW, nothing_learned, route_of


def test_without_fifty_arrivals_the_range_is_a_quarter_or_five_minutes() -> None:
    deliveries, drivers = route_of(5000, 50_000)
    found = sweep(deliveries, drivers, nothing_learned(), NOW, Cache()).arrivals
    assert found.basis.tolist() == [DEFAULT, DEFAULT]
    assert found.at - found.earliest == pytest.approx([300, (found.at[1] - NOW) / 4])
    assert found.latest - found.at == pytest.approx([300, (found.at[1] - NOW) / 4])


def test_a_learned_range_corrects_the_arrival_and_is_interpolated_between_milestones() -> None:
    fleet = FleetEstimates()
    for number in range(60):
        for milestone, score in ((0, np.log(1.0)), (1, np.log(1.2)), (2, np.log(1.2))):
            fleet.ranges.add(0, milestone, score, number, is_early=False, is_late=False)
    deliveries, drivers = route_of(2500)
    found = sweep(deliveries, drivers, stacked([fleet]), NOW, Cache()).arrivals
    assert found.basis.tolist() == [LEARNED]
    assert found.at - NOW == pytest.approx([402], rel=0.01)
    deliveries.longitude[:] *= 4
    drivers.changed[:] = True
    assert sweep(deliveries, drivers, stacked([fleet]), NOW, Cache()).arrivals.at - NOW == pytest.approx(
        1608 * 1.2, rel=0.01
    )


def test_the_basis_says_that_a_router_was_asked() -> None:
    deliveries, drivers = route_of(5000, router_leg_s=[600])
    drivers.router_first_m[:] = 5000
    assert sweep(deliveries, drivers, nothing_learned(), NOW, Cache()).arrivals.basis.tolist() == [ROUTED]


def test_the_range_of_an_overdue_arrival_grows() -> None:
    deliveries, drivers = route_of(1000)
    widths = []
    for age_s in (0, 600, 1200):
        drivers.fix_at[:] = NOW - age_s
        found = sweep(deliveries, drivers, nothing_learned(), NOW, Cache()).arrivals
        assert found.at[0] >= NOW + 60
        assert found.earliest[0] >= NOW
        widths.append(found.latest[0] - found.at[0])
    assert widths[2] - widths[1] == pytest.approx(600)
    assert widths[1] > widths[0]


def published(rest_s: float, moved_s: float, age_s: float = 60, stops: int = 3, risk: int = NONE) -> bool:
    deliveries, _ = route_of(1000, published_stops=[3])
    deliveries.eta_at[:], deliveries.eta_as_of[:] = NOW + rest_s - moved_s, NOW - age_s
    yes = np.ones(1, dtype=bool)
    at, stops_before = np.array([NOW + rest_s]), np.array([stops])
    return bool(to_publish(deliveries, at, stops_before, np.array([risk], dtype=np.int8), yes, NOW)[0])


def test_an_arrival_is_published_again_when_it_moves_by_two_minutes_or_a_tenth_of_the_rest() -> None:
    assert not published(600, 119)
    assert published(600, 121)
    assert published(600, -121)
    assert not published(7200, 700)
    assert published(7200, 730)


def test_it_is_published_again_when_risk_or_stops_before_change_but_not_within_30_s() -> None:
    assert published(600, 0, stops=2)
    assert published(600, 0, risk=AT_RISK)
    assert not published(600, 500, age_s=29, stops=2, risk=AT_RISK)


def test_the_first_arrival_is_published_at_once() -> None:
    deliveries, drivers = route_of(1000)
    assert sweep(deliveries, drivers, nothing_learned(), NOW, Cache()).published.rows.tolist() == [0]


def test_the_probability_follows_the_range() -> None:
    at, ends = np.full(5, 1000.0), np.array([1000, 1200, 1100, 900, 2000.0])
    found = probability_late(at, at - 100, at + 200, ends)
    assert found == pytest.approx([0.5, 0.1, 0.3, 0.9, 0])


def risk_of(deliveries: Deliveries, lateness_s: float, now: float) -> int:
    """Return the risk after a look at an arrival this long after the window's end, with a range of 1 000 s around it."""
    at: Floats = deliveries.window_end + lateness_s
    found = risks_of(deliveries, Arrivals(at, at - 500, at + 500, np.zeros(1, dtype=np.int8)), now)
    deliveries.risk[found.rows] = found.risk[found.rows]
    deliveries.risk_leans_since[found.rows] = found.leans_since
    return int(deliveries.risk[0])


def test_a_window_is_at_risk_when_lateness_is_likely_for_three_minutes() -> None:
    deliveries, _ = route_of(1000, window_end=[NOW + 7200])
    assert risk_of(deliveries, 10, NOW) == NONE
    assert risk_of(deliveries, 10, NOW + 179) == NONE
    assert risk_of(deliveries, 10, NOW + 180) == AT_RISK


def test_a_short_doubt_begins_from_the_start() -> None:
    deliveries, _ = route_of(1000, window_end=[NOW + 7200])
    risk_of(deliveries, 10, NOW)
    risk_of(deliveries, -10, NOW + 100)
    risk_of(deliveries, 10, NOW + 110)
    assert risk_of(deliveries, 10, NOW + 200) == NONE
    assert risk_of(deliveries, 10, NOW + 290) == AT_RISK


def test_the_risk_ends_below_three_tenths_for_three_minutes() -> None:
    deliveries, _ = route_of(1000, window_end=[NOW + 7200], risk=[AT_RISK])
    assert [risk_of(deliveries, -200, NOW + step) for step in (0, 400)] == [AT_RISK, AT_RISK]
    assert [risk_of(deliveries, -300, NOW + 400 + step) for step in (0, 170, 180)] == [AT_RISK, AT_RISK, NONE]


def test_a_delivery_is_late_from_its_windows_end_until_it_arrives() -> None:
    deliveries, _ = route_of(1000, window_end=[NOW + 100])
    assert risk_of(deliveries, 0, NOW + 101) == LATE
    deliveries.arrived_at[:] = NOW + 90
    assert risk_of(deliveries, 0, NOW + 101) == NONE


def test_a_delivery_that_arrived_late_stays_late() -> None:
    deliveries, _ = route_of(1000, window_end=[NOW + 100], arrived_at=[NOW + 150])
    assert risk_of(deliveries, 0, NOW + 200) == LATE


def test_a_driver_is_silent_after_three_minutes_or_five_usual_intervals() -> None:
    ages = np.array([30.0, 61, 179, 181, 500, 601, 120])
    intervals = np.array([10.0, 10, 10, 10, 120, 120, np.nan])
    found = signal_of(NOW - ages, intervals, NOW)
    assert found.tolist() == [LIVE, DELAYED, DELAYED, SILENT, DELAYED, SILENT, DELAYED]
    assert signal_of(np.array([np.nan]), np.array([np.nan]), NOW).tolist() == [SILENT]
