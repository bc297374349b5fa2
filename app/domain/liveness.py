"""Whether a worker that has work makes progress: several faults of consumers are silent and leave work undone."""

from dataclasses import dataclass
from typing import NamedTuple


class Observation(NamedTuple):
    """The state of a worker at one moment; None where Kafka gave no answer."""

    at_s: float
    lag_records: int | None
    """Records of the worker's partitions that are not committed."""
    is_settled: bool
    """Whether the partitions are restored and no rebalance is under way."""
    mark: tuple[object, ...]
    """The commits, the restored records and the group's generation; any change is progress."""


@dataclass(frozen=True, slots=True)
class Liveness:
    """Since when there has been work without progress; `since_s` is None while there is no work or there is progress."""

    mark: tuple[object, ...] = ()
    since_s: float | None = None
    checked_s: float | None = None


def liveness_after(before: Liveness, observation: Observation, longest_pause_s: float) -> Liveness:
    """Return the liveness after one more observation.

    A pause without observations does not count: the machine slept, or the process was frozen.
    """
    paused = before.checked_s is not None and observation.at_s - before.checked_s > longest_pause_s
    has_work = observation.lag_records is not None and (observation.lag_records > 0 or not observation.is_settled)
    if not has_work:
        return Liveness(observation.mark, None, observation.at_s)
    if before.since_s is None or paused or observation.mark != before.mark:
        return Liveness(observation.mark, observation.at_s, observation.at_s)
    return Liveness(observation.mark, before.since_s, observation.at_s)


def is_stalled(liveness: Liveness, stall_after_s: float) -> bool:
    """Tell whether there has been work without progress for too long."""
    return (
        liveness.since_s is not None
        and liveness.checked_s is not None
        and liveness.checked_s - liveness.since_s >= stall_after_s
    )
