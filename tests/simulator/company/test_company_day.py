"""A company's day from outside: the same for a seed, possible on the streets, and ended for every delivery."""

from collections import defaultdict
from functools import cache
from itertools import pairwise
from math import dist, hypot

import orjson
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.deliveries.status import LEGAL, TERMINAL, FailureReason, Status
from app.simulator.company.company import Company
from app.simulator.company.day import Day
from app.simulator.company.planning import DELIVERIES, plan_day
from app.simulator.company.story import Saying, ends_of, sayings_of
from app.simulator.street_map import StreetMap, load_street_map
from tests.simulator.street_oracle import SourceStreets, metres_between, see

seeds = st.integers(min_value=0, max_value=2**31)
few_drivers = st.integers(min_value=1, max_value=3)
few = settings(max_examples=4, deadline=None)
"""A day takes a second to plan."""


@cache
def washington() -> StreetMap:
    return load_street_map()


def by_delivery(sayings: list[Saying]) -> dict[int, list[Saying]]:
    found: defaultdict[int, list[Saying]] = defaultdict(list)
    for saying in sayings:
        found[saying.number].append(saying)
    return {number: sorted(those, key=lambda saying: saying.at_s) for number, those in found.items()}


@given(seeds, few_drivers)
@few
def test_the_same_seed_gives_the_same_day(seed: int, drivers: int) -> None:
    first, second = (plan_day(washington(), drivers, seed) for _ in range(2))
    assert first == second
    assert sayings_of(first) == sayings_of(second)


@given(seeds, few_drivers)
@few
def test_every_delivery_ends_by_legal_steps_and_nothing_is_told_before_it_happens(seed: int, drivers: int) -> None:
    day = plan_day(washington(), drivers, seed)
    sayings = sayings_of(day)
    told = by_delivery(sayings)
    assert told.keys() == {promise.number for promise in day.promises}
    for those in told.values():
        steps = [Status.CREATED, *(Status(saying.to) for saying in those)]
        assert all(step in LEGAL for step in pairwise(steps))
        assert steps[-1] in TERMINAL
        assert len({saying.at_s for saying in those}) == len(those)
        assert all(0 <= saying.at_s <= saying.told_s <= day.ends_s for saying in those)
        reasons = [saying.reason for saying in those if saying.to == "attempt_failed"]
        assert all(reason in set(FailureReason) for reason in reasons)
    assert [saying.told_s for saying in sayings] == sorted(saying.told_s for saying in sayings)
    assert {number: end.status for number, end in ends_of(sayings).items()} == {
        number: those[-1].to for number, those in told.items()
    }


@given(seeds, few_drivers)
@few
def test_drivers_drive_from_place_to_place_and_wait_for_windows(seed: int, drivers: int) -> None:
    for driver in plan_day(washington(), drivers, seed).drivers:
        assert DELIVERIES[0] <= len(driver.promises) <= DELIVERIES[1]
        assert driver.departs_s >= driver.starts_s
        free_s, here = driver.departs_s, driver.depot
        for visit in driver.visits:
            assert visit.departs_s == free_s
            assert visit.drive.stop == visit.promise.place != here
            assert visit.arrives_s >= visit.departs_s + dist(here, visit.promise.place) / 25.0
            window = visit.promise.window
            assert visit.ends_s > max(visit.arrives_s, 0.0 if window is None else window.start_s)
            free_s, here = visit.ends_s, visit.promise.place
        assert (driver.way_back.stop, driver.turns_back_s) == (driver.depot, free_s)


@given(seeds, few_drivers, st.floats(min_value=1.0, max_value=600.0), st.floats(min_value=0.0, max_value=4000.0))
@few
def test_phones_send_in_order_and_each_fix_was_taken_once(
    seed: int, drivers: int, speed_up: float, start_at_s: float
) -> None:
    company = Company(washington(), drivers, seed, speed_up, start_at_s)
    fixes = list(company.fixes())
    assert fixes == list(company.fixes())
    assert [fix.at_s for fix in fixes] == sorted(fix.at_s for fix in fixes)
    assert all(fix.at_s >= 0 and fix.late_by_s >= 0 for fix in fixes)
    taken = [(fix.driver_id, round(fix.at_s - fix.late_by_s, 6)) for fix in fixes]
    assert len(set(taken)) == len(taken)


@pytest.fixture(scope="module")
def company() -> Company:
    return Company(washington(), drivers=3, seed=1, noise_m=0.0)


@pytest.fixture(scope="module")
def day(company: Company) -> Day:
    return company.day


def test_fixes_name_the_driver_and_no_shipment(company: Company, day: Day) -> None:
    fields = [orjson.loads(fix.head + b"0}") for fix in company.fixes()]
    assert {each["driverId"] for each in fields} == {driver.driver_id for driver in day.drivers}
    assert not any("shipmentId" in each for each in fields)
    assert all(0 <= each["battery"] <= 1 for each in fields)


def test_phones_follow_the_streets(company: Company) -> None:
    streets = SourceStreets()
    for fix in list(company.fixes())[::50]:
        assert streets.within(see(fix).place, 5.0)


def test_outcomes_happen_where_the_phone_is(company: Company) -> None:
    where = {(fix.driver_id, round(fix.at_s - fix.late_by_s)): see(fix).place for fix in company.fixes()}
    driver_of = {promise.number: driver for driver in company.day.drivers for promise in driver.promises}
    with_place = [saying for saying in company.sayings if saying.latitude is not None]
    assert with_place
    for saying in with_place:
        assert saying.longitude is not None
        assert saying.latitude is not None
        place = where[driver_of[saying.number].driver_id, round(saying.at_s) - 2]
        assert hypot(*metres_between(place, (saying.longitude, saying.latitude))) < 5.0


def test_destinations_lie_on_streets(day: Day) -> None:
    streets = SourceStreets()
    for promise in day.promises:
        assert streets.within((promise.longitude, promise.latitude), 5.0)


def test_of_three_drivers_one_is_late_one_loses_its_phone_and_one_uploads_after_a_tunnel(
    company: Company, day: Day
) -> None:
    [late] = [driver for driver in day.drivers if driver.departs_s > driver.starts_s]
    [dead] = [driver for driver in day.drivers if driver.phone.dies_s is not None]
    [tunnel] = [driver for driver in day.drivers if driver.phone.tunnel is not None]
    assert len({late.number, dead.number, tunnel.number}) == 3
    assert {fix.driver_id for fix in company.fixes() if fix.late_by_s} == {tunnel.driver_id}
    last_of_dead = max(fix.at_s for fix in company.fixes() if fix.driver_id == dead.driver_id)
    assert dead.phone.dies_s is not None
    assert last_of_dead < dead.phone.dies_s < dead.back_s
    told_late = {saying.number for saying in company.sayings if saying.told_s > saying.at_s}
    assert told_late <= {promise.number for driver in (dead, tunnel) for promise in driver.promises}
    assert told_late & {promise.number for promise in tunnel.promises}
    assert told_late & {promise.number for promise in dead.promises}


def test_what_is_invented_says_so(day: Day) -> None:
    for promise in day.promises:
        assert promise.addressee.address.endswith("(invented)")
        assert promise.addressee.phone.startswith("+1 202 555 01")
