"""The fast path for one fix: POST /api/shipments/update, from the bytes of the body to the bytes of the answer."""

import asyncio
from typing import Protocol

from multidict import MultiMapping

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

    path = PATH

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
        self.answers = ReadyAnswers()

    def begin(self, headers: MultiMapping[str], peer: str, body: bytes) -> "UpdateRequest | None":
        """Accept one fix as a JSON object, or return None to decline."""
        if (
            headers.get("Content-Type", JSON_TYPE) != JSON_TYPE
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


class UpdateRequest:
    """A fix in flight to Kafka."""

    __slots__ = ("_now", "_route", "_started_at", "done")

    def __init__(self, route: FastUpdate, stored: Stored, started_at: float, now: float) -> None:
        self._route, self.done, self._started_at, self._now = route, stored, started_at, now

    def answer(self, *, is_gone: bool) -> bytes:
        """Return a 202 with the partition and offset, or a 503."""
        route = self._route
        error = self.done.exception()
        counter = route.accepted if error is None else route.unavailable
        (route.gone if is_gone else counter).inc()
        if error is None:
            [ack] = self.done.result()
            route.ack_seconds.observe(route.monotonic() - self._started_at)
            return route.answers.accepted(accepted_body(ack), self._now)
        return raw_problem(route.log.refusal(*not_stored(error)), self._now)
