from collections import Counter, defaultdict
from itertools import pairwise
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.fix_rules import RejectCode
from app.simulator.bad_data import Dirt, soil
from app.simulator.invalid_report import garbage_from
from app.simulator.schedule import Report
from tests.simulator.fake_tracker import code_for
from tests.simulator.helpers import a_fleet, a_report, timestamps

share = st.sampled_from([0.0, 0.05, 0.5, 1.0])


@given(late=share, doubled=share, shuffled=share, invalid=share, seed=st.integers(0, 9))
def test_dirt_loses_no_fix_and_sends_none_before_it_is_due(
    late: float, doubled: float, shuffled: float, invalid: float, seed: int
) -> None:
    clean = a_fleet(vehicles=5, rounds=12)
    dirty = list(soil(iter(clean), Dirt(late, doubled, shuffled, invalid, seed)))
    valid = [report for report in dirty if report.refused_as is None]
    sent = Counter(report.body for report in valid)
    due_of = {report.body: report.due_s for report in clean}
    assert sent.keys() == due_of.keys()
    assert max(sent.values()) <= 2
    assert all(report.due_s >= due_of[report.body] for report in valid)
    if not doubled:
        assert len(valid) == len(clean)


def test_without_dirt_every_report_comes_out_as_it_went_in() -> None:
    assert list(soil(iter(a_fleet(3, 10)), Dirt())) == a_fleet(3, 10)


def test_the_same_seed_makes_the_same_dirt_and_another_seed_other_dirt() -> None:
    def dirty(seed: int) -> list[Report]:
        return list(soil(iter(a_fleet(5, 200)), Dirt(0.1, 0.1, 0.1, 0.1, seed)))

    assert dirty(1) == dirty(1)
    assert dirty(1) != dirty(2)


@pytest.mark.parametrize("dirt", [Dirt(doubled=0.2), Dirt(invalid=0.2)])
def test_extra_reports_come_as_often_as_asked(dirt: Dirt) -> None:
    dirty = list(soil(iter(a_fleet(10, 500)), dirt))
    assert len(dirty) - 5_000 == pytest.approx(1_000, rel=0.1)


def test_late_fixes_arrive_after_newer_ones_of_their_vehicle() -> None:
    newest: defaultdict[str, float] = defaultdict(float)
    overtaken = 0
    dirty = list(soil(iter(a_fleet(10, 500)), Dirt(late=0.1)))
    for report, timestamp in zip(dirty, timestamps(dirty), strict=True):
        overtaken += timestamp < newest[report.driver_id]
        newest[report.driver_id] = max(newest[report.driver_id], timestamp)
    assert overtaken == pytest.approx(500, rel=0.15)


def test_shuffled_fixes_are_overtaken_within_a_bound_and_stay_in_the_order_of_their_sending() -> None:
    dirty = list(soil(iter(a_fleet(1000, 3)), Dirt(shuffled=0.3)))
    assert timestamps(dirty) != sorted(timestamps(dirty))
    assert all(before.due_s <= after.due_s for before, after in pairwise(dirty))
    clean_place = {report.body: place for place, report in enumerate(a_fleet(1000, 3))}
    assert max(place - clean_place[report.body] for place, report in enumerate(dirty)) <= 500


def test_switching_one_kind_on_leaves_another_as_it_was() -> None:
    def codes(dirt: Dirt) -> list[str]:
        return [report.refused_as for report in soil(iter(a_fleet(5, 100)), dirt) if report.refused_as]

    assert codes(Dirt(invalid=0.3)) == codes(Dirt(invalid=0.3, shuffled=0.2))


def test_garbage_of_every_kind_is_refused_with_the_code_it_names() -> None:
    rng = Random(1)
    garbage = [garbage_from(a_report(timestamp=1_705_500_000.5), rng) for _ in range(400)]
    not_a_devices_doing = {
        RejectCode.TOO_LARGE,
        RejectCode.WRONG_PARTITION,
        RejectCode.INTERNAL,
        RejectCode.FORBIDDEN,
    }
    assert {report.refused_as for report in garbage} == set(RejectCode) - not_a_devices_doing
    for report in garbage:
        assert code_for(report.body, now=1_705_500_001.0) == report.refused_as
        assert b"\n" not in report.body
