"""When a partition's state last had all of the changelog, so that state which was away for too long is not used.

Kafka keeps a tombstone for `delete.retention.ms`. State that missed one for longer has a row that nothing removes.
"""

import asyncio
from collections.abc import Callable
from typing import Any

from app.clock import Clock
from app.table.batch_table import BatchTable

CURRENT_AT_KEY = b"__faust\0current_at"
"""Key of the Unix seconds at which the state last had all of the changelog."""
MAX_STATE_AGE_S = 6 * 86_400.0
"""A day less than the 7 days of `delete.retention.ms`: the restore itself takes time, and clocks differ."""
STAMP_EVERY_S = 60.0


def put_current_at(db: Any, now: float) -> None:
    """Store that the state has all of the changelog up to `now` (Unix seconds)."""
    db.put(CURRENT_AT_KEY, b"%f" % now)


def is_state_too_old(db: Any, now: float) -> bool:
    """Tell whether the state may have missed a tombstone; also of state without a time, and of one from the future."""
    stored = db.get(CURRENT_AT_KEY)
    return stored is None or abs(now - float(stored)) > MAX_STATE_AGE_S


class StateStamps:
    """Stores once a minute that the state of this worker's partitions is current, apart from the flushes."""

    def __init__(self, rows: BatchTable, clock: Clock, is_settled: Callable[[], bool]) -> None:
        self._rows, self._clock, self._is_settled = rows, clock, is_settled

    async def run(self) -> None:
        """Store it until cancelled."""
        while True:
            await asyncio.sleep(STAMP_EVERY_S)
            self.stamp()

    def stamp(self) -> None:
        """Store it now, unless a restore is under way."""
        if self._is_settled():
            for db in self._rows.whole_databases():
                put_current_at(db, self._clock.now())
