"""Figures: a measured value beside the bar it must reach, as a line of a table and as a member of bench.json."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from tests.bench.spread import Spread, spread_of


@dataclass(frozen=True, slots=True)
class Bar:
    """The bar of a value: a floor or a ceiling."""

    limit: float
    is_floor: bool

    def holds(self, value: float) -> bool:
        """Tell whether the value reaches it."""
        return value >= self.limit if self.is_floor else value <= self.limit

    def __str__(self) -> str:
        return f"{'≥' if self.is_floor else '≤'} {show(self.limit)}"


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured value; `row` is the bar's number in docs/performance.md, empty for figures that only explain."""

    row: str
    measure: str
    spread: Spread
    unit: str
    bar: Bar | None
    note: str

    @property
    def value(self) -> float:
        """Return the median of the rounds."""
        return self.spread.middle

    @property
    def holds(self) -> bool | None:
        """Tell whether the median reaches the bar; None where there is none."""
        return None if self.bar is None else self.bar.holds(self.value)


def at_least(limit: float) -> Bar:
    """Return the bar of a value that should be great."""
    return Bar(limit, is_floor=True)


def at_most(limit: float) -> Bar:
    """Return the bar of a value that should be small."""
    return Bar(limit, is_floor=False)


def figure(
    row: str, measure: str, values: Sequence[float] | float, unit: str, bar: Bar | None = None, note: str = ""
) -> Figure:
    """Return the figure of one measurement, or of one per round."""
    rounds = [values] if isinstance(values, int | float) else list(values)
    return Figure(row, measure, spread_of(rounds), unit, bar, note)


def as_json(figures: Sequence[Figure]) -> str:
    """Return all figures in the form of bench.json."""
    return json.dumps([_member(each) for each in figures], indent=1, ensure_ascii=False) + "\n"


def as_table(figures: Sequence[Figure]) -> str:
    """Return all figures as a table for a terminal, numbers to the right."""
    head = ("#", "measure", "value", "min", "max", "unit", "bar", "", "note")
    rows = [head, *(_cells(each) for each in figures)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(head))]
    return "\n".join(_line(row, widths) for row in rows)


def show(value: float) -> str:
    """Return a number with three significant digits and separated thousands."""
    if abs(value) >= 100:
        return f"{value:,.0f}".replace(",", " ")
    return f"{value:.3g}"


def _cells(each: Figure) -> tuple[str, ...]:
    spread, verdict = each.spread, {True: "holds", False: "MISSED", None: ""}[each.holds]
    numbers = (show(spread.middle), show(spread.least), show(spread.most))
    return (each.row, each.measure, *numbers, each.unit, str(each.bar or ""), verdict, each.note)


def _line(row: Sequence[str], widths: Sequence[int]) -> str:
    cells = (
        cell.rjust(width) if 2 <= column <= 4 else cell.ljust(width)
        for column, (cell, width) in enumerate(zip(row, widths, strict=True))
    )
    return "  ".join(cells).rstrip()


def _member(each: Figure) -> dict[str, Any]:
    return {
        "row": each.row,
        "measure": each.measure,
        "value": each.value,
        "unit": each.unit,
        "bar": str(each.bar or ""),
        "holds": each.holds,
        "min": each.spread.least,
        "max": each.spread.most,
        "note": each.note,
    }
