"""What the suite prints for people."""

from tests.chaos.episode import Verdict
from tests.chaos.history import Death
from tests.chaos.judge import nothing_broken
from tests.chaos.report import conclusion, last_words, sentences, stagings, table

VERDICT = Verdict(
    "half-open",
    {**nothing_broken(), "I1": ["a loss"]},
    1.25,
    10,
    7,
    [Death("edge-1", -6, "the last line\nand its end")],
)


def test_a_verdict_is_a_row_with_what_broke_how_long_it_took_and_who_died() -> None:
    row = table([VERDICT]).splitlines()[-1]
    others = " ok | ok | ok | ok | – | ok | ok | ok | ok | – | – | – | ok |"  # nothing of deliveries was judged
    assert row == f"| half-open            | BROKEN |{others} 1.2 s (10 s) | 7 | 1 |"
    assert sentences([VERDICT]) == "half-open: I1 (no acknowledged fix is lost): a loss"


def test_the_last_output_of_a_process_that_exited_by_itself_is_reported() -> None:
    told = last_words([VERDICT]).splitlines()
    assert told == ["half-open: edge-1 ended with -6; it had written:", "    the last line", "    and its end"]


NEVER = Verdict("network-forgets", nothing_broken(), not_staged="3 tries: missed", failed_stagings=["missed"] * 3)
SECOND = Verdict("network-forgets", nothing_broken(), 1.0, 10, 7, failed_stagings=["missed"])


def test_a_fault_that_never_happened_is_neither_ok_nor_broken() -> None:
    row = table([NEVER]).splitlines()[-1]
    assert "NOT STAGED: 3 tries: missed" in row
    assert "ok" not in row
    assert "BROKEN" not in row
    assert not NEVER.is_good
    assert sentences([NEVER]) == ""
    assert stagings([NEVER]) == "network-forgets: NOT STAGED: 3 tries: missed"
    assert conclusion([NEVER, SECOND]) == "Every invariant held in the faults that were staged."


def test_a_fault_that_was_staged_at_a_later_try_counts_and_reports_its_tries() -> None:
    row = table([SECOND]).splitlines()[-1]
    assert row.count(" ok ") == len(nothing_broken())
    assert "1.0 s (10 s), staged at try 2" in row
    assert SECOND.is_good
    assert stagings([SECOND]) == "network-forgets: staged at try 2; before: missed"
    assert conclusion([SECOND]) == "Every invariant held."


def test_a_fault_that_was_staged_at_once_needs_no_word() -> None:
    assert stagings([VERDICT]) == ""
    assert conclusion([VERDICT]) == sentences([VERDICT])
