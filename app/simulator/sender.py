"""Posts reports to the tracker until each has its final answer."""

import asyncio
from collections.abc import Callable, Sequence

from app.simulator.answers import UnreadableAnswerError, read_codes
from app.simulator.feeder import Batch, BatchQueue
from app.simulator.poster import Poster, Request
from app.simulator.schedule import Report

ONE_PATH = "/api/shipments/update"
MANY_PATH = "/api/shipments/updates"

Settled = Callable[[Sequence[Report], Sequence[str | None]], None]
"""Called with the reports of each answered request and the code that refused each, or None."""


def ignore_settled(_reports: Sequence[Report], _codes: Sequence[str | None]) -> None:
    """Do nothing."""


def authorization(key: str) -> dict[str, str]:
    """Return the header that carries a key, none without one."""
    return {"Authorization": f"Bearer {key}"} if key else {}


class Sender:
    """The requests of one connection, one after the other."""

    def __init__(self, poster: Poster, url: str, key: str, *, in_batches: bool, on_settled: Settled) -> None:
        self._poster, self._tally, self._on_settled = poster, poster.tally, on_settled
        self._url = url + (MANY_PATH if in_batches else ONE_PATH)
        content_type = "application/x-ndjson" if in_batches else "application/json"
        self._headers = {"Content-Type": content_type, **authorization(key)}

    async def run(self, queue: BatchQueue) -> None:
        """Send queued batches until None arrives; after a stop, count the rest as not sent."""
        while (batch := await queue.get()) is not None:
            if self._poster.stop.is_set():
                self._tally.unsent += len(batch)
            else:
                await self.send(batch)

    async def send(self, batch: Batch) -> None:
        """Post the reports until the tracker decides on them; give up after a time, or at once after a stop."""
        self._tally.sent += len(batch)
        body = b"\n".join(report.body for report in batch)
        try:
            answer = await self._poster.send(Request("POST", self._url, body, self._headers))
        except asyncio.CancelledError:
            self._tally.record_given_up("stopped", len(batch))
            raise
        if isinstance(answer, str):
            self._tally.record_given_up(answer, len(batch))
            return
        try:
            codes = read_codes(answer, len(batch))
        except UnreadableAnswerError:
            self._tally.record_given_up("unreadable answer", len(batch))
            return
        if None in codes:
            self._tally.record_latency(answer.took_s)
        self._tally.record_codes(batch, codes)
        self._on_settled(batch, codes)
