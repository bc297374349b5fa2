"""The pause before a retry."""

from random import Random

from app.domain.backoff import Backoff

BACKOFF = Backoff(first_s=0.1, most_s=5.0)
JITTER = 0.5
"""Jitter lengthens a delay by up to this share, so that refused connections do not all return at once."""


def delay_before_retry(failures: int, retry_after_s: float | None, rng: Random) -> float:
    """Return the seconds to wait after this many failures (from 1), at least the server's `Retry-After`."""
    return max(BACKOFF.longest_s(failures), retry_after_s or 0.0) * (1 + JITTER * rng.random())


def parse_retry_after(header: str | None) -> float | None:
    """Return the seconds of a `Retry-After` header; None if it is absent or a date."""
    return float(header) if header is not None and header.isascii() and header.isdigit() else None
