"""What a subject's row shows after a fix or a deletion: the decisions that make repetition and batching harmless."""

from collections.abc import Callable
from enum import Enum
from typing import NamedTuple


class Version(NamedTuple):
    """The version of a fix, which orders the fixes of a subject; tuples compare field by field.

    `timestamp` is the device's (Unix seconds); `offset` names the envelope and `fix_index` the fix in it.
    Versions of two partitions cannot be compared, so the agent refuses a fix in the wrong partition.
    """

    timestamp: float
    offset: int
    fix_index: int


class Decision(Enum):
    """The result of the decision about a fix."""

    ACCEPTED = "accepted"
    LATE = "late"
    DUPLICATE = "duplicate"
    REPLAY = "replay"
    FORGOTTEN = "forgotten"
    """Not newer than the subject's deletion."""
    CONTACT = "contact"
    """Too inaccurate to be a position; `app/domain/contact.py` decides what it changes."""


class ForgetDecision(Enum):
    """The decision about a request to forget a subject."""

    DELETED = "deleted"
    OUTDATED = "outdated"
    """The row is newer than what was to be forgotten."""
    REPLAY = "replay"


def decide_fix(
    current: Version | None, fix: Version, repeats_row: Callable[[], bool], *, is_deleted: bool = False
) -> Decision:
    """Return the decision about `fix` when the row shows `current`, which is a deletion if `is_deleted`.

    `repeats_row` tells whether all device fields equal the row's. It may have to read the row, so this calls it only if
    the timestamps are equal.
    """
    if current is None or fix[0] > current[0]:
        return Decision.ACCEPTED
    if is_deleted:
        # Also with the deletion's own timestamp, where the greater offset would win among fixes.
        return Decision.FORGOTTEN
    if fix == current:
        # Kafka may redeliver after a rebalance, so an equal version is a replay, not an update.
        return Decision.REPLAY
    if fix < current:
        return Decision.LATE
    return Decision.DUPLICATE if repeats_row() else Decision.ACCEPTED


def decide_forget(current: Version | None, forget: Version) -> ForgetDecision:
    """Return what becomes of a request to forget all up to its timestamp when the row, a deletion or not, shows `current`.

    Without a row the deletion is written too, since it must refuse the older fixes that come after it.
    """
    if current is None or forget > current:
        return ForgetDecision.DELETED
    return ForgetDecision.REPLAY if forget == current else ForgetDecision.OUTDATED
