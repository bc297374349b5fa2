"""A histogram of answer times in bounded memory."""

from dataclasses import dataclass, field

_LINEAR_BITS = 5
"""Buckets are 1/32 of their value wide, so a percentile is at most about 3 % too high."""
_LARGEST_US = (1 << 32) - 1


def _bucket_of(duration_us: int) -> int:
    shift = max(duration_us.bit_length() - _LINEAR_BITS - 1, 0)
    return (shift << _LINEAR_BITS) + (duration_us >> shift)


def _largest_in(bucket: int) -> int:
    shift = max((bucket >> _LINEAR_BITS) - 1, 0)
    return ((bucket - (shift << _LINEAR_BITS) + 1) << shift) - 1


@dataclass(slots=True)
class Latencies:
    """A histogram of durations from a microsecond to an hour; longer ones count as 71 minutes."""

    count: int = 0
    _buckets: list[int] = field(default_factory=lambda: [0] * (_bucket_of(_LARGEST_US) + 1))

    def record(self, duration_s: float) -> None:
        """Count one answer."""
        self._buckets[_bucket_of(min(max(int(duration_s * 1e6), 0), _LARGEST_US))] += 1
        self.count += 1

    def percentile_s(self, share: float) -> float | None:
        """Return the seconds within which `share` (0 to 1) of the answers came; None without answers."""
        if not self.count:
            return None
        left = max(share * self.count, 1)
        for bucket, count in enumerate(self._buckets):
            left -= count
            if left <= 0:
                return _largest_in(bucket) / 1e6
        return _LARGEST_US / 1e6
