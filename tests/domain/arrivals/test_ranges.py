import json

import numpy as np
import pytest

from app.domain.arrivals.milestones import MILESTONES_S, bucket_of, milestone_reached
from app.domain.arrivals.ranges import CELLS, ENOUGH, LAST, Ranges


def filled(count: int, rng: np.random.Generator, spread: float = 0.2, shift: float = 0.0, routes: int = 40) -> Ranges:
    ranges = Ranges()
    for number in range(count):
        ranges.add(1, 2, shift + rng.normal(0, spread), number % routes, is_early=False, is_late=False)
    for cell in ranges.cells:
        cell.tails = [0.1, 0.1]
    return ranges


def test_stops_before_fall_into_five_buckets() -> None:
    assert bucket_of(np.array([0, 1, 2, 3, 7, 8, 19, 20, 400])).tolist() == [0, 1, 1, 2, 2, 3, 3, 4, 4]


def test_a_falling_rest_reaches_one_milestone_after_the_other() -> None:
    rests = np.array([20_000.0, 14_400, 7201, 7200, 1000, 900, 450, 60])
    assert milestone_reached(rests).tolist() == [0, 1, 1, 2, 4, 5, 6, 6]
    assert np.allclose(np.diff(np.log2(MILESTONES_S)), 1)


def test_nothing_is_learned_below_fifty_arrivals() -> None:
    rng = np.random.default_rng(1)
    assert not filled(ENOUGH - 1, rng).factors()[1].any()
    assert filled(ENOUGH, rng).factors()[1].tolist() == [number // 6 == 1 for number in range(CELLS)]


def test_the_range_holds_four_of_five_of_what_comes_next() -> None:
    rng = np.random.default_rng(2)
    held = []
    for _ in range(60):
        early, middle, late = np.log(filled(LAST, rng, shift=0.1).factors()[0][8])
        held.append(np.mean((early <= (scores := rng.normal(0.1, 0.2, 2000))) & (scores <= late)))
        assert middle == pytest.approx(0.1, abs=0.05)
    assert np.mean(held) == pytest.approx(0.81, abs=0.02)


def test_few_routes_give_a_wider_range_than_many() -> None:
    few = np.log(filled(LAST, np.random.default_rng(3), routes=4).factors()[0][8])
    many = np.log(filled(LAST, np.random.default_rng(3), routes=40).factors()[0][8])
    assert (few[2] - few[0]) / (many[2] - many[0]) == pytest.approx(
        (1 + 1.4 * (1 / 4 - 1 / 500)) / (1 + 1.4 * (1 / 40 - 1 / 500)), rel=0.01
    )


def test_only_the_last_arrivals_count() -> None:
    ranges = filled(LAST, np.random.default_rng(4), shift=1.0)
    for number in range(LAST):
        ranges.add(1, 2, 0.0, number, is_early=False, is_late=False)
    assert ranges.factors()[0][8] == pytest.approx([1, 1, 1])


def test_arrivals_outside_the_range_widen_it_on_their_side() -> None:
    ranges = filled(LAST, np.random.default_rng(5))
    before = ranges.factors()[0][8]
    for number in range(5):
        ranges.add(1, 2, 0.0, number, is_early=False, is_late=True)
    after = ranges.factors()[0][8]
    assert after[2] > before[2] * 1.01
    assert after[0] >= before[0]


def test_a_cell_with_few_arrivals_scales_those_with_the_same_stops_before() -> None:
    ranges = filled(LAST, np.random.default_rng(6))
    factors, is_learned = ranges.factors()
    assert is_learned[6:12].all()
    assert np.log(factors[6, 2] / factors[6, 1]) == pytest.approx(
        np.log(factors[8, 2] / factors[8, 1]) / 0.84**2, abs=0.01
    )
    assert factors[6, 1] == pytest.approx(factors[8, 1], abs=0.002)


def test_a_full_state_is_small() -> None:
    ranges = Ranges()
    rng = np.random.default_rng(7)
    for number in range(LAST):
        for cell in range(CELLS):
            ranges.add(cell // 6, cell % 6, rng.normal(0, 0.5), number, is_early=False, is_late=False)
    row = json.dumps(ranges.as_plain())
    assert len(row) < 60_000
    assert np.array_equal(Ranges.from_plain(json.loads(row)).factors()[0], ranges.factors()[0])
