"""Addresses from a geocoder on the network: seldom, slowly, one question once, and not at all while it fails.

A question is personal data. It goes to the geocoder and into the memory of this process, never into a log or a metric;
so no exception of the client is logged, since its text holds the address that was asked.
"""

import asyncio
import logging
import re
from dataclasses import dataclass
from random import Random
from typing import NoReturn
from urllib.parse import urlsplit

import aiohttp

from app.clock import Clock
from app.domain.backoff import Backoff
from app.observability.metrics import Metrics
from app.places.address import KINDS, Address, OddAnswerError, Reference
from app.places.answer_cache import AnswerCache
from app.settings import Settings

log = logging.getLogger(__name__)

USER_AGENT = "delivery-tracker/0.1 (real-time delivery tracker)"
MOST_ANSWER_BYTES = 1 << 20
PAUSE = Backoff(first_s=1.0, most_s=300.0)
MOST_PAUSE_S = 3_600.0
"""The longest pause that the geocoder itself may ask for."""
_LANGUAGES = re.compile(r"[A-Za-z0-9,;=.* -]{1,100}")


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked; equal questions have one answer."""

    text: str
    near: Reference | None = None
    languages: str = ""
    """As a browser says them in Accept-Language."""


class GeocoderError(Exception):
    """The geocoder has no answer now; `code` is that of the problem."""

    def __init__(self, code: str, retry_after_s: float) -> None:
        super().__init__(code)
        self.code, self.retry_after_s = code, retry_after_s


class _FailedError(Exception):
    """One failed request: a word for the log, and the pause that the geocoder asked for."""

    def __init__(self, reason: str, pause_s: float = 0.0) -> None:
        super().__init__(reason)
        self.reason, self.pause_s = reason, pause_s


Addresses = tuple[Address, ...]


class Geocoder:
    """Asks one geocoder."""

    def __init__(self, settings: Settings, clock: Clock, metrics: Metrics) -> None:
        kind, _, base = settings.geocoder.partition("+")
        self.host = urlsplit(base).hostname or ""
        self._kind, self._url = KINDS[kind], base.rstrip("/") + KINDS[kind].path
        self._timeout_s, self._interval_s = settings.geocoder_timeout_s, 1 / settings.geocoder_per_s
        self._clock, self._rng = clock, Random()  # noqa: S311  # it spreads retries
        self._cache: AnswerCache[Addresses] = AnswerCache(
            clock, settings.geocoder_cache_size, settings.geocoder_cache_s
        )
        self._asked: dict[Question, asyncio.Task[Addresses]] = {}
        self._requests = metrics.counter("tracker_geocoder_requests_total")
        self._session: aiohttp.ClientSession | None = None
        self._next_at = self._paused_until = 0.0
        self._failures, self._is_failing = 0, False

    async def find(self, question: Question) -> Addresses:
        """Return what it found; raises GeocoderError."""
        kept = self._cache.get(question)
        if kept is not None:
            self._requests.labels("cached").inc()
            return kept
        task = self._asked.get(question)
        if task is None:
            wait_s = self._reserve()
            task = self._asked[question] = asyncio.create_task(self._ask(question, wait_s), name="geocoder")
            task.add_done_callback(lambda done: self._forget(question, done))
        else:
            self._requests.labels("joined").inc()
        # A client that leaves must not take the answer from the others that wait for it.
        return await asyncio.shield(task)

    async def close(self) -> None:
        """End all requests."""
        tasks = list(self._asked.values())
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        session, self._session = self._session, None
        if session is not None:
            await session.close()

    def _reserve(self) -> float:
        """Return the wait until the turn of a new request; raises GeocoderError where it would be too long."""
        now = self._clock.monotonic()
        self._require_no_pause(now)
        wait_s = max(0.0, self._next_at - now)
        if wait_s > self._timeout_s:
            self._requests.labels("busy").inc()
            raise GeocoderError("geocoder_busy", wait_s)
        self._next_at = now + wait_s + self._interval_s
        return wait_s

    def _require_no_pause(self, now: float) -> None:
        if now < self._paused_until:
            self._requests.labels("paused").inc()
            raise GeocoderError("geocoder_unavailable", self._paused_until - now)

    async def _ask(self, question: Question, wait_s: float) -> Addresses:
        if wait_s > 0:
            await asyncio.sleep(wait_s)
            # While this one waited for its turn, the one before it may have failed.
            self._require_no_pause(self._clock.monotonic())
        try:
            addresses = await self._request(question)
        except _FailedError as failure:
            self._fail(failure)
        self._requests.labels("answered").inc()
        if self._is_failing:
            log.info("geocoder answers again", extra={"failures": self._failures})
        self._failures, self._is_failing = 0, False
        self._cache.put(question, addresses)
        return addresses

    async def _request(self, question: Question) -> Addresses:
        headers = {"Accept": "application/json"}
        if _LANGUAGES.fullmatch(question.languages):
            headers["Accept-Language"] = question.languages
        parameters = self._kind.parameters(question.text, question.near)
        try:
            async with (
                asyncio.timeout(self._timeout_s),
                self._open().get(self._url, params=parameters, headers=headers, allow_redirects=False) as response,
            ):
                if response.status == 400:
                    return ()  # a text that it does not take is no fault of it
                if response.status != 200:
                    raise _FailedError(f"status {response.status}", _pause_asked(response.headers.get("Retry-After")))
                return tuple(self._kind.read(await _bounded_body(response)))
        except TimeoutError:
            raise _FailedError("timeout") from None
        except OddAnswerError:
            raise _FailedError("unreadable answer") from None
        except (aiohttp.ClientError, OSError, ValueError) as error:
            raise _FailedError(type(error).__name__) from None

    def _open(self) -> aiohttp.ClientSession:
        if self._session is None:
            # trust_env: in many networks the way to the internet is the proxy that HTTPS_PROXY names.
            self._session = aiohttp.ClientSession(
                trust_env=True, headers={"User-Agent": USER_AGENT}, cookie_jar=aiohttp.DummyCookieJar()
            )
        return self._session

    def _fail(self, failure: _FailedError) -> NoReturn:
        now = self._clock.monotonic()
        # Requests that were under way together fail together, and are one failure.
        self._failures += now >= self._paused_until
        pause_s = max(PAUSE.delay_s(self._failures, self._rng), failure.pause_s)
        self._paused_until = max(self._paused_until, now + pause_s)
        self._requests.labels("failed").inc()
        if self._failures == 1 and not self._is_failing:
            self._is_failing = True
            log.warning("geocoder failed; addresses are not searched meanwhile", extra={"reason": failure.reason})
        raise GeocoderError("geocoder_unavailable", pause_s)

    def _forget(self, question: Question, task: asyncio.Task[Addresses]) -> None:
        del self._asked[question]
        if not task.cancelled():
            task.exception()  # all who asked may have left


def _pause_asked(header: str | None) -> float:
    """Return the seconds of a Retry-After; a date in it is not worth a parser."""
    return min(float(header), MOST_PAUSE_S) if header and header.isascii() and header.isdigit() else 0.0


async def _bounded_body(response: aiohttp.ClientResponse) -> bytes:
    body = bytearray()
    async for part in response.content.iter_any():
        body += part
        if len(body) > MOST_ANSWER_BYTES:
            raise _FailedError("answer too large")
    return bytes(body)
