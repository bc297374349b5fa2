"""The table of invariants and faults, for people and for docs/reliability.md."""

from collections.abc import Sequence
from textwrap import indent

from tests.chaos.episode import Verdict
from tests.chaos.judge import INVARIANTS

WIDTH = 20


def table(verdicts: Sequence[Verdict]) -> str:
    """Return a Markdown table: a row for each fault, a column for each invariant."""
    head = ["fault", *INVARIANTS, "back after (limit)", "acked", "deaths"]
    lines = [_line(head), _line(["---"] * len(head)), *(_line(_cells(verdict)) for verdict in verdicts)]
    return "\n".join(lines)


def sentences(verdicts: Sequence[Verdict]) -> str:
    """Return what broke, in words."""
    return "\n".join(
        f"{verdict.fault}: {name} ({INVARIANTS[name]}): {words}"
        for verdict in verdicts
        for name, found in verdict.broken.items()
        for words in found
    )


def stagings(verdicts: Sequence[Verdict]) -> str:
    """Return the faults that could not be staged, or only at a later try, with the reasons."""
    lines = [f"{verdict.fault}: NOT STAGED: {verdict.not_staged}" for verdict in verdicts if verdict.not_staged]
    lines += [
        f"{verdict.fault}: staged at try {len(verdict.failed_stagings) + 1}; before: {'; '.join(verdict.failed_stagings)}"
        for verdict in verdicts
        if verdict.failed_stagings and not verdict.not_staged
    ]
    return "\n".join(lines)


def conclusion(verdicts: Sequence[Verdict]) -> str:
    """Return the broken promises, in words, or that none broke."""
    if words := sentences(verdicts):
        return words
    if any(verdict.not_staged for verdict in verdicts):
        return "Every invariant held in the faults that were staged."
    return "Every invariant held."


def last_words(verdicts: Sequence[Verdict]) -> str:
    """Return the last output of each process that exited by itself."""
    return "\n".join(
        f"{verdict.fault}: {death.process} ended with {death.code}; it had written:\n{indent(death.last_words, '    ')}"
        for verdict in verdicts
        for death in verdict.deaths
    )


def _cells(verdict: Verdict) -> list[str]:
    if verdict.skipped or verdict.not_staged:
        why = f"skipped: {verdict.skipped}" if verdict.skipped else f"NOT STAGED: {verdict.not_staged}"
        return [verdict.fault, *("–" for _ in INVARIANTS), why, "", ""]
    marks = (_mark(verdict.broken.get(name)) for name in INVARIANTS)
    took = "never" if verdict.recovery_s is None else f"{verdict.recovery_s:.1f} s"
    limit = f"{took} ({verdict.recovery_limit_s:.0f} s)"
    if verdict.failed_stagings:
        limit += f", staged at try {len(verdict.failed_stagings) + 1}"
    return [verdict.fault, *marks, limit, str(verdict.acked), str(len(verdict.deaths))]


def _mark(found: Sequence[str] | None) -> str:
    if found is None:  # not judged: the installation has nothing of it
        return "–"
    return "BROKEN" if found else "ok"


def _line(cells: Sequence[str]) -> str:
    first, *others = cells
    return f"| {first:<{WIDTH}} | {' | '.join(others)} |"
