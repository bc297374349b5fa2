import orjson
import pytest

from app.simulator.answers import TrackerAnswer, UnreadableAnswerError, read_codes


def an_answer(status: int, /, **content: object) -> TrackerAnswer:
    return TrackerAnswer(status, orjson.dumps(content), took_s=0.001)


def test_an_accepted_fix_has_no_code() -> None:
    assert read_codes(an_answer(202, status="accepted", partition=3, offset=1207), 1) == [None]


def test_a_refused_fix_has_the_problems_code() -> None:
    assert read_codes(an_answer(422, code="id_empty"), 1) == ["id_empty"]


def test_an_error_without_a_readable_body_counts_under_its_status() -> None:
    assert read_codes(TrackerAnswer(500, b"<html>", 0.001), 2) == ["500", "500"]


def test_each_fix_of_a_batch_has_its_own_code() -> None:
    answer = an_answer(202, accepted=2, rejected=[{"index": 1, "code": "id_empty", "detail": ""}])
    assert read_codes(answer, 3) == [None, "id_empty", None]


def test_a_batch_of_invalid_fixes_gets_its_codes_from_the_problem() -> None:
    rejected = [{"index": 0, "code": "not_json"}, {"index": 1, "code": "id_empty"}]
    assert read_codes(an_answer(422, code="all_rejected", rejected=rejected), 2) == ["not_json", "id_empty"]


@pytest.mark.parametrize(
    "content",
    [
        {"accepted": 2, "rejected": []},
        {"accepted": 2, "rejected": [{"index": 9, "code": "id_empty"}]},
        {"accepted": 2, "rejected": [{"place": 0}]},
        {"status": "accepted"},
        {},
    ],
)
def test_a_202_that_does_not_add_up_is_never_taken_for_success(content: dict[str, object]) -> None:
    with pytest.raises(UnreadableAnswerError):
        read_codes(an_answer(202, **content), 3)


@pytest.mark.parametrize(("status", "again"), [(202, False), (422, False), (500, False), (429, True), (503, True)])
def test_only_temporary_statuses_are_retried(status: int, again: bool) -> None:
    assert an_answer(status).is_retried is again


def test_an_answer_is_counted_under_its_status_and_code() -> None:
    assert an_answer(503, code="overloaded").label == "503 overloaded"
    assert an_answer(202, code="x").label == "202"
    assert TrackerAnswer(404, b"[]", 0.001).label == "404"
