from collections import Counter, defaultdict
from itertools import pairwise
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.fix_rules import RejectCode
from app.simulator.bad_data import BadData, add_bad_data
from app.simulator.invalid_report import invalid_copy_of
from app.simulator.schedule import Report
from tests.simulator.fake_tracker import code_for
from tests.simulator.helpers import a_fleet, a_report, timestamps

share = st.sampled_from([0.0, 0.05, 0.5, 1.0])


@given(late=share, doubled=share, shuffled=share, invalid=share, seed=st.integers(0, 9))
def test_bad_data_loses_no_fix_and_sends_none_before_it_is_due(
    late: float, doubled: float, shuffled: float, invalid: float, seed: int
) -> None:
    clean = a_fleet(vehicles=5, rounds=12)
    with_bad_data = list(add_bad_data(iter(clean), BadData(late, doubled, shuffled, invalid, seed)))
    valid = [report for report in with_bad_data if report.refused_as is None]
    sent = Counter(report.body for report in valid)
    due_of = {report.body: report.due_s for report in clean}
    assert sent.keys() == due_of.keys()
    assert max(sent.values()) <= 2
    assert all(report.due_s >= due_of[report.body] for report in valid)
    if not doubled:
        assert len(valid) == len(clean)


def test_without_bad_data_every_report_passes_unchanged() -> None:
    assert list(add_bad_data(iter(a_fleet(3, 10)), BadData())) == a_fleet(3, 10)


def test_the_same_seed_gives_the_same_bad_data_and_another_seed_other_data() -> None:
    def with_bad_data(seed: int) -> list[Report]:
        return list(add_bad_data(iter(a_fleet(5, 200)), BadData(0.1, 0.1, 0.1, 0.1, seed)))

    assert with_bad_data(1) == with_bad_data(1)
    assert with_bad_data(1) != with_bad_data(2)


@pytest.mark.parametrize("bad_data", [BadData(doubled=0.2), BadData(invalid=0.2)])
def test_extra_reports_come_as_often_as_asked(bad_data: BadData) -> None:
    with_bad_data = list(add_bad_data(iter(a_fleet(10, 500)), bad_data))
    assert len(with_bad_data) - 5_000 == pytest.approx(1_000, rel=0.1)


def test_late_fixes_arrive_after_newer_ones_of_their_vehicle() -> None:
    newest: defaultdict[str, float] = defaultdict(float)
    overtaken = 0
    with_bad_data = list(add_bad_data(iter(a_fleet(10, 500)), BadData(late=0.1)))
    for report, timestamp in zip(with_bad_data, timestamps(with_bad_data), strict=True):
        overtaken += timestamp < newest[report.driver_id]
        newest[report.driver_id] = max(newest[report.driver_id], timestamp)
    assert overtaken == pytest.approx(500, rel=0.15)


def test_shuffled_fixes_are_overtaken_within_a_bound_and_stay_in_the_order_of_their_sending() -> None:
    with_bad_data = list(add_bad_data(iter(a_fleet(1000, 3)), BadData(shuffled=0.3)))
    assert timestamps(with_bad_data) != sorted(timestamps(with_bad_data))
    assert all(before.due_s <= after.due_s for before, after in pairwise(with_bad_data))
    clean_index = {report.body: index for index, report in enumerate(a_fleet(1000, 3))}
    assert max(index - clean_index[report.body] for index, report in enumerate(with_bad_data)) <= 500


def test_switching_one_kind_on_leaves_another_as_it_was() -> None:
    def codes(bad_data: BadData) -> list[str]:
        return [report.refused_as for report in add_bad_data(iter(a_fleet(5, 100)), bad_data) if report.refused_as]

    assert codes(BadData(invalid=0.3)) == codes(BadData(invalid=0.3, shuffled=0.2))


def test_every_kind_of_invalid_report_is_refused_with_its_code() -> None:
    rng = Random(1)
    invalid = [invalid_copy_of(a_report(timestamp=1_705_500_000.5), rng) for _ in range(400)]
    not_a_devices_doing = {
        RejectCode.TOO_LARGE,
        RejectCode.WRONG_PARTITION,
        RejectCode.INTERNAL,
        RejectCode.FORBIDDEN,
        RejectCode.ENCRYPTED,
    }
    assert {report.refused_as for report in invalid} == set(RejectCode) - not_a_devices_doing
    for report in invalid:
        assert code_for(report.body, now=1_705_500_001.0) == report.refused_as
        assert b"\n" not in report.body
