"""The delay before the next attempt: it doubles, has a bound, and differs between processes."""

from random import Random

from hypothesis import given
from hypothesis import strategies as st

from app.domain.backoff import Backoff

BACKOFF = Backoff(first_s=0.2, most_s=2.0)


def test_the_delay_doubles_with_each_failure_until_its_bound() -> None:
    assert [BACKOFF.longest_s(failures) for failures in range(1, 7)] == [0.2, 0.4, 0.8, 1.6, 2.0, 2.0]


def test_a_first_delay_above_the_bound_is_the_bound() -> None:
    assert Backoff(first_s=5.0, most_s=2.0).longest_s(1) == 2.0


@given(failures=st.integers(0, 10**9), seed=st.integers(0, 99))
def test_the_delay_stays_between_half_and_all_of_its_bound_after_any_number_of_failures(
    failures: int, seed: int
) -> None:
    delay_s = BACKOFF.delay_s(failures, Random(seed))
    assert 0.1 <= BACKOFF.longest_s(failures) / 2 <= delay_s <= BACKOFF.longest_s(failures) <= 2.0


def test_processes_do_not_retry_in_step() -> None:
    delays = {BACKOFF.delay_s(3, Random(seed)) for seed in range(20)}
    assert len(delays) == 20
