"""The body of the answer to each fix: one module writes it for both paths."""

from app.domain.fix_rules import RejectCode
from app.fixes.parser import FixError
from app.messages.fix import Accepted, Rejection
from web.ingest.answers import accepted_body, all_refused, batch_body, not_stored, refused
from web.ingest.decision import AcceptedBatch
from web.ingest.envelope_lane import Ack, NotStoredError

ACK = Ack(3, 1207, 9)


def test_a_202_names_the_place_in_kafka_as_the_model_does() -> None:
    assert accepted_body(ACK) == b'{"status":"accepted","partition":3,"offset":1207}'
    assert accepted_body(ACK) == Accepted(partition=3, offset=1207).model_dump_json(exclude_none=True).encode()


def test_a_202_names_what_was_not_stored() -> None:
    assert accepted_body(ACK, ("sped", "ä")) == (
        '{"status":"accepted","partition":3,"offset":1207,"ignored":["sped","ä"]}'.encode()
    )


def test_a_202_for_a_batch_counts_what_is_stored_and_says_why_the_rest_is_not() -> None:
    rejected = [Rejection(index=1, code="not_json", detail="No.")]
    assert batch_body(AcceptedBatch([], 2, [], ())) == b'{"accepted":2,"rejected":[]}'
    assert batch_body(AcceptedBatch([], 2, rejected, ("sped",))) == (
        b'{"accepted":2,"rejected":[{"index":1,"code":"not_json","detail":"No."}],"ignored":["sped"]}'
    )


def test_a_refusal_carries_its_code_its_reason_and_its_field() -> None:
    error = refused(FixError(RejectCode.LATITUDE_OUT_OF_RANGE, "latitude is 91", "latitude"))
    assert (error.status, error.code, error.detail, error.field) == (
        422,
        "latitude_out_of_range",
        "latitude is 91",
        "latitude",
    )
    rejected = [Rejection(index=0, code="not_json", detail="No.")]
    error = all_refused(rejected)
    assert (error.status, error.code, error.rejected) == (422, "all_rejected", rejected)
    assert error.detail == "None of the 1 fixes is acceptable; `rejected` lists the reasons."


def test_what_kafka_does_not_hold_may_be_sent_again() -> None:
    assert not_stored(NotStoredError("The server is stopping")) == (
        "kafka_unavailable",
        "The server is stopping; try again.",
    )
