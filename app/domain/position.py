"""Which of two fixes a shipment's row shows; this decision makes repetition and batching harmless."""

from collections.abc import Callable
from enum import Enum
from typing import NamedTuple


class Version(NamedTuple):
    """The version of a fix, which orders the fixes of a shipment; tuples compare field by field.

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


def decide_fix(current: Version | None, fix: Version, repeats_row: Callable[[], bool]) -> Decision:
    """Return the decision about `fix` when the row shows `current`.

    `repeats_row` tells whether all device fields equal the row's. It may have to read the row, so this calls it only if
    the timestamps are equal.
    """
    if current is None or fix[0] > current[0]:
        return Decision.ACCEPTED
    if fix == current:
        # Kafka may redeliver after a rebalance, so an equal version is a replay, not an update.
        return Decision.REPLAY
    if fix < current:
        return Decision.LATE
    return Decision.DUPLICATE if repeats_row() else Decision.ACCEPTED
