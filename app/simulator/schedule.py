"""When each fix is sent and which timestamp it carries; the timestamp is never later than the sending."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from app.clock import Clock
from app.simulator.source import TimedFix


class Report(NamedTuple):
    """The bytes that a device sends `due_s` seconds after the start (0: at once).

    `refused_as` is the code with which a correct tracker refuses the report; None: it accepts the report.
    """

    due_s: float
    driver_id: str
    body: bytes
    refused_as: str | None = None


def encode_report(head: bytes, timestamp: float) -> bytes:
    """Return a fix as JSON, with its time in Unix seconds and microseconds."""
    return b"%b%.6f}" % (head, timestamp)


def replay(fixes: Iterable[TimedFix], *, start: float, speed_up: float) -> Iterator[Report]:
    """Yield reports at 1/`speed_up` of the fleet's own gaps; a fix that is not late carries the moment it is due.

    `start` is in Unix seconds. If timestamps kept the recorded gaps, a faster replay would soon be more than five minutes
    ahead of the tracker's clock, which would refuse it. So the vehicles appear `speed_up` times as fast instead.
    """
    for at_s, driver_id, head, late_by_s in fixes:
        due_s = at_s / speed_up
        yield Report(due_s, driver_id, encode_report(head, start + due_s - late_by_s / speed_up))


def at_rate(fixes: Iterable[TimedFix], *, start: float, rate_per_s: float) -> Iterator[Report]:
    """Yield `rate_per_s` reports a second at equal intervals; each carries the moment it is due."""
    for number, (_, driver_id, head, _) in enumerate(fixes):
        due_s = number / rate_per_s
        yield Report(due_s, driver_id, encode_report(head, start + due_s))


def at_once(fixes: Iterable[TimedFix], *, clock: Clock) -> Iterator[Report]:
    """Yield reports that are all due at once; each carries a different moment."""
    last_us = 0
    for _, driver_id, head, _ in fixes:
        last_us = max(int(clock.now() * 1e6), last_us + 1)
        yield Report(0.0, driver_id, b"%b%d.%06d}" % (head, *divmod(last_us, 1_000_000)))
