"""The source `tracks`: a real fleet's recorded day, with its bad data."""

import gzip
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import orjson

from app.simulator.source import TimedFix

RECORDED_DAY = Path(__file__).parent / "data" / "capmetro_austin_2017-04-18.ndjson.gz"
ROUND_GAP_S = 120.0
"""Time between the last fix of a round and the first of the next: the usual gap between a vehicle's fixes."""

_TIMESTAMP = b'"timestamp":'


class StartsAfterEndError(ValueError):
    """The requested start is after the end of the recording; the caller must choose an earlier start."""


@dataclass(frozen=True, slots=True)
class Tracks:
    """A recording, replayed from `start_at_s` seconds after its first fix; with `loop`, repeated endlessly."""

    recorded: Sequence[TimedFix]
    start_at_s: float = 0.0
    loop: bool = False

    def __post_init__(self) -> None:
        if not self.recorded or self.recorded[-1].at_s < self.start_at_s:
            length_s = self.recorded[-1].at_s if self.recorded else 0.0
            raise StartsAfterEndError(
                f"the recording is {length_s:.0f} s long, so it cannot start at {self.start_at_s:.0f} s"
            )

    def fixes(self) -> Iterator[TimedFix]:
        """Yield the recording's fixes in order of time, from 0."""
        round_fixes = [fix for fix in self.recorded if fix.at_s >= self.start_at_s]
        begin_s = 0.0
        while True:
            shift_s = begin_s - round_fixes[0].at_s
            for at_s, driver_id, head, _ in round_fixes:
                yield TimedFix(at_s + shift_s, driver_id, head)
            if not self.loop:
                return
            begin_s = round_fixes[-1].at_s + shift_s + ROUND_GAP_S
            round_fixes = list(self.recorded)


def load_tracks(path: Path = RECORDED_DAY, vehicles: int | None = None) -> list[TimedFix]:
    """Return the recording's fixes, of all vehicles or of the `vehicles` that report most; ties are ordered by id."""
    timed: list[tuple[int, str, bytes]] = []
    with gzip.open(path, "rb") as lines:
        for line in lines:
            fix = orjson.loads(line)
            timed.append((fix["timestamp"], fix["driverId"], line[: line.rindex(_TIMESTAMP) + len(_TIMESTAMP)]))
    if vehicles is not None:
        reports_of = Counter(driver_id for _, driver_id, _ in timed)
        kept = set(sorted(reports_of, key=lambda driver_id: (-reports_of[driver_id], driver_id))[:vehicles])
        timed = [entry for entry in timed if entry[1] in kept]
    first = timed[0][0]
    return [TimedFix(float(at - first), driver_id, head) for at, driver_id, head in timed]
