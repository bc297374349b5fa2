"""The row of a driver: what a sweep remembers, and what was learned of the driver."""

import logging
from copy import deepcopy
from typing import Any, NamedTuple

import msgspec

from app.domain.arrivals.estimates import NEW_DAY_AFTER_S, TODAY, USUAL, DriverEstimates
from app.domain.arrivals.levels import Levels
from app.domain.deliveries.kept_rows import UNDECIDED, DeletedDriver, DriverRow

log = logging.getLogger(__name__)

UNREADABLE = (KeyError, ValueError, TypeError, IndexError)
"""What a state raises that another version wrote."""


class Learned(NamedTuple):
    """What was learned of a driver, up to the arrival at `learned_to`."""

    estimates: DriverEstimates
    learned_to: float

    def as_plain(self) -> list[Any]:
        """Return it as it stands in the row."""
        return [self.estimates.as_plain(), self.learned_to]


def learned_of(row: DriverRow | None) -> Learned:
    """Return what a row has learned; nothing where there is none, or it cannot be read."""
    if row is not None and row.learned is not None:
        try:
            return Learned(DriverEstimates.from_plain(row.learned[0]), float(row.learned[1]))
        except UNREADABLE:
            log.exception("what was learned of driver %r cannot be read", row.driverId)
    return Learned(DriverEstimates(), 0.0)


def copy_of(learned: Learned) -> Learned:
    """Return what may be changed without the other."""
    return Learned(deepcopy(learned.estimates), learned.learned_to)


def levels_of(estimates: DriverEstimates, now: float) -> tuple[float, float]:
    """Return the levels of legs and services now; what was special about an earlier day counts no more."""
    is_today = now - estimates.learned_at <= NEW_DAY_AFTER_S

    def level(levels: Levels) -> float:
        return float(levels.values[USUAL] + (levels.values[TODAY] if is_today else 0.0))

    return level(estimates.leg), level(estimates.service)


def written(
    before: DriverRow | DeletedDriver | None,
    driver_id: str,
    fleet: str | None,
    memory: dict[str, Any],
    learned: Learned | None,
    now: float,
) -> DriverRow:
    """Return the newest row with what the sweep says; its alerts are those of decisions."""
    revision = max(0 if before is None else before.revision + 1, int(now * 1000))
    plain = None if learned is None else learned.as_plain()
    if isinstance(before, DriverRow):
        return msgspec.structs.replace(
            before,
            revision=revision,
            updatedAt=now,
            memory=memory or None,
            learned=before.learned if plain is None else plain,
        )
    return DriverRow(
        driverId=driver_id,
        fleet=fleet,
        planRevision=0,
        revision=revision,
        offset=UNDECIDED if before is None else before.offset,
        verdicts=() if before is None else before.verdicts,
        eventSequence=0 if before is None else before.eventSequence,
        createdAt=now,
        updatedAt=now,
        memory=memory or None,
        learned=plain,
    )
