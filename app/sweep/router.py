"""A router on the network: few requests at once, each for a bounded time, and none for a while after failures."""

import asyncio
import logging
from collections.abc import Sequence
from random import Random
from typing import NamedTuple

import aiohttp

from app.clock import Clock
from app.domain.arrivals.router_answers import KINDS, Coordinates, OddAnswerError, leg_seconds
from app.domain.backoff import Backoff
from app.observability.metrics import Metrics
from app.settings import Settings

log = logging.getLogger(__name__)

MOST_ANSWER_BYTES = 4 << 20
OPENS_AFTER = 3
"""Failures in a row after which the breaker opens."""
PAUSE = Backoff(first_s=2.0, most_s=120.0)


class Answer(NamedTuple):
    """The seconds of the legs of one round; None: the router has none."""

    key: object
    points: tuple[Coordinates, ...]
    leg_s: tuple[float, ...] | None


class Router:
    """Asks one router; answers are collected by the sweep, which never waits for them."""

    def __init__(self, settings: Settings, clock: Clock, metrics: Metrics) -> None:
        kind, _, base = settings.router.partition("+")
        self._kind, self._base = KINDS[kind], base.rstrip("/")
        self._timeout_s, self._most = settings.router_timeout_s, settings.router_requests
        self._clock, self._rng = clock, Random()  # noqa: S311  # it spreads retries
        self._asked: dict[object, asyncio.Task[None]] = {}
        self._answers: list[Answer] = []
        self._failures, self._paused_until = 0, 0.0
        self._session: aiohttp.ClientSession | None = None
        self._requests = metrics.counter("tracker_router_requests_total")
        metrics.gauge("tracker_router_open").set_function(lambda: float(self.is_open))

    @property
    def is_open(self) -> bool:
        """Tell whether the breaker keeps requests back."""
        return self._failures >= OPENS_AFTER and self._clock.monotonic() < self._paused_until

    def has_room(self) -> bool:
        """Tell whether a further request may be sent; after a pause one at a time, until one is answered."""
        if self.is_open:
            return False
        return len(self._asked) < (1 if self._failures >= OPENS_AFTER else self._most)

    def ask(self, key: object, points: Sequence[Coordinates]) -> bool:
        """Ask for a round; return False where the same is under way already."""
        if key in self._asked:
            return False
        task = asyncio.create_task(self._ask(key, tuple(points)), name="router")
        self._asked[key] = task
        task.add_done_callback(lambda _: self._asked.pop(key, None))
        return True

    def take(self) -> list[Answer]:
        """Return the answers since the last call."""
        answers, self._answers = self._answers, []
        return answers

    async def close(self) -> None:
        """End all requests."""
        tasks = list(self._asked.values())
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        if self._session is not None:
            await self._session.close()

    async def _ask(self, key: object, points: tuple[Coordinates, ...]) -> None:
        try:
            raw = await self._request(points)
            leg_s = leg_seconds(self._kind, raw, len(points) - 1)
        except TimeoutError:
            self._fail(key, points, "timeout")
        except OddAnswerError:
            self._fail(key, points, "odd")
        except (aiohttp.ClientError, OSError, ValueError):
            self._fail(key, points, "failed")
        else:
            if self._failures >= OPENS_AFTER:
                log.info("the router answers again")
            self._failures = 0
            self._requests.labels("answered").inc()
            self._answers.append(Answer(key, points, leg_s))

    async def _request(self, points: tuple[Coordinates, ...]) -> bytes:
        question = self._kind.ask(points)
        if self._session is None:
            self._session = aiohttp.ClientSession(cookie_jar=aiohttp.DummyCookieJar())
        async with (
            asyncio.timeout(self._timeout_s),
            self._session.request(
                "GET" if question.body is None else "POST",
                self._base + question.path,
                data=question.body,
                headers={"Accept": "application/json", "Content-Type": "application/json"},
                allow_redirects=False,
            ) as response,
        ):
            if response.status != 200:
                raise OddAnswerError
            raw = bytearray()
            async for part in response.content.iter_any():
                raw += part
                if len(raw) > MOST_ANSWER_BYTES:
                    raise OddAnswerError
            return bytes(raw)

    def _fail(self, key: object, points: tuple[Coordinates, ...], outcome: str) -> None:
        self._failures += 1
        self._requests.labels(outcome).inc()
        self._answers.append(Answer(key, points, None))
        if self._failures >= OPENS_AFTER:
            self._paused_until = self._clock.monotonic() + PAUSE.delay_s(self._failures - OPENS_AFTER + 1, self._rng)
        if self._failures == OPENS_AFTER:
            log.warning("the router failed; arrivals use straight distances meanwhile", extra={"reason": outcome})
