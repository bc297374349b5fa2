"""How right the published arrivals were: mean absolute error and coverage by stops before and by foretold rest."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from app.domain.arrays import Floats
from app.domain.arrivals.milestones import MILESTONES_S, STOP_BUCKETS

SHAPE = (len(STOP_BUCKETS), len(MILESTONES_S))


def _zeros() -> Floats:
    return np.zeros(SHAPE)


@dataclass(slots=True)
class Quality:
    """Sums over forecasts; those of several fleets or partitions can be added."""

    count: Floats = field(default_factory=_zeros)
    error_s: Floats = field(default_factory=_zeros)
    """Sum of absolute errors."""
    late_s: Floats = field(default_factory=_zeros)
    """Sum of errors, positive where the driver came later than foretold."""
    covered: Floats = field(default_factory=_zeros)

    def add(self, bucket: int, milestone: int, error_s: float, *, is_covered: bool) -> None:
        """Count one forecast."""
        self.count[bucket, milestone] += 1
        self.error_s[bucket, milestone] += abs(error_s)
        self.late_s[bucket, milestone] += error_s
        self.covered[bucket, milestone] += is_covered

    def as_plain(self) -> list[list[list[float]]]:
        """Return the state as it stands in the fleet's row."""
        sums = (self.count, self.error_s, self.late_s, self.covered)
        return [[[round(float(value), 1) for value in row] for row in each] for each in sums]

    @classmethod
    def from_plain(cls, plain: Sequence[Sequence[Sequence[float]]]) -> "Quality":
        """Return the state of a row."""
        count, error_s, late_s, covered = (np.array(each, dtype=float) for each in plain)
        return cls(count, error_s, late_s, covered)

    def __add__(self, other: "Quality") -> "Quality":
        return Quality(
            self.count + other.count,
            self.error_s + other.error_s,
            self.late_s + other.late_s,
            self.covered + other.covered,
        )
