"""What the suite prints for people."""

from tests.chaos.episode import Verdict
from tests.chaos.history import Death
from tests.chaos.judge import nothing_broken
from tests.chaos.report import last_words, sentences, table

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
    assert row == "| half-open            | BROKEN |" + " ok |" * 8 + " 1.2 s (10 s) | 7 | 1 |"
    assert sentences([VERDICT]) == "half-open: I1 (no acknowledged fix is lost): a loss"


def test_what_a_process_wrote_before_it_ended_by_itself_is_told() -> None:
    told = last_words([VERDICT]).splitlines()
    assert told == ["half-open: edge-1 ended with -6; it had written:", "    the last line", "    and its end"]
