"""Whether a worker that has work gets on with it: several faults of consumers end in silence, with work left for ever."""

from dataclasses import dataclass
from typing import NamedTuple


class Look(NamedTuple):
    """What one look found; `None` stands for what Kafka could not be asked."""

    at_s: float
    lag_records: int | None
    """Records of the worker's partitions that are not committed."""
    is_settled: bool
    """Whether the partitions are restored and no rebalance is under way."""
    mark: tuple[object, ...]
    """How far it is: the commits, the restore, the group's generation. Any change is progress."""


@dataclass(frozen=True, slots=True)
class Liveness:
    """Since when there has been work without progress; `since_s` is None while there is none or it goes on."""

    mark: tuple[object, ...] = ()
    since_s: float | None = None
    looked_s: float | None = None


def liveness_after(before: Liveness, look: Look, longest_pause_s: float) -> Liveness:
    """Return what is known after one more look.

    A time in which nobody looked, for the machine slept or the process was frozen, is no time without progress.
    """
    paused = before.looked_s is not None and look.at_s - before.looked_s > longest_pause_s
    has_work = look.lag_records is not None and (look.lag_records > 0 or not look.is_settled)
    if not has_work:
        return Liveness(look.mark, None, look.at_s)
    if before.since_s is None or paused or look.mark != before.mark:
        return Liveness(look.mark, look.at_s, look.at_s)
    return Liveness(look.mark, before.since_s, look.at_s)


def is_stalled(progress: Liveness, stall_after_s: float) -> bool:
    """Tell whether there has been work without progress for too long."""
    return (
        progress.since_s is not None
        and progress.looked_s is not None
        and progress.looked_s - progress.since_s >= stall_after_s
    )
