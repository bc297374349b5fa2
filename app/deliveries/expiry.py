"""Deletes deliveries that ended long ago, through commands.

A dispatcher that was paused appends at most a command that is decided against the newest row, so it cannot delete what
was corrected meanwhile.
"""

import asyncio

import msgspec

from app.clock import Clock
from app.deliveries.codec import UNREADABLE, encode_command
from app.domain.deliveries.command import Expire
from app.table.batch_table import BatchTable

LOOK_EVERY_S = 600.0
MOST_AT_ONCE = 500
"""Rows that are looked at together: about a millisecond of the loop."""
ENDED = b'"endedAt":'


class _EndedRow(msgspec.Struct, gc=False):
    planRevision: int
    updatedAt: float
    endedAt: float


_decode = msgspec.json.Decoder(_EndedRow).decode


def expiry_of(row: bytes, now: float, after_s: float) -> bytes | None:
    """Return the command that deletes a delivery if it ended `after_s` ago and did not change since; else None.

    A delivery whose end is reported late can be read for as long as any other.
    """
    if ENDED not in row:  # true of most rows, and far faster than decoding them
        return None
    try:
        ended = _decode(row)
    except UNREADABLE:
        return None
    if max(ended.endedAt, ended.updatedAt) + after_s > now:
        return None
    id_ = f"expire-{ended.planRevision}"
    return encode_command(Expire(id=id_, at=now, by="dispatcher", expect=ended.planRevision))


class Expiry:
    """Looks through the rows of this process every few minutes."""

    def __init__(self, rows: BatchTable, commands_topic: str, clock: Clock, after_s: float) -> None:
        self._rows, self._topic = rows, commands_topic
        self._clock, self._after_s = clock, after_s

    async def run(self) -> None:
        """Look until cancelled."""
        while True:
            await asyncio.sleep(min(LOOK_EVERY_S, self._after_s))
            await self.look()

    async def look(self) -> None:
        """Append a command for each delivery that is due now."""
        for partition in self._rows.partitions:
            key = b""
            while rows := self._rows.rows_after(partition, key, MOST_AT_ONCE):
                self._expire(partition, rows)
                key = rows[-1][0]
                await self._rows.wait_for_room()
                await asyncio.sleep(0)

    def _expire(self, partition: int, rows: list[tuple[bytes, bytes]]) -> None:
        now = self._clock.now()
        for key, row in rows:
            if (command := expiry_of(row, now, self._after_s)) is not None:
                # A command belongs to the partition of its row.
                self._rows.emit(partition, topic=self._topic, partition=partition, key=key, value=command)
