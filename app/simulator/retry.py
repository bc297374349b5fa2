"""How long to wait before a request is sent again."""

from random import Random

from app.domain.backoff import Backoff

BACKOFF = Backoff(first_s=0.1, most_s=5.0)
JITTER = 0.5
"""A delay is lengthened by up to this share, so that refused connections do not return all at once."""


def delay_before_retry(failures: int, retry_after_s: float | None, rng: Random) -> float:
    """Return the seconds to wait after the given number of failures (from 1), never less than the server asked for."""
    return max(BACKOFF.longest_s(failures), retry_after_s or 0.0) * (1 + JITTER * rng.random())


def parse_retry_after(header: str | None) -> float | None:
    """Return the seconds of a `Retry-After` header; None where it is absent or a date."""
    return float(header) if header is not None and header.isascii() and header.isdigit() else None
