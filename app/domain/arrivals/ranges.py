"""The range of an arrival: rolling split conformal on the logarithm of actual ÷ predicted rest, kept at its coverage."""

from base64 import b64decode, b64encode
from collections.abc import Sequence
from dataclasses import dataclass, field
from math import ceil, floor
from statistics import median
from typing import Any

import numpy as np

from app.domain.arrays import Bools, Floats
from app.domain.arrivals.milestones import MILESTONES_S, STOP_BUCKETS

CONFIDENCE = 0.8
TAIL = (1 - CONFIDENCE) / 2
LAST = 500
ENOUGH = 50
"""Arrivals below which a range is the default one."""
CELL_ENOUGH = 10
"""Arrivals below which a cell uses those of all cells with the same stops before."""
POOLED_SCATTER = 0.84
"""How much less the scores of a milestone scatter than those of the next lower one, until its own are enough."""
ADAPT = 0.01
"""How far one arrival outside the range moves the share that the range leaves out on that side."""
LEAST_TAIL, GREATEST_TAIL = -0.2, 0.3
"""A tail below LEAST_QUANTILE is a debt: many arrivals outside at once keep the range wide until others outweigh them."""
LEAST_QUANTILE = 0.005
GREATEST = 5.0
MANY_ROUTES = 40
FEW_ROUTES = 1.4
"""A range from r routes and n scores is wider by this share of 1 ÷ r - 1 ÷ n."""
SCALE = 1_000
"""Scores are whole thousandths, so that a row stays small."""
CELLS = len(STOP_BUCKETS) * len(MILESTONES_S)


@dataclass(slots=True)
class Scores:
    """The last scores of a cell, and the shares that its range leaves out at both ends."""

    scores: list[int] = field(default_factory=list)
    routes: list[int] = field(default_factory=list)
    """The last different routes among them: errors of one route resemble each other."""
    tails: list[float] = field(default_factory=lambda: [TAIL, TAIL])

    def add(self, score: float, route: int, *, is_early: bool, is_late: bool) -> None:
        """Learn from one arrival; adaptive conformal inference keeps the coverage where the world changes."""
        self.scores.append(round(min(max(score, -GREATEST), GREATEST) * SCALE))
        del self.scores[:-LAST]
        if route not in self.routes:
            self.routes.append(route)
            del self.routes[:-MANY_ROUTES]
        for side, is_outside in enumerate((is_early, is_late)):
            tail = self.tails[side] + ADAPT * (TAIL - is_outside)
            self.tails[side] = min(max(tail, LEAST_TAIL), GREATEST_TAIL)


def quantiles(scores: Sequence[int], routes: int, tails: Sequence[float]) -> tuple[float, float, float]:
    """Return lower end, middle and upper end of scores, with the corrections for their number and that of their routes."""
    ordered, count = sorted(scores), len(scores)
    before, after = (max(tail, LEAST_QUANTILE) for tail in tails)
    low = ordered[max(floor((count + 1) * before) - 1, 0)]
    high = ordered[min(ceil((count + 1) * (1 - after)) - 1, count - 1)]
    middle = (ordered[(count - 1) // 2] + ordered[count // 2]) / 2
    # Few routes say little about the next one, as few observations do in Student's t distribution.
    wider = 1 + FEW_ROUTES * max(1 / max(routes, 2) - 1 / count, 0)
    return (middle - (middle - low) * wider) / SCALE, middle / SCALE, (middle + (high - middle) * wider) / SCALE


@dataclass(slots=True)
class Ranges:
    """Scores by stops before and milestone, of one fleet."""

    cells: list[Scores] = field(default_factory=lambda: [Scores() for _ in range(CELLS)])

    def add(self, bucket: int, milestone: int, score: float, route: int, *, is_early: bool, is_late: bool) -> None:
        """Learn from one arrival."""
        self.cells[bucket * len(MILESTONES_S) + milestone].add(score, route, is_early=is_early, is_late=is_late)

    def bucket(self, bucket: int) -> list[Scores]:
        """Return the cells with the same number of stops before."""
        return self.cells[bucket * len(MILESTONES_S) : (bucket + 1) * len(MILESTONES_S)]

    def has_enough(self, bucket: int) -> bool:
        """Tell whether a bucket has had the arrivals without which its range is the default one."""
        return sum(len(cell.scores) for cell in self.bucket(bucket)) >= ENOUGH

    def factors(self) -> tuple[Floats, Bools]:
        """Return earliest, middle and latest rest ÷ predicted rest by cell, shape (CELLS, 3), and which are learned."""
        factors, is_learned = np.ones((CELLS, 3)), np.zeros(CELLS, dtype=bool)
        for cell, own in enumerate(self.cells):
            bucket = cell // len(MILESTONES_S)
            if self.has_enough(bucket):
                is_learned[cell] = True
                best = own if len(own.scores) >= CELL_ENOUGH else self._pooled(bucket, cell % len(MILESTONES_S))
                factors[cell] = np.exp(quantiles(best.scores, len(best.routes), own.tails))
        return factors, is_learned

    def _pooled(self, bucket: int, milestone: int) -> Scores:
        """Return the scores of all milestones as if they were of one: they scatter less where more rest is left."""
        cells = self.bucket(bucket)
        middle = median(score for cell in cells for score in cell.scores)
        scores = [
            round(middle + (score - middle) * POOLED_SCATTER ** (milestone - other))
            for other, cell in enumerate(cells)
            for score in cell.scores
        ]
        routes = {route for cell in cells for route in cell.routes}
        return Scores(scores, list(routes))

    def as_plain(self) -> list[list[object]]:
        """Return the state as it stands in a row: text of scores, routes and tails of each cell; empty cells are empty."""
        return [
            [_text(cell.scores), cell.routes, [round(tail, 4) for tail in cell.tails]] if cell.scores else []
            for cell in self.cells
        ]

    @classmethod
    def from_plain(cls, plain: Sequence[Sequence[Any]]) -> "Ranges":
        """Return the state of a row."""
        return cls([Scores(_scores(cell[0]), list(cell[1]), list(cell[2])) if cell else Scores() for cell in plain])


def _text(scores: Sequence[int]) -> str:
    return b64encode(np.array(scores, dtype="<i2").tobytes()).decode()


def _scores(text: str) -> list[int]:
    return [int(score) for score in np.frombuffer(b64decode(text), dtype="<i2")]
