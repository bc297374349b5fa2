import pytest

from app.table.commit_mark import CommitMark, decode_mark
from app.table.refill import State, Verdict, judge_state

OLD, NEW = "old", "new"


@pytest.mark.parametrize(
    ("state", "commit", "expected"),
    [
        pytest.param(State(OLD, 7), CommitMark(OLD, 7), Verdict.REFILL, id="all that was committed"),
        pytest.param(State(OLD, 9), CommitMark(OLD, 7), Verdict.REFILL, id="more than was committed"),
        pytest.param(State(OLD, 6), CommitMark(OLD, 7), Verdict.OUTDATED, id="another process wrote after it"),
        pytest.param(State("older", 9), CommitMark(OLD, 7), Verdict.OUTDATED, id="of a changelog before that"),
        pytest.param(State(OLD, 6), None, Verdict.REFILL, id="no commit, or one of Kafka's tools"),
        pytest.param(State(NEW, 6), CommitMark(NEW, 7), Verdict.LEAVE, id="behind the changelog"),
        pytest.param(State(NEW, 10), CommitMark(NEW, 10), Verdict.REFILL, id="beyond the end of the changelog"),
    ],
)
def test_a_state_is_written_back_where_the_changelog_lacks_it_and_no_other_has_newer_rows(
    state: State, commit: CommitMark | None, expected: Verdict
) -> None:
    assert judge_state(state, NEW, 10, commit, is_whole=False) is expected


@pytest.mark.parametrize("commit", [None, CommitMark(OLD, 7), CommitMark(OLD, 3)])
def test_a_state_is_left_alone_where_another_process_wrote_its_rows_back(commit: CommitMark | None) -> None:
    assert judge_state(State(OLD, 5), NEW, 10, commit, is_whole=True) is Verdict.LEAVE


def test_a_commit_names_the_changelog_and_the_state() -> None:
    assert decode_mark(CommitMark("abc", 12).encode()) == CommitMark("abc", 12)
    assert decode_mark(CommitMark("abc", -1).encode()) == CommitMark("abc", -1)


@pytest.mark.parametrize("metadata", ["", "abc", "abc@", "@3", "abc@x"])
def test_metadata_of_others_names_no_state(metadata: str) -> None:
    assert decode_mark(metadata) is None
