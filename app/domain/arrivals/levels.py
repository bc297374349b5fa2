"""Learned levels: exponentially weighted, and robust because one observation moves a level by a bounded amount."""

from dataclasses import dataclass

import numpy as np

from app.domain.arrays import Floats


@dataclass(slots=True)
class Levels:
    """Logarithms of factors, each with the number of observations behind it, in shape (K,)."""

    values: Floats
    counts: Floats

    @classmethod
    def of(cls, size: int) -> "Levels":
        """Return levels that have learned nothing."""
        return cls(np.zeros(size), np.zeros(size))

    def learn(self, index: int, residual: float, weight: float, rule: "Rule") -> None:
        """Move a level towards what one observation showed beyond the current value."""
        self.counts[index] += weight
        rate = max(1 / (self.counts[index] + rule.prior), rule.slowest) * weight
        self.values[index] += rate * min(max(residual, -rule.most), rule.most)

    def as_plain(self) -> list[list[float]]:
        """Return the state as it stands in a row."""
        return [[round(float(value), 4) for value in self.values], [round(float(n), 2) for n in self.counts]]

    @classmethod
    def from_plain(cls, plain: list[list[float]]) -> "Levels":
        """Return the state of a row."""
        return cls(np.array(plain[0], dtype=float), np.array(plain[1], dtype=float))


@dataclass(frozen=True, slots=True)
class Rule:
    """How fast a level learns."""

    prior: float
    """Observations that the start value counts for: what shrinks a level to its parent."""
    slowest: float
    """The least weight of the newest observation: how fast the past is forgotten."""
    most: float
    """The greatest residual that counts; larger ones count as this, as a median would treat them."""
