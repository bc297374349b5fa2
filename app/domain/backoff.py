"""How long to wait before the next attempt."""

from dataclasses import dataclass
from random import Random

MOST_DOUBLINGS = 60
"""More doublings would overflow a float after a long outage; every bound is reached long before."""


@dataclass(frozen=True, slots=True)
class Backoff:
    """Delays that double with each consecutive failure up to a bound, and differ between processes."""

    first_s: float
    most_s: float

    def longest_s(self, failures: int) -> float:
        """Return the delay after this many consecutive failures (from 1), before jitter."""
        return min(self.first_s * 2.0 ** min(max(0, failures - 1), MOST_DOUBLINGS), self.most_s)

    def delay_s(self, failures: int, rng: Random) -> float:
        """Return the seconds to wait, from half to all of `longest_s`, so that processes do not retry at the same time."""
        return self.longest_s(failures) * rng.uniform(0.5, 1.0)
