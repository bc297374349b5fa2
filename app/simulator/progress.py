"""The progress line and the summary as text."""

import asyncio
from collections import Counter
from collections.abc import Iterable

from app.clock import Clock
from app.simulator.console import Console
from app.simulator.latencies import Latencies
from app.simulator.tally import Tally

LIVE_INTERVAL_S = 1.0
LOG_INTERVAL_S = 10.0
SHOWN_BEHIND_S = 1.0
"""A smaller delay behind the schedule is not shown."""


async def show_progress(tally: Tally, console: Console, clock: Clock) -> None:
    """Show a line about every second on a terminal and every ten seconds in a log, until cancelled."""
    interval_s = LIVE_INTERVAL_S if console.is_live else LOG_INTERVAL_S
    sent_before, before_s = tally.sent, clock.monotonic()
    while True:
        await asyncio.sleep(interval_s)
        now_s = clock.monotonic()
        console.show(progress_line(tally, (tally.sent - sent_before) / (now_s - before_s)))
        sent_before, before_s = tally.sent, now_s
        tally.recent_latencies = Latencies()


def progress_line(tally: Tally, sent_per_s: float) -> str:
    """Return the state as one line; its answer times are those since the last line."""
    parts = [f"{_number(tally.sent)} sent", f"{_number(sent_per_s)}/s", f"{_number(tally.accepted)} accepted"]
    if tally.refused:
        parts.append("refused " + ", ".join(f"{code} {_number(n)}" for code, n in tally.refused.most_common()))
    if tally.given_up:
        parts.append(f"{_number(tally.given_up.total())} given up")
    if tally.deliveries:
        parts.append(f"{_number(tally.deliveries['delivered'])} of {_number(tally.deliveries['planned'])} delivered")
    parts.append(f"p50 {_milliseconds(tally.recent_latencies, 0.5)}, p95 {_milliseconds(tally.recent_latencies, 0.95)}")
    parts.append(f"{_number(tally.sent - tally.settled)} in flight")
    if tally.retried:
        parts.append(f"{_number(tally.retried)} requests retried")
    if tally.behind_s >= SHOWN_BEHIND_S:
        parts.append(f"{tally.behind_s:.0f} s behind schedule")
    return " · ".join(parts)


def summary(tally: Tally) -> str:
    """Return the outcome of every fix and the answer to every request, as a table."""
    fixes = [("accepted", tally.accepted), *_sorted(tally.refused, "refused: "), *_sorted(tally.given_up, "given up: ")]
    if tally.unsent:
        fixes.append(("not sent", tally.unsent))
    latencies = ", ".join(f"p{share * 100:.0f} {_milliseconds(tally.latencies, share)}" for share in (0.5, 0.95, 0.99))
    sent_per_s = tally.sent / max(tally.elapsed_s, 1e-9)
    lines = [
        f"{_number(tally.sent)} fixes sent in {tally.elapsed_s:.1f} s ({_number(sent_per_s)}/s)",
        *_table("fixes", [*fixes, ("total", tally.scheduled)]),
        *(_table("deliveries", _sorted(tally.deliveries)) if tally.deliveries else ()),
        *_table("answers", _sorted(tally.answers) or [("none", 0)]),
        f"answer time of accepted requests: {latencies}; requests retried: {_number(tally.retried)}",
    ]
    if tally.unexpected:
        lines += _table("answers that break the contract", _sorted(tally.unexpected))
    return "\n".join(lines)


def _sorted(counter: Counter[str], prefix: str = "") -> list[tuple[str, int]]:
    return [(f"{prefix}{key}", number) for key, number in counter.most_common()]


def _table(title: str, rows: Iterable[tuple[str, int]]) -> list[str]:
    return [f"  {title}", *(f"    {name:<52}{_number(number):>12}" for name, number in rows)]


def _number(number: float) -> str:
    return f"{number:,.0f}".replace(",", " ")


def _milliseconds(latencies: Latencies, share: float) -> str:
    value_s = latencies.percentile_s(share)
    return "none" if value_s is None else f"{value_s * 1000:.1f} ms"
