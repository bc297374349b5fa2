"""Sends one request until the tracker decides on it: retries with growing pauses, gives up after a time."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from random import Random

from aiohttp import ClientError, ClientSession

from app.clock import Clock
from app.simulator.answers import TrackerAnswer
from app.simulator.connection_state import ConnectionState
from app.simulator.pause import pause
from app.simulator.retry import delay_before_retry, parse_retry_after
from app.simulator.tally import Tally


@dataclass(frozen=True, slots=True)
class Request:
    """An HTTP request; sending it again is harmless."""

    method: str
    url: str
    body: bytes = field(repr=False)
    headers: Mapping[str, str] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Poster:
    """Requests that retry; `give_up_s` after its first failure a request is given up, after a stop at once."""

    session: ClientSession
    give_up_s: float
    clock: Clock
    rng: Random
    tally: Tally
    connection: ConnectionState
    stop: asyncio.Event

    async def send(self, request: Request) -> TrackerAnswer | str:
        """Return the first final answer, or the reason for its absence."""
        failures, give_up_at_s = 0, 0.0
        while True:
            outcome = await self._send_once(request)
            if isinstance(outcome, TrackerAnswer) and not outcome.is_retried:
                return outcome
            failures += 1
            if failures == 1:
                give_up_at_s = self.clock.monotonic() + self.give_up_s
            reason, retry_after_s = (
                (outcome.label, outcome.retry_after_s) if isinstance(outcome, TrackerAnswer) else (outcome, None)
            )
            delay_s = delay_before_retry(failures, retry_after_s, self.rng)
            if self.clock.monotonic() + delay_s > give_up_at_s:
                return reason
            await pause(delay_s, self.stop)
            if self.stop.is_set():
                return reason
            self.tally.retried += 1

    async def _send_once(self, request: Request) -> TrackerAnswer | str:
        """Return the answer to one request, or the reason for its absence."""
        sent_at_s = self.clock.monotonic()
        try:
            async with self.session.request(
                request.method, request.url, data=request.body, headers=request.headers
            ) as response:
                content = await response.read()
        except TimeoutError:
            reason = "no answer in time"
        except (ClientError, OSError) as error:
            reason = describe_failure(error)
        else:
            answer = TrackerAnswer(
                response.status,
                content,
                self.clock.monotonic() - sent_at_s,
                parse_retry_after(response.headers.get("Retry-After")),
            )
            self.tally.record_answer(answer.label)
            self.connection.restored()
            if response.status in (HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN):
                self.connection.refused(answer.label)
            return answer
        self.connection.lost(reason)
        return reason


def describe_failure(error: Exception) -> str:
    """Return a short reason why there was no answer."""
    cause = getattr(error, "os_error", None) or error
    if isinstance(cause, ConnectionRefusedError):
        return "connection refused"
    if isinstance(cause, TimeoutError):
        return "no answer in time"
    return f"connection lost: {type(cause).__name__}"
