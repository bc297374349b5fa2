"""Posts reports to the tracker and retries until each has its final answer."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from http import HTTPStatus
from random import Random

from aiohttp import ClientError, ClientSession

from app.clock import Clock
from app.simulator.answers import TrackerAnswer, UnreadableAnswerError, read_codes
from app.simulator.connection_state import ConnectionState
from app.simulator.feeder import Batch, BatchQueue
from app.simulator.pause import pause
from app.simulator.retry import delay_before_retry, parse_retry_after
from app.simulator.schedule import Report
from app.simulator.tally import Tally

ONE_PATH = "/api/shipments/update"
MANY_PATH = "/api/shipments/updates"

Settled = Callable[[Sequence[Report], Sequence[str | None]], None]
"""Called with the reports of each answered request and the code that refused each, or None."""


def ignore_settled(_reports: Sequence[Report], _codes: Sequence[str | None]) -> None:
    """Do nothing."""


@dataclass(frozen=True, slots=True)
class PostTarget:
    """Where reports go, and how long to retry: `give_up_s` after its first failure a request is given up."""

    url: str
    give_up_s: float
    in_batches: bool
    key: str = field(default="", repr=False)


class Sender:
    """The requests of one connection, one after the other."""

    def __init__(
        self,
        session: ClientSession,
        target: PostTarget,
        *,
        clock: Clock,
        rng: Random,
        tally: Tally,
        connection: ConnectionState,
        stop: asyncio.Event,
        on_settled: Settled,
    ) -> None:
        self._session, self._target, self._clock, self._rng = session, target, clock, rng
        self._tally, self._connection, self._stop, self._on_settled = tally, connection, stop, on_settled
        self._url = target.url + (MANY_PATH if target.in_batches else ONE_PATH)
        self._headers = {"Content-Type": "application/x-ndjson" if target.in_batches else "application/json"}
        if target.key:
            self._headers["Authorization"] = f"Bearer {target.key}"

    async def run(self, queue: BatchQueue) -> None:
        """Send queued batches until None arrives; after a stop, count the rest as not sent."""
        while (batch := await queue.get()) is not None:
            if self._stop.is_set():
                self._tally.unsent += len(batch)
            else:
                await self.send(batch)

    async def send(self, batch: Batch) -> None:
        """Post the reports until the tracker decides on them; give up after a time, or at once after a stop."""
        self._tally.sent += len(batch)
        try:
            answer = await self._post_with_retries(b"\n".join(report.body for report in batch))
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

    async def _post_with_retries(self, body: bytes) -> TrackerAnswer | str:
        """Return the first final answer, or the reason for its absence."""
        failures, give_up_at_s = 0, 0.0
        while True:
            outcome = await self._post(body)
            if isinstance(outcome, TrackerAnswer) and not outcome.is_retried:
                return outcome
            failures += 1
            if failures == 1:
                give_up_at_s = self._clock.monotonic() + self._target.give_up_s
            reason, retry_after_s = (
                (outcome.label, outcome.retry_after_s) if isinstance(outcome, TrackerAnswer) else (outcome, None)
            )
            delay_s = delay_before_retry(failures, retry_after_s, self._rng)
            if self._clock.monotonic() + delay_s > give_up_at_s:
                return reason
            await pause(delay_s, self._stop)
            if self._stop.is_set():
                return reason
            self._tally.retried += 1

    async def _post(self, body: bytes) -> TrackerAnswer | str:
        """Return the answer to one request, or the reason for its absence."""
        sent_at_s = self._clock.monotonic()
        try:
            async with self._session.post(self._url, data=body, headers=self._headers) as response:
                content = await response.read()
        except TimeoutError:
            reason = "no answer in time"
        except (ClientError, OSError) as error:
            reason = describe_failure(error)
        else:
            answer = TrackerAnswer(
                response.status,
                content,
                self._clock.monotonic() - sent_at_s,
                parse_retry_after(response.headers.get("Retry-After")),
            )
            self._tally.record_answer(answer.label)
            self._connection.restored()
            if response.status in (HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN):
                self._connection.refused(answer.label)
            return answer
        self._connection.lost(reason)
        return reason


def describe_failure(error: Exception) -> str:
    """Return a short reason why there was no answer."""
    cause = getattr(error, "os_error", None) or error
    if isinstance(cause, ConnectionRefusedError):
        return "connection refused"
    if isinstance(cause, TimeoutError):
        return "no answer in time"
    return f"connection lost: {type(cause).__name__}"
