"""Which of two fixes a shipment's row shows: the one decision that makes repetition and batching harmless."""

from collections.abc import Callable
from enum import Enum
from typing import NamedTuple


class Version(NamedTuple):
    """A fix's index in the order of a shipment's fixes; tuples compare field by field.

    `timestamp` is the device's (Unix seconds); `offset` names the envelope and `fix_index` the fix in it.
    Versions of two partitions do not compare, which is why a fix in the wrong partition is refused.
    """

    timestamp: float
    offset: int
    fix_index: int


class Decision(Enum):
    """What becomes of a fix."""

    ACCEPTED = "accepted"
    LATE = "late"
    DUPLICATE = "duplicate"
    REPLAY = "replay"


def decide_fix(current: Version | None, fix: Version, repeats_row: Callable[[], bool]) -> Decision:
    """Return what becomes of `fix` when the row shows `current`.

    `repeats_row` tells whether all device fields equal the row's; it is asked only where the timestamps are equal,
    since it may have to read the row.
    """
    if current is None or fix[0] > current[0]:
        return Decision.ACCEPTED
    if fix == current:
        # Kafka may redeliver after a rebalance, so an equal version is a replay, not an update.
        return Decision.REPLAY
    if fix < current:
        return Decision.LATE
    return Decision.DUPLICATE if repeats_row() else Decision.ACCEPTED
