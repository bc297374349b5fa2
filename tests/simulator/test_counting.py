from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.simulator.latencies import Latencies
from app.simulator.progress import progress_line, summary
from app.simulator.retry import BACKOFF, delay_before_retry, parse_retry_after
from app.simulator.tally import DIFFERENT_KEYS, Tally
from tests.simulator.helpers import a_report


@given(st.lists(st.floats(0, 4000), min_size=1, max_size=200), st.sampled_from([0.5, 0.95, 0.99, 1.0]))
def test_a_percentile_is_never_too_low_and_at_most_four_percent_too_high(durations: list[float], share: float) -> None:
    latencies = Latencies()
    for duration_s in durations:
        latencies.record(duration_s)
    ranked = sorted(durations)
    exact = next(value for index, value in enumerate(ranked, 1) if index >= share * len(ranked))
    measured = latencies.percentile_s(share)
    assert measured is not None
    assert exact - 1e-6 <= measured <= exact * 1.04 + 2e-6


def test_no_answers_have_no_percentile() -> None:
    assert Latencies().percentile_s(0.5) is None


def test_a_duration_beyond_the_scale_counts_as_its_end() -> None:
    latencies = Latencies()
    latencies.record(1e9)
    assert latencies.percentile_s(1.0) == pytest.approx(4295, rel=0.01)


@given(failures=st.integers(1, 10_000), asked=st.none() | st.floats(0, 600), seed=st.integers(0, 99))
def test_a_retry_waits_at_least_retry_after_and_has_a_bound(failures: int, asked: float | None, seed: int) -> None:
    delay_s = delay_before_retry(failures, asked, Random(seed))
    assert delay_s >= (asked or 0.0)
    assert 0.1 <= delay_s <= 1.5 * max(BACKOFF.most_s, asked or 0.0)


def test_retry_after_is_read_in_seconds_only() -> None:
    assert parse_retry_after("3") == 3.0
    assert parse_retry_after(None) is None
    assert parse_retry_after("Wed, 21 Oct 2015 07:28:00 GMT") is None
    assert parse_retry_after("²") is None


def test_every_fix_is_counted_once_and_what_breaks_the_contract_is_named() -> None:
    tally = Tally(scheduled=5, sent=4, unsent=1)
    invalid = a_report()._replace(refused_as="id_empty")
    tally.record_codes([a_report(), invalid, invalid], [None, "id_empty", None])
    tally.record_given_up("connection refused", 1)
    assert (tally.accepted, tally.refused.total(), tally.given_up.total()) == (2, 1, 1)
    assert tally.accepted + tally.refused.total() + tally.given_up.total() + tally.unsent == tally.scheduled
    assert tally.unexpected == {"accepted instead of id_empty": 1}


def test_a_server_gone_wild_does_not_fill_the_memory() -> None:
    tally = Tally()
    for number in range(1000):
        tally.record_answer(f"500 {number}")
    assert len(tally.answers) == DIFFERENT_KEYS + 1
    assert tally.answers.total() == 1000


def test_the_progress_line_shows_the_current_state() -> None:
    tally = Tally(sent=12_340, accepted=12_300, behind_s=7.4, retried=2)
    tally.refused["id_empty"] = 32
    tally.record_latency(0.003)
    line = progress_line(tally, 3400.4)
    assert line.startswith("12 340 sent · 3 400/s · 12 300 accepted · refused id_empty 32 · p50 3.")
    assert line.endswith("8 in flight · 2 requests retried · 7 s behind schedule")


def test_the_summary_accounts_for_everything() -> None:
    tally = Tally(scheduled=10, sent=9, accepted=6, unsent=1, elapsed_s=3.0)
    tally.refused["id_empty"], tally.given_up["connection refused"] = 2, 1
    tally.record_answer("202")
    text = " ".join(summary(tally).split())
    for expected in (
        "9 fixes sent in 3.0 s (3/s)",
        "accepted 6",
        "refused: id_empty 2",
        "given up: connection refused 1",
        "not sent 1",
        "total 10",
        "202 1",
        "p99 none",
    ):
        assert expected in text
    assert "contract" not in text
