"""The answers to fixes and batches: the body of a 202, and every reason to refuse."""

from pydantic import BaseModel

from app.fixes.parser import FixError
from app.messages.fix import Accepted, BatchAccepted, Rejection
from web.http.problem import ProblemError
from web.ingest.decision import AcceptedBatch
from web.ingest.envelope_lane import Ack

NotStored = tuple[str, str]
"""The code and the detail of an error."""
UNREACHABLE: NotStored = ("kafka_unavailable", "Kafka cannot be reached; try again.")
OVERLOADED: NotStored = ("overloaded", "Too many fixes wait for Kafka; try again.")


def accepted_body(ack: Ack, ignored: tuple[str, ...] = ()) -> bytes:
    """Return the body of a 202 for one fix: its partition and offset, and the names of fields that were not stored."""
    if ignored:
        return _json(Accepted(partition=ack.partition, offset=ack.offset, ignored=list(ignored)))
    return b'{"status":"accepted","partition":%d,"offset":%d}' % (ack.partition, ack.offset)


def batch_body(batch: AcceptedBatch) -> bytes:
    """Return the body of a 202 for a batch."""
    ignored = list(batch.ignored) or None
    return _json(BatchAccepted(accepted=batch.size, rejected=batch.rejected, ignored=ignored))


def refused(error: FixError) -> ProblemError:
    """Return the error for a refused fix, or for an unreadable batch."""
    return ProblemError(error.code, error.detail, field=error.field)


def all_refused(rejected: list[Rejection]) -> ProblemError:
    """Return the error for a batch without an acceptable fix."""
    detail = f"None of the {len(rejected)} fixes is acceptable; `rejected` lists the reasons."
    return ProblemError("all_rejected", detail, rejected=rejected)


def not_stored(error: BaseException) -> NotStored:
    """Return why Kafka does not hold an accepted fix."""
    return "kafka_unavailable", f"{error}; try again."


def _json(answer: BaseModel) -> bytes:
    return answer.model_dump_json(exclude_none=True).encode()
