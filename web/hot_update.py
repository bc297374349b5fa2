"""POST /api/shipments/update for the good and the whole: from a body's bytes to the bytes of the answer."""

import asyncio
from collections.abc import Callable
from typing import Protocol

from multidict import MultiMapping

from app.clock import Clock
from app.fix_codec import decode_fix, encode_fix
from app.observability import Metrics
from app.settings import Settings
from web.envelope_lane import Chunk, Place
from web.middleware import CLIENT_GONE
from web.problem import ProblemError
from web.ready_answer import ReadyAnswers, raw_problem

PATH = "/api/shipments/update"
JSON_TYPE = "application/json"
Stored = asyncio.Future[list[Place]]


class FixLog(Protocol):
    """Stores fixes."""

    def begin(self, chunk: Chunk) -> Stored | None:
        """Queue a chunk and return the future of its place; None where it would be refused."""
        ...

    def refusal(self, code: str, detail: str) -> ProblemError:
        """Return, and count, why something was not stored."""
        ...


class Door(Protocol):
    """Says who may post."""

    def admits_at_once(self, headers: MultiMapping[str], peer: str, driver: str) -> bool:
        """Count a post for a driver and return True, or return False, with nothing done, where it is not certain to be right."""
        ...


class HotUpdate:
    """The route; whatever it does not take is the business of web.ingest."""

    path = PATH

    def __init__(
        self,
        log: FixLog,
        home_of: Callable[[str], int],
        door: Door,
        settings: Settings,
        clock: Clock,
        metrics: Metrics,
    ) -> None:
        self.log, self.clock, self._door = log, clock, door
        self._home_of, self._max_body_bytes = home_of, settings.max_body_bytes
        self.ack_seconds = metrics.histogram("tracker_ingest_ack_seconds")
        requests = metrics.counter("tracker_http_requests_total")
        self.accepted, self.unavailable, self.gone = (requests.labels(PATH, code) for code in (202, 503, CLIENT_GONE))
        self.answers = ReadyAnswers()

    def begin(self, headers: MultiMapping[str], peer: str, body: bytes) -> "UpdateRequest | None":
        """Take one fix as a JSON object."""
        if (
            headers.get("Content-Type", JSON_TYPE) != JSON_TYPE
            or len(body) > self._max_body_bytes
            or "Content-Encoding" in headers
            or "Expect" in headers
            or "Origin" in headers  # a page: what it may do, and read, is not said here
        ):
            return None
        started_at, now = self.clock.monotonic(), self.clock.now()
        fix = decode_fix(body, now)
        if fix is None or not self._door.admits_at_once(headers, peer, fix.driverId):
            return None
        fix.receivedAt = round(now, 3)
        stored = self.log.begin(Chunk(self._home_of(fix.shipmentId), encode_fix(fix), 1))
        return None if stored is None else UpdateRequest(self, stored, started_at, now)


class UpdateRequest:
    """A fix on its way to Kafka."""

    __slots__ = ("_now", "_route", "_started_at", "done")

    def __init__(self, route: HotUpdate, stored: Stored, started_at: float, now: float) -> None:
        self._route, self.done, self._started_at, self._now = route, stored, started_at, now

    def answer(self, *, is_gone: bool) -> bytes:
        """Return 202 with the fix's place in Kafka, or 503."""
        route = self._route
        error = self.done.exception()
        counter = route.accepted if error is None else route.unavailable
        (route.gone if is_gone else counter).inc()
        if error is None:
            [place] = self.done.result()
            route.ack_seconds.observe(route.clock.monotonic() - self._started_at)
            body = b'{"status":"accepted","partition":%d,"offset":%d}' % (place.partition, place.offset)
            return route.answers.accepted(body, self._now)
        return raw_problem(route.log.refusal("kafka_unavailable", f"{error}; try again."), self._now)
