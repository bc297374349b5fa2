"""How alerts open and resolve: a condition must hold, an own lower threshold resolves, and a quick return continues."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from app.domain.alerts.conditions import Conditions
from app.domain.alerts.kinds import REOPEN_WITHIN_S, Kind
from app.domain.arrays import Bools, Floats, Ints


@dataclass(frozen=True, slots=True)
class AlertChanges:
    """Changes of alerts, one element each; where nothing opens or resolves, only the time of leaning changes."""

    kind: Ints
    row: Ints
    leans_since: Floats
    opened: Bools
    reopened: Bools
    """Of those that open: the alert that was resolved a short time ago continues."""
    resolved: Bools


def alert_changes(
    kinds: Sequence[Kind],
    conditions: Conditions,
    is_open: Bools,
    leans_since: Floats,
    resolved_at: Floats,
    is_own: Bools,
    now: float,
) -> AlertChanges:
    """Return what changes; all arrays have the shape (kinds, rows), `is_own` (rows,)."""
    found = []
    for number, kind in enumerate(kinds):
        leans = np.where(is_open[number], ~conditions.keeps[number], conditions.raises[number]) & is_own
        rows = np.flatnonzero(leans | ~np.isnan(leans_since[number]))
        was_open, since = is_open[number, rows], leans_since[number, rows]
        began = np.where(leans[rows], np.where(np.isnan(since), now, since), np.nan)
        flips = now - began >= np.where(was_open, kind.clear_hold_s, kind.raise_hold_s)
        began[flips] = np.nan
        opened = flips & ~was_open
        reopened = opened & (now - resolved_at[number, rows] <= REOPEN_WITHIN_S)
        changed = flips | ~((began == since) | (np.isnan(began) & np.isnan(since)))
        parts = (np.full(len(rows), number), rows, began, opened, reopened, flips & was_open)
        found.append([part[changed] for part in parts])
    return AlertChanges(*(np.concatenate(parts) for parts in zip(*found, strict=True)))


def record_changes(changes: AlertChanges, is_open: Bools, leans_since: Floats, resolved_at: Floats, now: float) -> None:
    """Write the changes into the columns."""
    at = (changes.kind, changes.row)
    leans_since[at] = changes.leans_since
    is_open[at] ^= changes.opened | changes.resolved
    resolved_at[changes.kind[changes.resolved], changes.row[changes.resolved]] = now
