"""The fast path for one fix: POST /api/shipments/update, from the bytes of the body to the bytes of the answer."""

import asyncio
from collections.abc import Callable
from http import HTTPStatus
from typing import Protocol

from multidict import MultiMapping
from prometheus_client import Counter, Histogram

from app.clock import Clock
from app.domain.access import Access
from app.observability.metrics import Metrics
from app.settings import Settings
from web.http.body import JSON_TYPE
from web.http.middleware import CLIENT_GONE
from web.http.problem import ProblemError
from web.ingest.answers import accepted_body, not_stored
from web.ingest.decision import IngestDecision
from web.ingest.envelope_lane import Ack, Chunk
from web.ingest.raw_answer import ReadyAnswers, raw_problem

PATH = "/api/shipments/update"
Stored = asyncio.Future[list[Ack]]
Target = tuple[str, str]
"""A method and a path."""


class FixQueue(Protocol):
    """Stores fixes."""

    def begin(self, chunk: Chunk) -> Stored | None:
        """Queue a chunk and return the future of its ack, or None if it would be refused."""
        ...

    def refusal(self, code: str, detail: str) -> ProblemError:
        """Return and count the error for a chunk that was not stored."""
        ...


class PostGuard(Protocol):
    """Checks who may post."""

    def access_at_once(self, headers: MultiMapping[str]) -> Access | None:
        """Return what the sender of a key may do, or None if only the standard path can tell."""
        ...

    def counts_at_once(self, headers: MultiMapping[str], peer: str, access: Access | None) -> bool:
        """Count a post and return True, or return False and count nothing if it may exceed a limit."""
        ...


class FastUpdate:
    """The route of the fast path; the standard path handles every request that this one declines."""

    targets: tuple[Target, ...] = (("POST", PATH),)

    def __init__(
        self,
        log: FixQueue,
        decision: IngestDecision,
        guard: PostGuard,
        settings: Settings,
        clock: Clock,
        metrics: Metrics,
    ) -> None:
        self.log, self._guard = log, guard
        self.monotonic, self._now = clock.monotonic, clock.now
        self._accept, self._max_body_bytes = decision.accept_certain, settings.max_body_bytes
        self._requires_keys = settings.requires_keys
        self.ack_seconds = metrics.histogram("tracker_ingest_ack_seconds")
        requests = metrics.counter("tracker_http_requests_total")
        self.accepted, self.unavailable, self.gone = (requests.labels(PATH, code) for code in (202, 503, CLIENT_GONE))
        self._answers = ReadyAnswers(HTTPStatus.ACCEPTED, JSON_TYPE)

    def begin(
        self, _path: str, query: str, headers: MultiMapping[str], peer: str, body: bytes
    ) -> "UpdateRequest | None":
        """Accept one fix as a JSON object, or return None to decline."""
        if (
            query
            or headers.get("Content-Type", JSON_TYPE) != JSON_TYPE
            or len(body) > self._max_body_bytes
            or "Content-Encoding" in headers
            or "Expect" in headers
            or "Origin" in headers  # from a page: only the standard path checks origins
        ):
            return None
        access = None
        if self._requires_keys and (access := self._guard.access_at_once(headers)) is None:
            return None
        started_at, now = self.monotonic(), self._now()
        chunk = self._accept(body, now, access)
        if chunk is None or not self._guard.counts_at_once(headers, peer, access):
            return None
        stored = self.log.begin(chunk)
        return None if stored is None else UpdateRequest(self, stored, started_at, now)

    def answer_of(self, ack: Ack, now: float) -> bytes:
        """Return a 202 with the partition and offset."""
        return self._answers.with_body(accepted_body(ack), now)


class Answering(Protocol):
    """What a route of the fast path answers with, and counts."""

    log: FixQueue
    ack_seconds: Histogram
    accepted: Counter
    unavailable: Counter
    gone: Counter

    @property
    def monotonic(self) -> Callable[[], float]:
        """Return the clock of durations."""
        ...

    def answer_of(self, ack: Ack, now: float) -> bytes:
        """Return the whole answer for a stored fix; `now` (Unix seconds) is its date."""
        ...


class UpdateRequest:
    """A fix in flight to Kafka."""

    __slots__ = ("_now", "_route", "_started_at", "done")

    def __init__(self, route: Answering, stored: Stored, started_at: float, now: float) -> None:
        self._route, self.done, self._started_at, self._now = route, stored, started_at, now

    def answer(self, *, is_gone: bool) -> bytes:
        """Return the route's answer to a stored fix, or a 503."""
        route = self._route
        error = self.done.exception()
        counter = route.accepted if error is None else route.unavailable
        (route.gone if is_gone else counter).inc()
        if error is None:
            [ack] = self.done.result()
            route.ack_seconds.observe(route.monotonic() - self._started_at)
            return route.answer_of(ack, self._now)
        return raw_problem(route.log.refusal(*not_stored(error)), self._now)
