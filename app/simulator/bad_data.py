"""Bad data that arises between a device and the tracker, created on purpose; the same seed creates the same bad data."""

import heapq
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from random import Random

from app.simulator.invalid_report import invalid_copy_of
from app.simulator.schedule import Report

LATE_BY_FIXES = 5
"""A late fix arrives after 1 to this many newer fixes of its vehicle."""
HELD_PER_VEHICLE = 10
"""Most late fixes that a vehicle holds back; further ones are sent on time."""
SHUFFLED_BY_FIXES = 500
"""From 1 to this many fixes of the fleet overtake a shuffled fix."""


@dataclass(frozen=True, slots=True)
class BadData:
    """How often each fault occurs, as a share (0 to 1) of the fixes."""

    late: float = 0.0
    doubled: float = 0.0
    shuffled: float = 0.0
    invalid: float = 0.0
    seed: int = 1


def add_bad_data(reports: Iterator[Report], bad_data: BadData) -> Iterator[Report]:
    """Yield the reports with bad data among them: every report comes out, and none before it is due."""
    # Each fault has its own generator, so that enabling one does not change the others.
    if bad_data.doubled:
        reports = double(reports, bad_data.doubled, Random(f"doubled {bad_data.seed}"))
    if bad_data.late:
        reports = make_late(reports, bad_data.late, Random(f"late {bad_data.seed}"))
    if bad_data.shuffled:
        reports = shuffle(reports, bad_data.shuffled, Random(f"shuffled {bad_data.seed}"))
    if bad_data.invalid:
        reports = add_invalid(reports, bad_data.invalid, Random(f"invalid {bad_data.seed}"))
    return reports


def double(reports: Iterable[Report], share: float, rng: Random) -> Iterator[Report]:
    """Yield some reports twice in a row, like a device that missed the answer and retries."""
    for report in reports:
        yield report
        if rng.random() < share:
            yield report


def make_late(reports: Iterable[Report], share: float, rng: Random) -> Iterator[Report]:
    """Hold some reports back until newer ones of the same vehicle are sent, like a device that leaves a tunnel."""
    held: defaultdict[str, list[tuple[int, Report]]] = defaultdict(list)
    for report in reports:
        waiting = held[report.driver_id]
        if rng.random() < share and len(waiting) < HELD_PER_VEHICLE:
            waiting.append((rng.randint(1, LATE_BY_FIXES), report))
            continue
        yield report
        if waiting:
            for left, late in waiting:
                if left == 1:
                    yield late._replace(due_s=report.due_s)
            held[report.driver_id] = [(left - 1, late) for left, late in waiting if left > 1]
    # The vehicles' day has ended and nothing newer will come, so the held reports follow in their own order.
    yield from heapq.merge(*([late for _, late in waiting] for waiting in held.values()), key=lambda late: late.due_s)


def shuffle(reports: Iterable[Report], share: float, rng: Random) -> Iterator[Report]:
    """Let other reports of the fleet overtake some reports, as on two paths through a network."""
    waiting: list[tuple[int, int, Report]] = []
    last_due_s = 0.0
    for number, report in enumerate(reports):
        last_due_s = max(last_due_s, report.due_s)
        if rng.random() < share:
            heapq.heappush(waiting, (number + rng.randint(1, SHUFFLED_BY_FIXES), number, report))
        else:
            yield report
        while waiting and waiting[0][0] <= number:
            yield heapq.heappop(waiting)[2]._replace(due_s=last_due_s)
    while waiting:
        yield heapq.heappop(waiting)[2]._replace(due_s=last_due_s)


def add_invalid(reports: Iterable[Report], share: float, rng: Random) -> Iterator[Report]:
    """Add an invalid copy after some reports; each copy says which code must refuse it."""
    for report in reports:
        yield report
        if rng.random() < share:
            yield invalid_copy_of(report, rng)
