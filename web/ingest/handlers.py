"""The standard path for one fix or a batch, from an aiohttp request to its answer; a 202 means that Kafka holds it."""

from collections.abc import Sequence
from http import HTTPStatus
from typing import Protocol

from aiohttp import web

from app.clock import Clock
from app.fixes.parser import FixError
from app.observability.metrics import Metrics
from app.settings import Settings
from web.access.sender import access_of
from web.http.body import JSON_TYPE, NDJSON_TYPE, BodyLimits, media_type_of, read_body
from web.http.problem import ProblemError
from web.ingest.answers import accepted_body, all_refused, batch_body, refused
from web.ingest.decision import IngestDecision, judge_array, judge_lines
from web.ingest.envelope_lane import Ack, Chunk


class ChunkLog(Protocol):
    """Stores chunks of fixes."""

    async def append(self, chunks: Sequence[Chunk]) -> list[Ack]:
        """Return the acks of the chunks, or raise ProblemError."""
        ...


class Ingest:
    """The handlers of both endpoints."""

    def __init__(
        self, log: ChunkLog, decision: IngestDecision, settings: Settings, clock: Clock, metrics: Metrics
    ) -> None:
        self._log, self._decision, self._clock = log, decision, clock
        self._rejected = metrics.counter("tracker_ingest_rejected_total")
        self._ack_seconds = metrics.histogram("tracker_ingest_ack_seconds")
        self._limits = BodyLimits(settings, metrics)
        self._requires_keys = settings.requires_keys

    async def update(self, request: web.Request) -> web.StreamResponse:
        """Accept one fix as a JSON object."""
        started_at = self._clock.monotonic()
        media_type_of(request, JSON_TYPE)
        raw = await read_body(request, self._limits)
        access = access_of(request) if self._requires_keys else None  # reading a missing key of a request is slow
        accepted = self._decision.accept(raw, self._clock.now(), access)
        if isinstance(accepted, FixError):
            raise self._refusal(accepted)
        [ack] = await self._log.append((accepted.chunk,))
        self._ack_seconds.observe(self._clock.monotonic() - started_at)
        return _accepted(accepted_body(ack, accepted.ignored))

    async def updates(self, request: web.Request) -> web.StreamResponse:
        """Accept a batch of fixes as a JSON array or NDJSON; an invalid fix does not affect the others."""
        started_at = self._clock.monotonic()
        read = judge_lines if media_type_of(request, JSON_TYPE, NDJSON_TYPE) == NDJSON_TYPE else judge_array
        raw = await read_body(request, self._limits)
        batch = self._decision.accept_batch(raw, self._clock.now(), access_of(request), read)
        if isinstance(batch, FixError):
            raise self._refusal(batch)
        for rejection in batch.rejected:
            self._rejected.labels(rejection.code).inc()
        if batch.rejected and not batch.size:
            raise all_refused(batch.rejected)
        await self._log.append(batch.chunks)
        self._ack_seconds.observe(self._clock.monotonic() - started_at)
        return _accepted(batch_body(batch))

    def _refusal(self, error: FixError) -> ProblemError:
        self._rejected.labels(error.code).inc()
        return refused(error)


def _accepted(body: bytes) -> web.Response:
    return web.Response(status=HTTPStatus.ACCEPTED, body=body, content_type=JSON_TYPE)
