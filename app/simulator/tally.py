"""The outcome of every fix, and the tracker's answers."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from app.simulator.latencies import Latencies
from app.simulator.schedule import Report

DIFFERENT_KEYS = 100
"""Most codes and answers that are counted separately; more count as `other`, so that memory stays bounded."""


def _count(counter: Counter[str], key: str, number: int = 1) -> None:
    counter[key if key in counter or len(counter) < DIFFERENT_KEYS else "other"] += number


@dataclass(slots=True)
class Tally:
    """Counts of fixes, except `answers` and `retried`, which count requests, and `deliveries`.

    At the end, every scheduled fix is in exactly one of accepted, refused, given_up and unsent.
    """

    scheduled: int = 0
    sent: int = 0
    accepted: int = 0
    refused: Counter[str] = field(default_factory=Counter)
    given_up: Counter[str] = field(default_factory=Counter)
    unsent: int = 0
    unexpected: Counter[str] = field(default_factory=Counter)
    answers: Counter[str] = field(default_factory=Counter)
    retried: int = 0
    deliveries: Counter[str] = field(default_factory=Counter)
    """What became of the commands about deliveries that the source `company` sends."""
    behind_s: float = 0.0
    elapsed_s: float = 0.0
    latencies: Latencies = field(default_factory=Latencies)
    recent_latencies: Latencies = field(default_factory=Latencies)

    @property
    def settled(self) -> int:
        """Return the number of sent fixes that have their final answer or are given up."""
        return self.accepted + self.refused.total() + self.given_up.total()

    def record_answer(self, label: str) -> None:
        """Count one HTTP answer."""
        _count(self.answers, label)

    def record_latency(self, took_s: float) -> None:
        """Count the time of an answer that accepted something."""
        self.latencies.record(took_s)
        self.recent_latencies.record(took_s)

    def record_codes(self, reports: Sequence[Report], codes: Sequence[str | None]) -> None:
        """Count the final decision about each report: refused with a code, or accepted (None)."""
        for report, code in zip(reports, codes, strict=True):
            if code is None:
                self.accepted += 1
            else:
                _count(self.refused, code)
            if code != report.refused_as:
                _count(self.unexpected, f"{code or 'accepted'} instead of {report.refused_as or 'accepted'}")

    def record_deliveries(self, outcome: str, number: int) -> None:
        """Count commands about deliveries by what became of them."""
        _count(self.deliveries, outcome, number)

    def record_given_up(self, reason: str, number: int) -> None:
        """Count fixes that were sent but never got a final answer."""
        _count(self.given_up, reason, number)
